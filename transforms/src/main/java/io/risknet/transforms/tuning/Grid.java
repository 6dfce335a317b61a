package io.risknet.transforms.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.Doubles;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every combination of listed values, each trained in full. Immutable.
 *
 * <pre>{@code
 * var grid = Grid.of(Map.of("max_depth", List.of(4, 6), "eta", List.of(0.05, 0.1)), 50, 100);
 * var same = Grid.fromJson(
 *     yaml.readTree("{max_depth: [4, 6], eta: [0.05, 0.1], rounds: [50, 100]}"));
 * }</pre>
 */
public final class Grid implements SearchStrategy {
  private static final long serialVersionUID = 1;

  private final SearchSpace space;

  private Grid(SearchSpace space) {
    // Finds out whether all dimensions are lists.
    var unused = space.points();
    this.space = space;
  }

  /**
   * A grid of a space.
   *
   * @throws IllegalArgumentException when a dimension is a range, and no list of values
   */
  public static Grid of(SearchSpace space) {
    return new Grid(space);
  }

  /**
   * A grid for {@link XGBoostLearner}.
   *
   * @param values the values to try by XGBoost's name of the parameter; what is not named keeps
   *     XGBoost's default
   * @param rounds the numbers of training rounds
   * @throws IllegalArgumentException when a name is unknown, or a list is empty or holds a value
   *     twice or out of range
   */
  public static Grid of(Map<String, ? extends List<? extends Number>> values, int... rounds) {
    var dimensions = new TreeMap<String, Dimension>();
    values.forEach((name, list) -> dimensions.put(name, Dimension.choice(Doubles.toArray(list))));
    return of(xgboost(dimensions, Rounds.of(rounds)));
  }

  /**
   * Reads a grid, such as the {@code grid} of a YAML file: an object with a list of numbers for
   * each parameter, and for {@code rounds}; a number stands for a list of one.
   *
   * @throws IllegalArgumentException as {@link #of}, and for anything but numbers
   */
  public static Grid fromJson(JsonNode grid) {
    if (!grid.isObject()) {
      throw new IllegalArgumentException(
          "A grid lists values by parameter, such as {max_depth: [4, 6], rounds: [100]}; this is "
              + grid
              + ".");
    }
    var rounds = Rounds.fromJson(grid.path("rounds"));
    return of(
        xgboost(Dimension.fromJson(((ObjectNode) grid.deepCopy()).without("rounds")), rounds));
  }

  /** 24 combinations that suit loan data of some hundred thousand rows, with 50 and 100 rounds. */
  public static Grid defaults() {
    return of(
        ImmutableSortedMap.of(
            "max_depth", List.of(4, 6),
            "eta", List.of(0.05, 0.1, 0.2),
            "min_child_weight", List.of(1, 20),
            "subsample", List.of(0.7, 1.0)),
        50,
        100);
  }

  private static SearchSpace xgboost(Map<String, Dimension> dimensions, Rounds rounds) {
    return SearchSpace.of(LearnerSpace.of(XGBoostLearner.defaults(), dimensions, rounds));
  }

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public List<Candidate> suggest(int stage, Leaderboard earlier) {
    return space.points().stream()
        .map(point -> new Candidate(point, Budget.of(space.rounds(point))))
        .toList();
  }

  @Override
  public String toString() {
    return "Grid of " + space;
  }
}
