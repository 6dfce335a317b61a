package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ScoreDistributionTest {
  private record Row(double score, double label) {}

  @Provide
  Arbitrary<List<Row>> rows() {
    var tied = Arbitraries.integers().between(0, 8).map(i -> i / 8.0);
    var free = Arbitraries.doubles();
    var odd = Arbitraries.of(-0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE);
    var scores = Arbitraries.frequencyOf(Tuple.of(6, tied), Tuple.of(3, free), Tuple.of(1, odd));
    var labels = Arbitraries.of(0.0, 1.0, 0.0, 1.0, Double.NaN);
    return Combinators.combine(scores, labels).as(Row::new).list().ofMaxSize(60);
  }

  private static ScoreDistribution of(List<Row> rows) {
    return ScoreDistribution.of(
        rows.stream().mapToDouble(Row::score).toArray(),
        rows.stream().mapToDouble(Row::label).toArray());
  }

  @Test
  void onAnotherScaleRowsStayInTheirOrder() {
    var scores =
        ScoreDistribution.of(
            new double[] {0.5, 0.1, 0.5, 0.3, Double.NaN, 0.2},
            new double[] {1, 0, 0, 1, 1, Double.NaN});

    assertThat(scores.rescaled(score -> 10 * score))
        .isEqualTo(
            ScoreDistribution.of(
                new double[] {5, 1, 5, 3, Double.NaN, 2},
                new double[] {1, 0, 0, 1, 1, Double.NaN}));
  }

  @Test
  void scoresThatAScaleDoesNotTellApartBecomeOne() {
    var scores = ScoreDistribution.of(new double[] {0.5, 1.25, 1.5, 2}, new double[] {0, 1, 0, 1});

    assertThat(scores.rescaled(Math::floor))
        .isEqualTo(ScoreDistribution.of(new double[] {0, 1, 1, 2}, new double[] {0, 1, 0, 1}));
  }

  @Property(tries = 300)
  void mergeIsCommutativeAndAssociative(
      @ForAll("rows") List<Row> a, @ForAll("rows") List<Row> b, @ForAll("rows") List<Row> c) {
    assertThat(of(a).merge(of(b))).isEqualTo(of(b).merge(of(a)));
    assertThat(of(a).merge(of(b)).merge(of(c))).isEqualTo(of(a).merge(of(b).merge(of(c))));
    assertThat(of(a).merge(ScoreDistribution.empty())).isEqualTo(of(a));
  }

  @Property(tries = 300)
  void anyOrderAndShardingGivesTheSameBits(@ForAll("rows") List<Row> rows, @ForAll Random random)
      throws Exception {
    var shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(rows.size() + 1);
    var merged = of(shuffled.subList(0, cut)).merge(of(shuffled.subList(cut, rows.size())));

    assertThat(merged).isEqualTo(of(rows));
    assertThat(encoded(merged)).isEqualTo(encoded(of(rows)));
    assertThat(BinaryMetrics.of(merged)).isEqualTo(BinaryMetrics.of(of(rows)));
  }

  @Property(tries = 300)
  void everyRowIsCountedOnce(@ForAll("rows") List<Row> rows) {
    var scores = of(rows);

    assertThat(scores.positives() + scores.negatives() + scores.unscored() + scores.unlabelled())
        .isEqualTo(rows.size());
    for (int i = 1; i < scores.size(); i++) {
      assertThat(scores.score(i)).isGreaterThan(scores.score(i - 1));
    }
  }

  @Property(tries = 300)
  void theCoderKeepsAll(@ForAll("rows") List<Row> rows) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(ScoreDistributionCoder.of(), of(rows));
  }

  @Test
  void singlePrecisionProbabilitiesTakeSomeThreeBytesEach() throws Exception {
    var random = new Random(1);
    var scores = random.doubles(100_000).map(score -> (float) score).toArray();
    int bytes = encoded(ScoreDistribution.of(scores, new double[scores.length])).length;

    assertThat(bytes / (double) scores.length).isLessThan(3.6);
  }

  @Test
  void theCoderKeepsMoreThanABlockHolds() throws Exception {
    var random = new Random(2);
    var scores = random.doubles(20_000, -1e300, 1e300).toArray();
    var labels = random.doubles(scores.length).map(Math::rint).toArray();

    CoderProperties.coderDecodeEncodeEqual(
        ScoreDistributionCoder.of(), ScoreDistribution.of(scores, labels));
  }

  @Test
  void theCoderTellsWhenBytesAreMissing() throws Exception {
    var bytes = encoded(ScoreDistribution.of(new double[] {0.1, 0.2}, new double[] {0, 1}));
    var cut = Arrays.copyOf(bytes, bytes.length - 1);

    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(ScoreDistributionCoder.of(), cut))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("end before all are told");
  }

  @Property(tries = 300)
  void piecesMergeToTheWhole(@ForAll("rows") List<Row> rows) {
    var whole = of(rows);
    var merged = whole.piece(0, 7);
    for (int from = 7; from < whole.size(); from += 7) {
      assertThat(whole.piece(from, 7).size()).isEqualTo(Math.min(7, whole.size() - from));
      merged = whole.piece(from, 7).merge(merged);
    }

    assertThat(merged).isEqualTo(whole);
  }

  @Test
  void theCoderRefusesAnotherVersion() throws Exception {
    var bytes = encoded(ScoreDistribution.empty());
    bytes[0] = 9;

    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(ScoreDistributionCoder.of(), bytes))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("format 9");
  }

  /** Past what a byte, and what an int, can tell. */
  @Test
  void anyNumberOfRowsAtAScoreIsCounted() {
    var one = ScoreDistribution.of(new double[] {0.1, 0.5, 0.9}, new double[] {0, 1, 0});
    var many = ScoreDistribution.of(new double[] {0.5}, new double[] {1});
    for (int doublings = 1; doublings <= 40; doublings++) {
      many = many.merge(many);

      assertThat(many.merge(one).positives(1)).isEqualTo((1L << doublings) + 1);
      assertThat(many.merge(one).negatives(0)).isEqualTo(1);
    }
  }

  @Test
  void scoresOfSingleAndOfDoublePrecisionMergeExactly() {
    var single = ScoreDistribution.of(new double[] {0.25, 0.5}, new double[] {0, 1});
    var precise = ScoreDistribution.of(new double[] {0.3, 0.5, 0.1}, new double[] {0, 1, 1});
    var merged = single.merge(precise);

    assertThat(IntStream.range(0, merged.size()).mapToObj(merged::score))
        .containsExactly(0.1, 0.25, 0.3, 0.5);
    assertThat(merged.positives(3)).isEqualTo(2);
  }

  @Test
  void aScoreThatIsNoNumberIsNone() {
    var scores =
        ScoreDistribution.of(
            new double[] {
              0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 0.25
            },
            new double[] {1, 1, 0, 0, 0});

    assertThat(scores.size()).isEqualTo(2);
    assertThat(scores.rows()).isEqualTo(2);
    assertThat(scores.unscored()).isEqualTo(3);
  }

  @Test
  void zeroAndMinusZeroAreOneScore() {
    assertThat(ScoreDistribution.of(new double[] {0.0, -0.0}, new double[] {1, 0}).size())
        .isEqualTo(1);
  }

  @Test
  void anotherLabelIsRefused() {
    assertThatThrownBy(() -> ScoreDistribution.of(new double[] {0.5}, new double[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1, 0 or missing")
        .hasMessageContaining("2.0");
  }

  private static byte[] encoded(ScoreDistribution scores) throws CoderException {
    return CoderUtils.encodeToByteArray(ScoreDistributionCoder.of(), scores);
  }
}
