package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must not change when scores are put on another scale, or both classes change sides. */
class RankInvarianceTest {
  private record Row(int score, int label) {}

  @Provide
  Arbitrary<List<Row>> rows() {
    return Combinators.combine(
            Arbitraries.integers().between(-6, 6), Arbitraries.integers().between(0, 1))
        .as(Row::new)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 300)
  void rankMetricsDoNotMindAnAscendingMap(@ForAll("rows") List<Row> rows) {
    var one = BinaryMetrics.of(scores(rows, score -> score));
    var other = BinaryMetrics.of(scores(rows, RankInvarianceTest::ascending));

    assertThat(other.rocAuc()).isEqualTo(one.rocAuc());
    assertThat(other.ks()).isEqualTo(one.ks());
    assertThat(other.averagePrecision()).isEqualTo(one.averagePrecision());
  }

  @Property(tries = 300)
  void deLongsIntervalDoesNotMindAnAscendingMap(@ForAll("rows") List<Row> rows) {
    assertThat(DeLong.rocAuc(scores(rows, RankInvarianceTest::ascending), 0.9))
        .isEqualTo(DeLong.rocAuc(scores(rows, score -> score), 0.9));
  }

  @Property(tries = 300)
  void liftDoesNotMindAnAscendingMap(@ForAll("rows") List<Row> rows) {
    var one = LiftTable.of(scores(rows, score -> score), 5);
    var other = LiftTable.of(scores(rows, RankInvarianceTest::ascending), 5);

    assertThat(other.groups())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("lowest", "highest")
        .isEqualTo(one.groups());
  }

  @Property(tries = 300)
  void rocAucOfTheScoresTurnedRoundIsItsComplement(@ForAll("rows") List<Row> rows) {
    var one = BinaryMetrics.of(scores(rows, score -> score)).rocAuc();
    var turned = BinaryMetrics.of(scores(rows, score -> -score)).rocAuc();

    assertThat(turned.isPresent()).isEqualTo(one.isPresent());
    assertThat(turned.orElse(1)).isCloseTo(1 - one.orElse(0), within(1e-15));
  }

  @Property(tries = 300)
  void deLongsErrorIsTheSameWhenBothClassesChangeSides(@ForAll("rows") List<Row> rows) {
    var swapped = rows.stream().map(row -> new Row(-row.score(), 1 - row.label())).toList();
    var one = DeLong.rocAuc(scores(rows, score -> score), 0.9);
    var other = DeLong.rocAuc(scores(swapped, score -> score), 0.9);

    assertThat(other.estimate()).isEqualTo(one.estimate());
    assertThat(other.standardError().orElse(0))
        .isCloseTo(one.standardError().orElse(0), within(1e-15));
  }

  @Property(tries = 300)
  void theKsThresholdHasTheLargestDistance(@ForAll("rows") List<Row> rows) {
    var scores = scores(rows, score -> score);
    var ks = KolmogorovSmirnov.of(scores);
    ks.threshold()
        .ifPresent(
            threshold -> {
              var matrix = ConfusionMatrix.at(scores, threshold);
              double falsePositives = 1 - matrix.specificity().orElseThrow();

              assertThat(ks.positiveShare()).isEqualTo(matrix.recall());
              assertThat(Math.abs(matrix.recall().orElseThrow() - falsePositives))
                  .isCloseTo(BinaryMetrics.of(scores).ks().orElseThrow(), within(1e-15));
            });
  }

  private static double ascending(double score) {
    return Math.exp(score) - 3;
  }

  private static ScoreDistribution scores(List<Row> rows, DoubleUnaryOperator map) {
    return ScoreDistribution.of(
        rows.stream().mapToDouble(row -> map.applyAsDouble(row.score())).toArray(),
        rows.stream().mapToDouble(Row::label).toArray());
  }
}
