package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.JsonCoder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What manifests, reports and shuffles carry is read as it was written. */
class ValuesAsJsonTest {
  private static final List<ScoreDistribution> ROWS =
      List.of(
          ScoreDistribution.of(
              new double[] {0.1, 0.2, 0.3, 0.4, 0.5}, new double[] {0, 1, 0, 1, 0}),
          ScoreDistribution.of(new double[] {0.5, 0.5}, new double[] {0, 0}),
          ScoreDistribution.of(new double[] {-1, 3}, new double[] {1, 1}),
          ScoreDistribution.empty());

  static Stream<Record> values() {
    return ROWS.stream()
        .flatMap(
            rows ->
                Stream.of(
                    KolmogorovSmirnov.of(rows),
                    CalibrationCurve.of(rows, Binning.equalRows(2)),
                    CalibrationError.of(CalibrationCurve.of(rows, Binning.equalWidth(5))),
                    BrierDecomposition.of(rows, Binning.equalRows(2)),
                    HosmerLemeshow.ofNewRows(rows, 3),
                    LiftTable.of(rows, 10),
                    ThresholdCurve.roc(rows, 10),
                    ThresholdCurve.precisionRecall(rows, 10),
                    ConfusionMatrix.at(rows, 0.3),
                    ScoreHistogram.of(rows, 3),
                    Evaluation.of(rows),
                    SegmentEvaluation.of(new Segment("state", ""), rows),
                    new ApprovalRule.Share(0.8).on(rows),
                    AdverseImpact.of("state", "", groups(rows)),
                    CutOff.cheapest(rows, new CostMatrix(1, 2)),
                    MetricIntervals.of(rows, Bootstrap.of(1).withReplicates(100)),
                    AucDifference.of(
                        new double[] {1, 2, 2, 1}, new double[4], new double[] {0, 1, 0, 1}, 0.9)));
  }

  private static List<ApprovedSegment> groups(ScoreDistribution rows) {
    var approval = new ApprovalRule.Below(0.3).on(rows);
    return Stream.of("CA", "TX", "")
        .map(value -> ApprovedSegment.of(new Segment("state", value), rows, approval))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("values")
  void isReadAsItWasWritten(Record value) {
    assertThat(JsonCoder.read(JsonCoder.write(value), value.getClass())).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("values")
  void holdsNoNumberThatIsNone(Record value) {
    assertThat(JsonCoder.write(value)).doesNotContain("NaN").doesNotContain("Infinity");
  }
}
