package io.risknet.pipelines.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.compare.Comparison.Side;
import io.risknet.transforms.evaluation.AucDifference;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import org.junit.jupiter.api.Test;

/** The gate of {@link Comparison}, on rows n1, p1, n2 and p2. */
class ComparisonTest {
  private static final String OUTCOME = "A default is what is told here.";
  private static final double[] LABELS = {0, 1, 0, 1};

  /** Of four pairs three are in order. */
  private static final double[] CHAMPION = {0.1, 0.2, 0.3, 0.4};

  /** p1 below n1, and p2 below n2: one pair is in order, and each row loses a half. */
  private static final double[] WORSE = {0.2, 0.1, 0.4, 0.3};

  /** p2 below all: one pair is in order, and p2 loses both of its pairs, p1 none. */
  private static final double[] UNEQUAL = {0.1, 0.2, 0.4, 0.05};

  @Test
  void aLossThatIsTheSameAtEachRowIsNoRankingAlike() {
    var compared = compare(CHAMPION, WORSE, -0.4);

    assertThat(compared.rocAuc().difference().estimate()).hasValue(-0.5);
    assertThat(compared.rocAuc().difference().lower()).isEmpty();
    assertThat(compared.ranksAlike()).isFalse();
    assertThat(compared.gainsAlike()).isTrue();
    assertThat(compared.passes()).isFalse();
  }

  @Test
  void suchALossPassesWhereMoreIsAllowed() {
    assertThat(compare(CHAMPION, WORSE, -0.6).passes()).isTrue();
    assertThat(compare(CHAMPION, WORSE, -0.5).passes()).isFalse();
  }

  @Test
  void aGainThatIsTheSameAtEachRowPassesBelowItself() {
    assertThat(compare(WORSE, CHAMPION, 0.4).passes()).isTrue();
    assertThat(compare(WORSE, CHAMPION, 0.6).passes()).isFalse();
  }

  @Test
  void oneOrderIsAGainOfZero() {
    var compared = compare(CHAMPION, new double[] {0.2, 0.4, 0.6, 0.8}, -0.01);

    assertThat(compared.ranksAlike()).isTrue();
    assertThat(compared.passes()).isTrue();
    assertThat(compare(CHAMPION, CHAMPION, 0).passes()).isFalse();
  }

  @Test
  void modelsThatPartTheClassesRankAlike() {
    double[] parted = {0.1, 0.8, 0.2, 0.9};

    assertThat(compare(parted, parted, -0.01).passes()).isTrue();
  }

  @Test
  void rowsThatDifferHaveAnInterval() {
    var compared = compare(CHAMPION, UNEQUAL, -0.6);

    assertThat(compared.rocAuc().difference().estimate()).hasValue(-0.5);
    assertThat(compared.gainsAlike()).isFalse();
    assertThat(compared.passes()).isFalse();
  }

  /** Half of eight rows, which gain as all did. */
  @Test
  void aGainOnTheRowsThatAreLeftIsNotEnough() {
    double[] labels = {0, 1, 0, 1, 0, 1, 0, 1};
    double[] champion = {0.1, 0.9, 0.2, 0.8, 0.1, 0.9, 0.2, 0.8};
    double none = Double.NaN;
    double[] challenger = {0.1, 0.9, 0.2, 0.8, none, none, none, none};
    var rocAuc = AucDifference.of(champion, challenger, labels, Comparison.LEVEL);
    var side = side(CHAMPION);

    assertThat(Comparison.of(OUTCOME, side, side, rocAuc, -0.01, 0.5).passes()).isTrue();
    assertThat(Comparison.of(OUTCOME, side, side, rocAuc, -0.01, 0.4).passes()).isFalse();
  }

  @Test
  void onePositiveRowIsNotEnough() {
    double[] labels = {0, 1, 0, 0};
    var rocAuc = AucDifference.of(CHAMPION, CHAMPION, labels, Comparison.LEVEL);
    var compared = Comparison.of(OUTCOME, side(CHAMPION), side(CHAMPION), rocAuc, -0.01, 0);

    assertThat(compared.ranksAlike()).isFalse();
    assertThat(compared.passes()).isFalse();
  }

  private static Comparison compare(double[] champion, double[] challenger, double minAucGain) {
    return Comparison.of(
        OUTCOME,
        side(champion),
        side(challenger),
        AucDifference.of(champion, challenger, LABELS, Comparison.LEVEL),
        minAucGain,
        0.25);
  }

  private static Side side(double[] scores) {
    return new Side("a model", BinaryMetrics.of(ScoreDistribution.of(scores, LABELS)));
  }
}
