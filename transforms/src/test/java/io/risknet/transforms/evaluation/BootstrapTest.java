package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link Bootstrap} and {@link MetricIntervals}. */
class BootstrapTest {
  private static final Bootstrap BOOTSTRAP = Bootstrap.of(3).withReplicates(2000);
  private static final String NO_SPREAD =
      "All samples of these rows give the same value, so nothing is known of its spread.";

  /**
   * A tenth of the rows at 1/2, of which 30 % are positive, and the others at 0.1, of which 5 %.
   */
  private static final ScoreDistribution TWO_SCORES = twoScores();

  @Test
  void theSameSeedGivesTheSameInterval() {
    assertThat(brier(Bootstrap.of(3), random(500))).isEqualTo(brier(Bootstrap.of(3), random(500)));
  }

  @Test
  void anotherSeedDrawsOtherRows() {
    assertThat(brier(Bootstrap.of(4), random(500)))
        .isNotEqualTo(brier(Bootstrap.of(3), random(500)));
  }

  /** The share of positives has the standard error sqrt(p (1 - p) / n). */
  @Test
  void theErrorOfAShareIsThatOfTheBinomial() {
    var share = BOOTSTRAP.interval(random(2000), BootstrapTest::share);
    double p = share.estimate().orElseThrow();

    assertThat(share.standardError().orElseThrow())
        .isCloseTo(Math.sqrt(p * (1 - p) / 2000), within(0.0005));
  }

  /** All rows at two scores: drawn by the thousand rather than one by one. */
  @Test
  void manyRowsAtAScoreAreDrawnAsOftenAsFew() {
    var tied = atOneScore(300, 1700);
    var share = BOOTSTRAP.interval(tied, BootstrapTest::share);

    assertThat(share.standardError().orElseThrow())
        .isCloseTo(Math.sqrt(0.15 * 0.85 / 2000), within(0.0005));
  }

  @Test
  void moreRowsThanAnIntCanBeDrawn() {
    var tied = atOneScore(1L << 33, 1L << 33);
    var share = Bootstrap.of(1).withReplicates(200).interval(tied, BootstrapTest::share);

    assertThat(share.lower().orElseThrow()).isCloseTo(0.5, within(1e-4));
    assertThat(share.lower().orElseThrow()).isLessThan(0.5);
  }

  @Test
  void theIntervalOfRocAucIsNearDeLongs() {
    var scores = random(2000);
    var drawn = BOOTSTRAP.interval(scores, sample -> BinaryMetrics.of(sample).rocAuc());
    var computed = DeLong.rocAuc(scores, 0.95);

    assertThat(drawn.lower().orElseThrow())
        .isCloseTo(computed.lower().orElseThrow(), within(0.003));
    assertThat(drawn.upper().orElseThrow())
        .isCloseTo(computed.upper().orElseThrow(), within(0.003));
  }

  @Test
  void aHigherLevelIsWider() {
    var wide = brier(Bootstrap.of(3).withLevel(0.99), random(500));
    var narrow = brier(Bootstrap.of(3).withLevel(0.5), random(500));

    assertThat(wide.lower().orElseThrow()).isLessThan(narrow.lower().orElseThrow());
    assertThat(wide.upper().orElseThrow()).isGreaterThan(narrow.upper().orElseThrow());
  }

  /** Of a sample of rows that has one positive row, over a third have none. */
  @Test
  void aMetricThatManySamplesDoNotDefineHasNoIntervalAndAReason() {
    var scores = ScoreDistribution.of(new double[] {0.1, 0.2, 0.3}, new double[] {0, 1, 0});
    var interval = BOOTSTRAP.interval(scores, sample -> BinaryMetrics.of(sample).rocAuc());

    assertThat(interval.estimate()).hasValue(0.5);
    assertThat(interval.lower()).isEmpty();
    assertThat(interval.undefined().orElseThrow()).contains("of 2000 samples of these rows only");
  }

  @Test
  void aMetricThatIsNotDefinedHasNoInterval() {
    var interval = brier(Bootstrap.of(1), ScoreDistribution.empty());

    assertThat(interval.estimate()).isEmpty();
    assertThat(interval.upper()).isEmpty();
    assertThat(interval.undefined()).hasValue("The metric is not defined on these rows.");
  }

  /**
   * Of 11 to 110 the quantiles of 5 and 95 % are 15.95 and 105.05: the limits are 20 less these.
   */
  @Test
  void theLimitsAreTwiceTheEstimateLessTheQuantiles() {
    var next = new AtomicInteger(10);
    var interval =
        Bootstrap.of(1)
            .withReplicates(100)
            .withLevel(0.9)
            .interval(random(10), drawn -> OptionalDouble.of(next.getAndIncrement()));

    assertThat(interval.estimate()).hasValue(10);
    assertThat(interval.lower().orElseThrow()).isCloseTo(-85.05, within(1e-9));
    assertThat(interval.upper().orElseThrow()).isCloseTo(4.05, within(1e-9));
  }

  /** The estimate is 10 and that of the merged scores 11: the limits are 21 less the quantiles. */
  @Test
  void ofMergedScoresTheLimitsAreBothEstimatesLessTheQuantiles() {
    var next = new AtomicInteger(10);
    var interval =
        Bootstrap.of(1)
            .withReplicates(100)
            .withLevel(0.9)
            .intervals(
                random(10), drawn -> Map.of("it", OptionalDouble.of(next.getAndIncrement())), 5)
            .get("it");

    assertThat(interval.lower().orElseThrow()).isCloseTo(21 - 106.05, within(1e-9));
    assertThat(interval.upper().orElseThrow()).isCloseTo(21 - 16.95, within(1e-9));
  }

  @Test
  void aPerfectRankingHasNoLimitsOfKsAndAveragePrecisionButAReason() {
    var scores = new double[200];
    var labels = new double[200];
    Arrays.setAll(scores, i -> (i + 1) / 201.0);
    Arrays.fill(labels, 100, 200, 1);
    var intervals = MetricIntervals.of(ScoreDistribution.of(scores, labels), BOOTSTRAP).intervals();

    for (var name : List.of("ks", "averagePrecision")) {
      assertThat(intervals.get(name).estimate()).as(name).hasValue(1);
      assertThat(intervals.get(name).lower()).as(name).isEmpty();
      assertThat(intervals.get(name).upper()).as(name).isEmpty();
      assertThat(intervals.get(name).standardError()).as(name).isEmpty();
      assertThat(intervals.get(name).undefined()).as(name).hasValue(NO_SPREAD);
    }
    assertThat(intervals.get("brier").lower()).isPresent();
  }

  /** At a score of 1/2 the loss of a row is ln 2, up to rounding, whatever its label. */
  @Test
  void constantScoresHaveNoLimitsOfWhatDoesNotVary() {
    var intervals = MetricIntervals.of(atOneScore(37, 111), BOOTSTRAP).intervals();

    for (var name : List.of("ks", "logLoss", "brier", "firstTenthLift")) {
      assertThat(intervals.get(name).estimate()).as(name).isPresent();
      assertThat(intervals.get(name).undefined()).as(name).hasValue(NO_SPREAD);
    }
    assertThat(intervals.get("averagePrecision").lower()).isPresent();
    assertThat(intervals.get("expectedCalibrationError").lower()).isPresent();
  }

  /**
   * The delta method's. With {@code a} and {@code b} positive and negative rows at the higher score
   * and {@code c} and {@code d} at the lower: the expected error is the mean over rows of score
   * less label, of variance 0.07 - 0.065^2; the maximum error is 1/2 less a share of 2000 rows; of
   * the logarithm of lift, a n / ((a + b) (a + c)), the squared derivatives by the four counts
   * times these sum to 0.00085.
   */
  @Test
  void errorsOfCalibrationErrorsAndLiftAreThoseOfTheDeltaMethod() {
    var intervals = MetricIntervals.of(TWO_SCORES, BOOTSTRAP).intervals();

    assertNormal(intervals.get("expectedCalibrationError"), 0.065, Math.sqrt(0.065775 / 20_000));
    assertNormal(intervals.get("maximumCalibrationError"), 0.2, Math.sqrt(0.3 * 0.7 / 2000));
    assertNormal(intervals.get("firstTenthLift"), 4, 4 * Math.sqrt(0.00085));
  }

  @Test
  void calibrationErrorsAndLiftAreThoseOfTheEvaluation() {
    var evaluation = Evaluation.of(random(2000));
    var intervals = evaluation.intervals().intervals();
    var error = evaluation.calibrationError();

    assertThat(intervals.get("expectedCalibrationError").estimate()).isEqualTo(error.expected());
    assertThat(intervals.get("maximumCalibrationError").estimate()).isEqualTo(error.maximum());
    assertThat(intervals.get("firstTenthLift").estimate())
        .hasValue(evaluation.lift().groups().get(0).lift());
  }

  /** Each tenth has as many positive rows as predicted, and in a sample it has not. */
  @Test
  void anErrorOfNothingHasNoLimitsWhereEverySampleHasMore() {
    var builder = new ScoreDistribution.Builder(2, true);
    builder.add(0.25, 10, 30);
    builder.add(0.75, 30, 10);
    var error =
        MetricIntervals.of(builder.build(0, 0), BOOTSTRAP)
            .intervals()
            .get("expectedCalibrationError");

    assertThat(error.estimate()).hasValue(0);
    assertThat(error.lower()).isEmpty();
    assertThat(error.undefined())
        .hasValue("Samples of these rows are too unlike them to tell limits.");
  }

  @Test
  void fewReplicatesAreRefused() {
    assertThatThrownBy(() -> Bootstrap.of(1).withReplicates(99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Limits need at least 100 replicates, not 99.");
  }

  @Test
  void everyMetricHasAnIntervalThatHoldsIt() {
    var scores = TWO_SCORES;
    var intervals = MetricIntervals.of(scores, BOOTSTRAP).intervals();

    assertThat(intervals)
        .containsOnlyKeys(
            "averagePrecision",
            "brier",
            "expectedCalibrationError",
            "firstTenthLift",
            "gini",
            "ks",
            "logLoss",
            "maximumCalibrationError",
            "rocAuc");
    assertThat(intervals.values())
        .allSatisfy(
            interval ->
                assertThat(interval.estimate().orElseThrow())
                    .isBetween(interval.lower().orElseThrow(), interval.upper().orElseThrow()));
  }

  @Test
  void giniIsTwiceRocAucLessOne() {
    var intervals = MetricIntervals.of(random(2000), BOOTSTRAP).intervals();
    var area = intervals.get("rocAuc");
    var gini = intervals.get("gini");

    assertThat(gini.lower()).hasValue(2 * area.lower().orElseThrow() - 1);
    assertThat(gini.standardError()).hasValue(2 * area.standardError().orElseThrow());
    assertThat(area.method()).isEqualTo("DeLong");
  }

  @Test
  void metricsOfOneClassHaveTheReasonOfBinaryMetrics() {
    var fractions = IntStream.range(0, 20).mapToDouble(i -> i / 20.0).toArray();
    var scores = ScoreDistribution.of(fractions, new double[20]);
    var intervals = MetricIntervals.of(scores, Bootstrap.of(1)).intervals();

    assertThat(intervals.get("averagePrecision").undefined())
        .hasValue("It needs positive rows; there is none.");
    assertThat(intervals.get("firstTenthLift").undefined())
        .hasValue("It needs positive rows; there is none.");
    assertThat(intervals.get("brier").upper()).isPresent();
  }

  @Test
  void noMoreThanAHundredThousandScoresAreDrawnAndTheMethodSaysSo() {
    var sizes = new ArrayList<Integer>();
    var interval =
        Bootstrap.of(1)
            .withReplicates(100)
            .interval(
                random(150_000),
                scores -> {
                  sizes.add(scores.size());
                  return share(scores);
                });

    assertThat(sizes.subList(1, sizes.size())).allMatch(size -> size <= 100_000);
    assertThat(interval.method())
        .isEqualTo("basic bootstrap, 100 replicates, scores merged into 100000");
  }

  @Test
  void upToTheLimitNothingIsMerged() {
    var scores = random(500);

    assertThat(BOOTSTRAP.intervals(scores, BootstrapTest::metrics, 500))
        .isEqualTo(BOOTSTRAP.intervals(scores, BootstrapTest::metrics, 501));
    assertThat(BOOTSTRAP.intervals(scores, BootstrapTest::metrics, 500).get("ks").method())
        .isEqualTo("basic bootstrap, 2000 replicates");
  }

  /** Two scores to a bin: one row at 1/8 and three at 1/4 have the mean 7/32. */
  @Test
  void neighboursAreMergedWithAllTheirRows() {
    var scores =
        ScoreDistribution.of(
            new double[] {0.125, 0.25, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75},
            new double[] {0, 0, 1, 0, 0, 1, 1, 1});
    var seen = new ArrayList<ScoreDistribution>();
    Bootstrap.of(1)
        .withReplicates(100)
        .intervals(
            scores,
            of -> {
              seen.add(of);
              return Map.of("share", share(of));
            },
            2);

    assertThat(seen.subList(0, 2))
        .containsExactly(
            scores,
            ScoreDistribution.of(
                new double[] {0.21875, 0.21875, 0.21875, 0.21875, 0.625, 0.625, 0.625, 0.625},
                new double[] {0, 0, 1, 0, 0, 1, 1, 1}));
  }

  /** Other draws of all scores move the limits by up to 0.2 standard errors, too. */
  @Test
  void limitsOfMergedScoresAreNearThoseOfAllAndEstimatesStayExact() {
    var scores = random(10_000);
    var all = BOOTSTRAP.intervals(scores, BootstrapTest::metrics);
    var merged = BOOTSTRAP.intervals(scores, BootstrapTest::metrics, 500);

    for (var name : List.of("averagePrecision", "brier", "ks", "logLoss")) {
      var exact = all.get(name);
      var near = within(0.25 * exact.standardError().orElseThrow());
      assertThat(merged.get(name).estimate()).as(name).isEqualTo(exact.estimate());
      assertThat(merged.get(name).lower().orElseThrow())
          .as(name)
          .isCloseTo(exact.lower().orElseThrow(), near);
      assertThat(merged.get(name).upper().orElseThrow())
          .as(name)
          .isCloseTo(exact.upper().orElseThrow(), near);
    }
  }

  /** The scores of a quarter are 1/192 off their mean, squared: several standard errors. */
  @Test
  void limitsLieAroundTheExactEstimateHoweverMuchWasMerged() {
    var brier = BOOTSTRAP.intervals(random(20_000), BootstrapTest::metrics, 4).get("brier");

    assertThat(brier.estimate().orElseThrow())
        .isBetween(brier.lower().orElseThrow(), brier.upper().orElseThrow());
  }

  /** What chance does to 2000 replicates. */
  private static void assertNormal(Interval interval, double estimate, double error) {
    Intervals.assertNormal(interval, estimate, error, 0.05);
  }

  private static ScoreDistribution twoScores() {
    var builder = new ScoreDistribution.Builder(2, false);
    builder.add(0.1, 900, 17_100);
    builder.add(0.5, 600, 1400);
    return builder.build(0, 0);
  }

  private static Map<String, OptionalDouble> metrics(ScoreDistribution scores) {
    var metrics = BinaryMetrics.of(scores);
    return Map.of(
        "averagePrecision", metrics.averagePrecision(),
        "brier", metrics.brier(),
        "ks", metrics.ks(),
        "logLoss", metrics.logLoss());
  }

  private static ScoreDistribution atOneScore(long positives, long negatives) {
    var builder = new ScoreDistribution.Builder(1, true);
    builder.add(0.5, positives, negatives);
    return builder.build(0, 0);
  }

  private static OptionalDouble share(ScoreDistribution scores) {
    return OptionalDouble.of(scores.positives() / (double) scores.rows());
  }

  private static Interval brier(Bootstrap bootstrap, ScoreDistribution scores) {
    return bootstrap.interval(scores, sample -> BinaryMetrics.of(sample).brier());
  }

  private static ScoreDistribution random(int rows) {
    var random = new Random(9);
    var scores = random.doubles(rows).toArray();
    var labels = Arrays.stream(scores).map(p -> random.nextDouble() < p ? 1 : 0).toArray();
    return ScoreDistribution.of(scores, labels);
  }
}
