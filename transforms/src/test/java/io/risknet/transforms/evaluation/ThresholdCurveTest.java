package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.risknet.transforms.evaluation.ThresholdCurve.Point;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdCurveTest {
  private static final int ALL = 1_000_000;

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void theWholeRocCurveAgreesWithScikitLearn(JsonNode golden) {
    var points = ThresholdCurve.roc(Goldens.scores(golden), ALL).points();
    var expected = golden.get("roc");

    Goldens.assertClose(points.stream().mapToDouble(Point::x).toArray(), expected.get("x"));
    Goldens.assertClose(points.stream().mapToDouble(Point::y).toArray(), expected.get("y"));
    Goldens.assertClose(
        points.stream().flatMapToDouble(point -> point.threshold().stream()).toArray(),
        expected.get("thresholds"));
  }

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void theWholePrecisionRecallCurveAgreesWithScikitLearn(JsonNode golden) {
    var points = ThresholdCurve.precisionRecall(Goldens.scores(golden), ALL).points();
    double[] recall = Goldens.doubles(golden.get("precisionRecall").get("x"));
    double[] precision = Goldens.doubles(golden.get("precisionRecall").get("y"));

    // Points that coincide, such as those of the first negative rows, are one.
    assertThat(points.stream().map(point -> List.of(point.x(), point.y())).distinct())
        .containsExactlyElementsOf(
            IntStream.range(0, recall.length)
                .mapToObj(i -> List.of(recall[i], precision[i]))
                .distinct()
                .toList());
  }

  @Test
  void theGainsOfFourRowsByHand() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.2, 0.3, 0.3}, new double[] {0, 1, 0, 1});

    assertThat(ThresholdCurve.gains(scores, 10).points())
        .extracting(Point::x, Point::y)
        .containsExactly(tuple(0.0, 0.0), tuple(0.5, 0.5), tuple(0.75, 1.0), tuple(1.0, 1.0));
  }

  @Test
  void theFirstPointTakesNoRowAndHasNoThreshold() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.2}, new double[] {0, 1});

    assertThat(ThresholdCurve.roc(scores, 10).points().get(0).threshold()).isEmpty();
  }

  @Test
  void aCurveOfFewPointsIsWhole() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.2, 0.3}, new double[] {0, 1, 0});
    var roc = ThresholdCurve.roc(scores, 10);

    assertThat(roc.points()).hasSize(4);
    assertThat(roc.tolerance()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 500})
  void aThinnedRocCurveIsCloseToTheWhole(int maxPoints) {
    assertClose(
        ThresholdCurve.roc(random(20_000), maxPoints), ThresholdCurve.roc(random(20_000), ALL));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 500})
  void aThinnedPrecisionRecallCurveIsCloseToTheWhole(int maxPoints) {
    assertClose(
        ThresholdCurve.precisionRecall(random(20_000), maxPoints),
        ThresholdCurve.precisionRecall(random(20_000), ALL));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 100, 500})
  void noMorePointsAreKeptThanAskedFor(int maxPoints) {
    assertThat(ThresholdCurve.roc(random(20_000), maxPoints).points())
        .hasSizeBetween(maxPoints / 2, maxPoints);
    assertThat(ThresholdCurve.precisionRecall(random(20_000), maxPoints).points())
        .hasSizeBetween(maxPoints / 2, maxPoints);
  }

  @Test
  void fiveHundredPointsAreWithinAHundredthOfTheWholeCurve() {
    assertThat(ThresholdCurve.roc(random(20_000), 500).tolerance()).isLessThan(0.01);
    assertThat(ThresholdCurve.precisionRecall(random(20_000), 500).tolerance()).isLessThan(0.01);
  }

  @Test
  void aThinnedCurveHasBothItsEnds() {
    var points = ThresholdCurve.roc(random(20_000), 100).points();

    assertThat(points.get(0).x() + points.get(0).y()).isZero();
    assertThat(points.get(points.size() - 1).x()).isEqualTo(1);
    assertThat(points.get(points.size() - 1).y()).isEqualTo(1);
  }

  @Test
  void oneClassHasNoRocCurveAndAReason() {
    var roc = ThresholdCurve.roc(ScoreDistribution.of(new double[] {0.1}, new double[] {1}), 10);

    assertThat(roc.points()).isEmpty();
    assertThat(roc.undefined().orElseThrow()).contains("both classes");
  }

  @Test
  void withoutPositivesThereIsNeitherPrecisionNorGain() {
    var scores = ScoreDistribution.of(new double[] {0.1}, new double[] {0});

    assertThat(ThresholdCurve.precisionRecall(scores, 10).undefined()).isPresent();
    assertThat(ThresholdCurve.gains(scores, 10).undefined()).isPresent();
  }

  private static ScoreDistribution random(int rows) {
    var random = new Random(5);
    var labels = random.doubles(rows).map(draw -> draw < 0.1 ? 1 : 0).toArray();
    var scores = new double[rows];
    for (int i = 0; i < rows; i++) {
      scores[i] = random.nextGaussian() + labels[i];
    }
    return ScoreDistribution.of(scores, labels);
  }

  private static void assertClose(ThresholdCurve thinned, ThresholdCurve whole) {
    for (var point : whole.points()) {
      assertThat(distance(thinned.points(), point)).isLessThanOrEqualTo(thinned.tolerance());
    }
  }

  private static double distance(List<Point> line, Point point) {
    double least = Double.MAX_VALUE;
    for (int i = 1; i < line.size(); i++) {
      if (line.get(i - 1).x() - point.x() < least && point.x() - line.get(i).x() < least) {
        least = Math.min(least, distance(line.get(i - 1), line.get(i), point));
      }
    }
    return least;
  }

  private static double distance(Point from, Point to, Point point) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double along =
        ((point.x() - from.x()) * dx + (point.y() - from.y()) * dy) / (dx * dx + dy * dy);
    double share = Math.max(0, Math.min(1, along));
    return Math.hypot(from.x() + share * dx - point.x(), from.y() + share * dy - point.y());
  }
}
