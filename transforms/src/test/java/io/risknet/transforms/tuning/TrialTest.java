package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.training.DataFingerprint;
import io.risknet.transforms.training.SpoolPart;
import io.risknet.transforms.training.TrainingSet;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final XGBoostLearner LEARNER = XGBoostLearner.defaults();

  @Test
  void theIdFollowsFromWhatDecidesOverTheResults() {
    var id = trial(4, LEARNER, set(5, 1), "fits").id();

    // Pinned: another id for the same trial would orphan every ledger. Raise TRAINING_FORMAT when
    // that is what is wanted.
    assertThat(id).isEqualTo("4cd499e819156020");
    assertThat(trial(5, LEARNER, set(5, 1), "fits").id()).isNotEqualTo(id);
    assertThat(trial(4, LEARNER.withMaxBins(64), set(5, 1), "fits").id()).isNotEqualTo(id);
    assertThat(trial(4, LEARNER, set(4, 1), "fits").id()).isNotEqualTo(id);
    assertThat(trial(4, LEARNER, set(5, 2), "fits").id()).isNotEqualTo(id);
    assertThat(trial(4, LEARNER, set(5, 1), "others").id()).isNotEqualTo(id);
  }

  @Test
  void theIdDoesNotDependOnWhereTheRowsAreSpooled() {
    var classes = Collections.nCopies(5, new SpoolPart.ClassCounts(10, 4));
    var one = new TrainingSet(List.of(), classes, new DataFingerprint(1, 1));
    var other =
        new TrainingSet(
            List.of(new SpoolPart("elsewhere", 0, 1, classes, new DataFingerprint(1, 1))),
            classes,
            new DataFingerprint(1, 1));

    assertThat(trial(4, LEARNER, other, "fits")).isEqualTo(trial(4, LEARNER, one, "fits"));
  }

  @Test
  void theSeedIsAPositiveInt() {
    assertThat(new Trial("ffffffffffffffff", new TreeMap<>(), 5).seed())
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(new Trial("0000000200000000", new TreeMap<>(), 5).seed()).isEqualTo(1);
  }

  private static Trial trial(
      double depth, XGBoostLearner learner, TrainingSet training, String fits) {
    return Trial.of(new TreeMap<>(Map.of("max_depth", depth)), learner, training, fits, 1);
  }

  private static TrainingSet set(int folds, long data) {
    return new TrainingSet(
        List.of(),
        Collections.nCopies(folds, new SpoolPart.ClassCounts(10, 4)),
        new DataFingerprint(data, data));
  }
}
