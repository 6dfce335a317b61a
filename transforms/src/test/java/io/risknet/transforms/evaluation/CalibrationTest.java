package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link CalibrationCurve}, {@link CalibrationError} and {@link BrierDecomposition}. */
class CalibrationTest {

  static Stream<Arguments> cuts() throws IOException {
    return Goldens.sklearn()
        .flatMap(
            golden ->
                Stream.of(
                        Arguments.of(golden, "equalWidth", Binning.equalWidth(10)),
                        Arguments.of(golden, "equalRows", Binning.equalRows(10)))
                    .filter(arguments -> golden.has((String) arguments.get()[1])));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void theCurveAgreesWithScikitLearn(JsonNode golden, String name, Binning binning) {
    var bins = CalibrationCurve.of(Goldens.scores(golden), binning).bins();
    var expected = golden.get(name);

    Goldens.assertClose(
        bins.stream().mapToDouble(ScoreBin::observed).toArray(), expected.get("observed"));
    Goldens.assertClose(
        bins.stream().mapToDouble(ScoreBin::meanScore).toArray(), expected.get("predicted"));
    Goldens.assertClose(bins.stream().mapToDouble(ScoreBin::rows).toArray(), expected.get("rows"));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void theErrorsAgreeWithScikitLearnsCurve(JsonNode golden, String name, Binning binning) {
    var errors = CalibrationError.of(CalibrationCurve.of(Goldens.scores(golden), binning));

    Goldens.assertClose(errors.expected(), golden.get(name).get("expectedError"));
    Goldens.assertClose(errors.maximum(), golden.get(name).get("maximumError"));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void thePartsOfBrierAgreeWithScikitLearnsCurve(JsonNode golden, String name, Binning binning) {
    var parts = BrierDecomposition.of(Goldens.scores(golden), binning);
    var expected = golden.get(name);

    Goldens.assertClose(parts.reliability(), expected.get("reliability"));
    Goldens.assertClose(parts.resolution(), expected.get("resolution"));
    Goldens.assertClose(parts.uncertainty(), expected.get("uncertainty"));
    Goldens.assertClose(parts.brier(), golden.get("brier"));
  }

  /** Two bins: 0.1 predicted and 1/2 observed, 0.8 and 1/2. */
  @Test
  void theErrorsOfFourRowsByHand() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.1, 0.8, 0.8}, new double[] {0, 1, 0, 1});
    var errors = CalibrationError.of(CalibrationCurve.of(scores, Binning.equalWidth(2)));

    Goldens.assertClose(errors.expected().orElseThrow(), 0.35);
    Goldens.assertClose(errors.maximum().orElseThrow(), 0.4);
    assertThat(errors.worst().orElseThrow().highest()).isEqualTo(0.1);
    assertThat(errors.binning()).hasToString("2 bins of equal width");
  }

  /** Murphy's three parts are all when a bin holds one probability. */
  @Test
  void nothingIsLeftWithinBinsOfOneProbability() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.1, 0.8, 0.8}, new double[] {0, 0, 0, 1});
    var parts = BrierDecomposition.of(scores, Binning.equalWidth(10));

    Goldens.assertClose(parts.reliability().orElseThrow(), (0.01 + 0.09) / 2);
    Goldens.assertClose(parts.resolution().orElseThrow(), 0.0625);
    Goldens.assertClose(parts.uncertainty().orElseThrow(), 0.1875);
    Goldens.assertClose(parts.withinBins().orElseThrow(), 0);
  }

  /** One bin: variance of the probabilities 0.16, covariance with the label 0.2. */
  @Test
  void whatIsLeftWithinBinsIsVarianceLessTwiceTheCovariance() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.9}, new double[] {0, 1});

    Goldens.assertClose(
        BrierDecomposition.of(scores, Binning.equalWidth(1)).withinBins().orElseThrow(),
        0.16 - 2 * 0.2);
  }

  @Test
  void scoresThatAreNoProbabilitiesHaveNoCalibrationAndAReason() {
    var scores = ScoreDistribution.of(new double[] {-1, 2}, new double[] {0, 1});
    var binning = Binning.equalWidth(10);
    var curve = CalibrationCurve.of(scores, binning);

    assertThat(curve.bins()).isEmpty();
    assertThat(curve.undefined().orElseThrow()).contains("run from -1.0 to 2.0");
    assertThat(CalibrationError.of(curve).expected()).isEmpty();
    assertThat(CalibrationError.of(curve).undefined()).isEqualTo(curve.undefined());
    assertThat(BrierDecomposition.of(scores, binning).reliability()).isEmpty();
    assertThat(BrierDecomposition.of(scores, binning).undefined()).isEqualTo(curve.undefined());
  }

  @Test
  void noRowHasNoCalibrationAndAReason() {
    var curve = CalibrationCurve.of(ScoreDistribution.empty(), Binning.equalRows(10));

    assertThat(curve.undefined()).hasValue("There is no row with a score and a label.");
    assertThat(CalibrationError.of(curve).worst()).isEmpty();
  }

  @Test
  void constantScoresMakeOneBin() {
    var scores = ScoreDistribution.of(new double[] {0.3, 0.3, 0.3}, new double[] {0, 0, 1});

    assertThat(CalibrationCurve.of(scores, Binning.equalRows(10)).bins())
        .containsExactly(new ScoreBin(0.3, 0.3, 3, 1, 0.3));
  }
}
