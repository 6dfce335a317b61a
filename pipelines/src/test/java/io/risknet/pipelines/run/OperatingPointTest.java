package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.evaluation.ConfusionMatrix;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.evaluation.CutOff;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.JsonCoder;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OperatingPointTest {
  /** To take all from 0.2 on is cheapest: one false alarm, nothing missed. */
  private static final ScoreDistribution VALIDATION =
      ScoreDistribution.of(new double[] {0.1, 0.2, 0.3, 0.4}, new double[] {0, 1, 0, 1});

  /** Here a threshold of 0.15 would miss nothing. */
  private static final ScoreDistribution TEST =
      ScoreDistribution.of(new double[] {0.05, 0.15, 0.2, 0.3, 0.5}, new double[] {0, 1, 0, 1, 1});

  private static final CostMatrix DEAR_LOSS = new CostMatrix(1, 10);

  @Test
  void theTestIsJudgedAtTheThresholdOfTheValidationRows() {
    var point = OperatingPoint.of(CutOff.cheapest(VALIDATION, DEAR_LOSS), TEST);
    var test = point.parts().get("test");

    assertThat(point.threshold()).hasValue(0.2);
    assertThat(test.matrix()).isEqualTo(new ConfusionMatrix(2, 1, 1, 1));
    assertThat(test.precision().orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(test.recall().orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(test.specificity()).hasValue(0.5);
    assertThat(test.f1().orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(test.cost()).isEqualTo(11);
  }

  @Test
  void theValidationRowsAreToldBesideWithTheirSelectedCost() {
    var point = OperatingPoint.of(CutOff.cheapest(VALIDATION, DEAR_LOSS), TEST);

    assertThat(point.parts().keySet()).containsExactly("validation", "test");
    assertThat(point.parts().get("validation").matrix()).isEqualTo(new ConfusionMatrix(2, 1, 1, 0));
    assertThat(point.parts().get("validation").cost()).isEqualTo(1);
  }

  @Test
  void theCostsOfTakingNoneAndOfTakingAllStandBeside() {
    var test = OperatingPoint.of(CutOff.cheapest(VALIDATION, DEAR_LOSS), TEST).parts().get("test");

    assertThat(test.costOfNone()).isEqualTo(30);
    assertThat(test.costOfAll()).isEqualTo(2);
  }

  /** By the rows that a threshold was chosen by its rates look better than they are. */
  @Test
  void theRatesOfTheTestRowsHaveIntervalsAndThoseOfTheValidationRowsNone() {
    var point = OperatingPoint.of(CutOff.cheapest(VALIDATION, DEAR_LOSS), TEST);
    var intervals = point.parts().get("test").intervals();

    assertThat(point.parts().get("validation").intervals()).isEmpty();
    assertThat(intervals).containsOnlyKeys("precision", "recall", "specificity", "f1");
    assertThat(intervals.get("recall").estimate().orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void ofASampleTheIntervalsAreThoseOfTheRates() {
    var whole = OperatingPoint.of(CutOff.cheapest(VALIDATION, DEAR_LOSS), TEST);
    var sample = whole.ofSample(0.5, new CostMatrix(0.5, 10), OptionalDouble.of(0.1));

    assertThat(sample.parts().get("test").intervals())
        .isNotEmpty()
        .isEqualTo(whole.parts().get("test").intervals());
  }

  @Test
  void ofASampleTheCostsAreToldAsStated() {
    var point =
        OperatingPoint.of(CutOff.cheapest(VALIDATION, DEAR_LOSS), TEST)
            .ofSample(0.5, new CostMatrix(0.5, 10), OptionalDouble.of(0.1));

    assertThat(point.costs()).isEqualTo(new CostMatrix(0.5, 10));
    assertThat(point.parts().get("test").cost()).isEqualTo(11);
    assertThat(JsonCoder.write(point)).contains("\"keptNegatives\":0.5");
    assertThat(JsonCoder.read(JsonCoder.write(point), OperatingPoint.class)).isEqualTo(point);
  }

  @Test
  void whereTakingNoRowIsCheapestNoneOfTheTestIsTaken() {
    var wrong = ScoreDistribution.of(new double[] {0.1, 0.9}, new double[] {1, 0});
    var point = OperatingPoint.of(CutOff.cheapest(wrong, new CostMatrix(5, 1)), TEST);
    var test = point.parts().get("test");

    assertThat(point.threshold()).isEmpty();
    assertThat(test.matrix()).isEqualTo(new ConfusionMatrix(0, 0, 2, 3));
    assertThat(test.cost()).isEqualTo(3);
    assertThat(test.precision()).isEmpty();
    assertThat(test.undefined())
        .containsEntry("precision", "No row has a score of at least the threshold.");
  }

  @Test
  void withoutAValidationRowTheReasonIsTold() {
    var nothing = CutOff.cheapest(ScoreDistribution.empty(), DEAR_LOSS);
    var point = OperatingPoint.of(nothing, TEST);

    assertThat(point.parts()).isEmpty();
    assertThat(point.undefined()).contains("There is no row with a score and a label.");
    assertThat(JsonCoder.read(JsonCoder.write(point), OperatingPoint.class)).isEqualTo(point);
  }

  @Test
  void isReadAsItWasWritten() {
    var point = OperatingPoint.of(CutOff.cheapest(VALIDATION, DEAR_LOSS), TEST);

    assertThat(JsonCoder.write(point)).doesNotContain("keptNegatives");
    assertThat(JsonCoder.read(JsonCoder.write(point), OperatingPoint.class)).isEqualTo(point);
  }
}
