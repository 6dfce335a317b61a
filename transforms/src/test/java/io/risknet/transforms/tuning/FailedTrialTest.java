package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.TrainingSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class FailedTrialTest {
  private static final Trial GOOD = trial("a", 4);
  private static final Trial BAD = trial("b", 99);
  private static final List<UnitResult> UNITS =
      List.of(
          UnitResult.of(unit(GOOD, 0), new TreeMap<>(Map.of(50, 0.5)), 1, "1@host"),
          UnitResult.of(unit(GOOD, 1), new TreeMap<>(Map.of(50, 0.75)), 1, "1@host"),
          UnitResult.of(unit(BAD, 0), new TreeMap<>(Map.of(50, 0.99)), 1, "1@host"),
          UnitResult.failed(unit(BAD, 1), 2, "1@host", "too deep"));

  @TempDir private Path output;

  private static Trial trial(String id, double depth) {
    return new Trial(id, new TreeMap<>(Map.of("max_depth", depth)), 2);
  }

  private static TrialUnit unit(Trial trial, int fold) {
    return new TrialUnit(trial, fold, List.of(50), TrainingSet.of(List.of()), "");
  }

  /** A fold on which every training ends like this. */
  private static FoldData fold(Supplier<Double> area) {
    return new FoldData() {
      @Override
      public SortedMap<Integer, Double> rocAuc(
          SortedMap<String, Double> parameters, int seed, List<Integer> rounds) {
        return new TreeMap<>(Map.of(50, area.get()));
      }

      @Override
      public void close() {}
    };
  }

  private static double fail(RuntimeException problem) {
    throw problem;
  }

  @Test
  void aTrainingThatThrowsIsAResult() {
    var fold = fold(() -> fail(new IllegalStateException("too deep")));

    var result = EvaluateUnitFn.train(unit(BAD, 1), fold);

    assertThat(result.hasFailed()).isTrue();
    assertThat(result.error()).isEqualTo("java.lang.IllegalStateException: too deep");
    assertThat(result.rocAuc()).isEmpty();
  }

  @Test
  void aMetricThatIsNotDefinedIsAFailure() {
    assertThat(EvaluateUnitFn.train(unit(BAD, 1), fold(() -> Double.NaN)).error())
        .isEqualTo("the ROC AUC is not defined");
  }

  @Test
  void theLedgerNotesAFailureAndTriesAgain() throws Exception {
    var ledger = new Ledger(output.toString());

    ledger.writeFailure(unit(BAD, 1), UNITS.get(3));

    assertThat(output.resolve("trials/b/fold-1.failed.json")).content().contains("too deep");
    assertThat(ledger.find(unit(BAD, 1))).isEmpty();
  }

  @Test
  void aFailedTrialComesLastWhateverItsOtherFoldsSay() {
    var leaderboard = Leaderboard.of(UNITS);

    assertThat(leaderboard.winner().trial()).isEqualTo(GOOD);
    assertThat(leaderboard.rows().get(1).status()).isEqualTo(Leaderboard.Status.FAILED);
    assertThat(leaderboard.toCsv().lines().toList()).last().isEqualTo("b,99,,,,,0,3.000,failed");
  }

  @Test
  void whenAllFailThereIsNoWinnerButAReason() {
    var leaderboard = Leaderboard.of(UNITS.subList(2, 4));

    assertThatThrownBy(leaderboard::winner)
        .hasMessageContaining("trial b (max_depth=99) failed: too deep");
  }

  @Test
  void asManyAsAreAllowedPass(TestPipeline pipeline) {
    PAssert.thatSingleton(results(pipeline).apply(RankTrials.create().withMaxFailed(1)))
        .isEqualTo(Leaderboard.of(UNITS));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void oneMoreEndsTheRunWithItsReason(TestPipeline pipeline) {
    results(pipeline).apply(RankTrials.create().withMaxFailed(0));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasStackTraceContaining(
            "1 of 2 trials failed, more than --maxFailedTrials=0 allows; one of them: trial b"
                + " (max_depth=99): too deep.");
  }

  private static PCollection<UnitResult> results(TestPipeline pipeline) {
    return pipeline.apply(Create.of(UNITS).withCoder(JsonCoder.of(UnitResult.class)));
  }
}
