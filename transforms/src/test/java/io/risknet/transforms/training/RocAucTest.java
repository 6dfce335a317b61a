package io.risknet.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RocAucTest {
  @Test
  void countsThePairsThatAreInTheRightOrder() {
    // Positives 0.8 and 0.4 against negatives 0.6 and 0.2: three of four pairs.
    assertThat(RocAuc.of(floats(0.8f, 0.6f, 0.4f, 0.2f), floats(1, 0, 1, 0))).isEqualTo(0.75);
  }

  @Test
  void countsATieOneHalf() {
    // 0.5 ties with 0.5 (one half), beats 0.1; 0.9 beats both: 3.5 of 4.
    assertThat(RocAuc.of(floats(0.5f, 0.5f, 0.1f, 0.9f), floats(1, 0, 0, 1))).isEqualTo(0.875);
  }

  @Test
  void isOneHalfWhenAllScoresAreEqual() {
    assertThat(RocAuc.of(floats(0.3f, 0.3f, 0.3f), floats(1, 0, 0))).isEqualTo(0.5);
  }

  @Test
  void ordersNegativeScoresAndHoldsBothZerosEqual() {
    assertThat(RocAuc.of(floats(-2, -1), floats(0, 1))).isEqualTo(1);
    assertThat(RocAuc.of(floats(-1, 1), floats(1, 0))).isEqualTo(0);
    assertThat(RocAuc.of(floats(-0.0f, 0.0f), floats(0, 1))).isEqualTo(0.5);
  }

  @Test
  void refusesOneClassAndNaN() {
    assertThatThrownBy(() -> RocAuc.of(floats(0.1f, 0.2f), floats(0, 0)))
        .hasMessage("0 positive and 2 negative rows have no ROC curve; it takes both.");
    assertThatThrownBy(() -> RocAuc.of(floats(0.1f, Float.NaN), floats(0, 1)))
        .hasMessage("The score of row 1 is NaN.");
  }

  @Property(tries = 300)
  void agreesWithGoingThroughAllPairs(
      @ForAll @Size(min = 2, max = 40) List<@IntRange(min = -4, max = 4) Integer> raw,
      @ForAll @Size(40) boolean[] positive) {
    var scores = new float[raw.size()];
    var labels = new float[raw.size()];
    for (int i = 0; i < raw.size(); i++) {
      scores[i] = raw.get(i) / 3f;
      labels[i] = positive[i] ? 1 : 0;
    }
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < raw.size(); i++) {
      for (int j = 0; j < raw.size(); j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs++;
          int order = raw.get(i).compareTo(raw.get(j));
          won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
        }
      }
    }
    Assume.that(pairs > 0);
    assertThat(RocAuc.of(scores, labels)).isEqualTo(won / pairs);
  }

  private static float[] floats(float... values) {
    return values;
  }
}
