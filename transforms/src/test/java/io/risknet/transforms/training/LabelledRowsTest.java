package io.risknet.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.features.FloatMatrix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelledRowsTest {
  private static final int COLUMNS = 4;
  private final LabelledRows first = Examples.matrix(Examples.rows(900, COLUMNS, 2), COLUMNS);
  private final LabelledRows second = Examples.matrix(Examples.rows(300, COLUMNS, 3), COLUMNS);

  @Test
  void rowsStandBehindThoseTheyAreJoinedTo() {
    var joined = first.and(second);
    var matrix = joined.matrix();

    assertThat(joined.rows()).isEqualTo(1_200);
    assertThat(matrix.labels())
        .startsWith(first.matrix().labels())
        .endsWith(second.matrix().labels());
    assertThat(matrix.values().values())
        .startsWith(first.matrix().values().values())
        .endsWith(second.matrix().values().values());
  }

  @Test
  void rowsOfOtherColumnsAreNotJoined() {
    var others = LabelledMatrix.of(List.of("x"), FloatMatrix.of(1, 1), new float[1]);

    assertThatThrownBy(() -> first.and(others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Rows of [x] do not go with rows of ");
  }

  @Test
  void xgboostLearnsTheSameFromBlocksAsFromOneMatrix() {
    var blocks = first.and(second).and(first);

    assertThat(train(blocks)).isEqualTo(train(blocks.matrix()));
  }

  private static SavedModel train(LabelledRows rows) {
    return XGBoostLearner.defaults()
        .train(rows, new TreeMap<>(Map.of("max_depth", 3.0, "subsample", 0.7)), 7, 20);
  }
}
