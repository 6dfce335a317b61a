package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void everyCombinationIsAPoint() {
    var grid = Grid.of(Map.of("max_depth", List.of(4, 6), "eta", List.of(0.1, 0.3)), 100, 50);

    assertThat(parameters(grid))
        .containsExactly(point(0.1, 4), point(0.1, 6), point(0.3, 4), point(0.3, 6));
    assertThat(rounds(grid)).containsOnly(List.of(50, 100));
  }

  @Test
  void aGridOfRoundsOnlyHasThePointOfDefaults() {
    assertThat(parameters(Grid.of(Map.of(), 10))).containsExactly(new TreeMap<>());
  }

  @Test
  void theDefaultsAre24Points() {
    assertThat(parameters(Grid.defaults())).hasSize(24).doesNotHaveDuplicates();
    assertThat(rounds(Grid.defaults())).containsOnly(List.of(50, 100));
    SerializableUtils.ensureSerializable(Grid.defaults());
  }

  @Test
  void readsJson() throws Exception {
    var grid = Grid.fromJson(json("{'max_depth': [4, 6], 'eta': 0.1, 'rounds': [50, 100]}"));

    assertThat(parameters(grid)).containsExactly(point(0.1, 4), point(0.1, 6));
    assertThat(rounds(grid)).containsOnly(List.of(50, 100));
  }

  @Test
  void namesWhatIsUnknownAndSuggestsWhatWasMeant() {
    assertThatThrownBy(() -> grid("max_dept", 4))
        .hasMessageStartingWith(
            "The search can't vary 'max_dept'. Did you mean 'max_depth'? Known are: alpha, ")
        .hasMessageEndingWith("subsample, rounds.");
    assertThatThrownBy(() -> grid("learning_rate", 0.1)).hasMessageContaining("mean 'eta'?");
    assertThatThrownBy(() -> grid("n_estimators", 100)).hasMessageContaining("mean 'rounds'?");
    assertThatThrownBy(() -> grid("max_bin", 64))
        .hasMessage(
            "The search can't vary 'max_bin'. Set maxBins beside the rounds and the space, as in"
                + " learners: {xgboost: {maxBins: 128}}: all trials share one binned index.");
    assertThatThrownBy(() -> grid("nthread", 2)).hasMessageContaining("one thread");
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThatThrownBy(() -> grid("max_depth", 4.5))
        .hasMessage("The search gives 4.5 for max_depth, which takes a whole number from 1 to 20.");
    assertThatThrownBy(() -> grid("subsample", 0))
        .hasMessage("The search gives 0 for subsample, which takes a number above 0 and up to 1.");
    assertThatThrownBy(() -> grid("subsample", 1.5))
        .hasMessageContaining("gives 1.5 for subsample");
    assertThatThrownBy(() -> grid("gamma", -1))
        .hasMessage("The search gives -1 for gamma, which takes a number from 0 on.");
    assertThatThrownBy(() -> grid("lambda", Double.NaN)).hasMessageContaining("gives NaN");
    assertThatThrownBy(() -> grid("lambda", Double.POSITIVE_INFINITY))
        .hasMessageContaining("gives Infinity");
    assertThatThrownBy(() -> Grid.of(Map.of(), 0))
        .hasMessage("The rounds list 0; they take a whole number from 1 to 10000.");
  }

  @Test
  void refusesEmptyListsAndRepeatedValues() {
    assertThatThrownBy(() -> Grid.of(Map.of("eta", List.of()), 10))
        .hasMessage("The search lists no value of eta; list at least one.");
    assertThatThrownBy(() -> Grid.of(Map.of())).hasMessageContaining("names no rounds");
    assertThatThrownBy(() -> grid("eta", 0.1, 0.1))
        .hasMessage("The search lists 0.1 for eta twice; list it once.");
  }

  @Test
  void refusesJsonOfAnotherShape() {
    assertThatThrownBy(() -> Grid.fromJson(json("[1]")))
        .hasMessageContaining("such as {max_depth: [4, 6], rounds: [100]}; this is [1].");
    assertThatThrownBy(() -> Grid.fromJson(json("{'eta': 0.1}")))
        .hasMessageContaining("names no rounds");
    assertThatThrownBy(() -> Grid.fromJson(json("{'eta': ['fast'], 'rounds': 10}")))
        .hasMessage("The search space gives \"fast\" for eta; it takes numbers.");
  }

  private static List<SortedMap<String, Double>> parameters(Grid grid) {
    return candidates(grid).stream().map(candidate -> candidate.point().parameters()).toList();
  }

  private static List<List<Integer>> rounds(Grid grid) {
    return candidates(grid).stream().map(candidate -> candidate.budget().rounds()).toList();
  }

  private static List<Candidate> candidates(Grid grid) {
    return grid.suggest(0, Leaderboard.of(List.of(), Units.ROC_AUC));
  }

  private static Grid grid(String name, Number... values) {
    return Grid.of(Map.of(name, List.of(values)), 10);
  }

  private static SortedMap<String, Double> point(double eta, double depth) {
    return new TreeMap<>(Map.of("eta", eta, "max_depth", depth));
  }

  private static JsonNode json(String text) throws Exception {
    return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
  }
}
