package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.training.Checkpoints;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.LabelledRows;
import io.risknet.transforms.training.MissingValueException;
import io.risknet.transforms.training.NativeMemoryException;
import io.risknet.transforms.training.Training;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@BeamTest
class FailedTrialTest {
  private static final Trial GOOD = Units.trial("a", Map.of("max_depth", 4.0));
  private static final Trial BAD = Units.trial("b", Map.of("max_depth", 99.0));
  private static final List<UnitResult> UNITS =
      List.of(
          Units.done(GOOD, 0, Map.of(50, 0.5)),
          Units.done(GOOD, 1, Map.of(50, 0.75)),
          Units.done(BAD, 0, Map.of(50, 0.99)),
          UnitResult.failed(Units.unit(BAD, 1, 50), 1.5, "1@host", "too deep."));

  @TempDir private Path output;

  /** Fails for one number. */
  private record Superstitious() implements MadeUpLearner {
    @Override
    public String name() {
      return "superstitious";
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      checkState(number != 13, "It is 13.");
      return labels;
    }
  }

  /** Fails the first time. */
  private record Late() implements MadeUpLearner {
    private static final AtomicBoolean FIRST = new AtomicBoolean(true);

    @Override
    public String name() {
      return "late";
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      checkState(!FIRST.getAndSet(false), "It is not there yet.");
      return labels;
    }
  }

  /** Has no number for any row where its own is 13. */
  private record Undecided() implements MadeUpLearner {
    @Override
    public String name() {
      return "undecided";
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      var probabilities = labels.clone();
      if (number == 13) {
        Arrays.fill(probabilities, Float.NaN);
      }
      return probabilities;
    }
  }

  /** Has no room for any fold, and says so in one way or another. */
  private record Greedy(boolean isNative) implements MadeUpLearner {
    @Override
    public String name() {
      return "greedy";
    }

    @Override
    public FoldData prepare(LabelledRows train, LabelledRows heldOut) {
      if (isNative) {
        throw new NativeMemoryException("std::bad_alloc", null);
      }
      throw new OutOfMemoryError("heap");
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      return labels;
    }
  }

  /** Takes no missing values, and finds one in any fold. */
  private record Thorough() implements MadeUpLearner {
    @Override
    public String name() {
      return "thorough";
    }

    @Override
    public boolean takesMissing() {
      return false;
    }

    @Override
    public FoldData prepare(LabelledRows train, LabelledRows heldOut) {
      throw new MissingValueException("Something is missing.");
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      return labels;
    }
  }

  /** A fold of one positive and two negative rows on which every training ends like this. */
  private static FoldData fold(Supplier<float[]> probabilities) {
    return new FoldData() {
      @Override
      public long bytes() {
        return 0;
      }

      @Override
      public float[] labels() {
        return new float[] {1, 0, 0};
      }

      @Override
      public Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints) {
        checkpoints.reached(50, probabilities.get());
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  @BeforeEach
  void forget() {
    Late.FIRST.set(true);
  }

  private static UnitResult train(Supplier<float[]> probabilities) {
    return new UnitTraining(Units.unit(BAD, 1, 50), Units.ROC_AUC)
        .run(fold(probabilities), false, "1@host");
  }

  private static float[] fail(Error problem) {
    throw problem;
  }

  @Test
  void aTrainingThatThrowsIsAResult() {
    var result =
        train(
            () -> {
              throw new IllegalStateException("too deep");
            });

    assertThat(result.outcome()).isEqualTo(UnitResult.Outcome.FAILED);
    assertThat(result.error()).isEqualTo("java.lang.IllegalStateException: too deep");
    assertThat(result.metrics()).isEmpty();
  }

  @Test
  void aTrainingThatRunsOutOfMemoryIsAResult() {
    assertThat(train(() -> fail(new OutOfMemoryError("heap"))).error())
        .isEqualTo("java.lang.OutOfMemoryError: heap");
  }

  @Test
  void aScoreThatIsNoNumberIsAFailure() {
    assertThat(train(() -> new float[] {0.9f, Float.NaN, 0.1f}).error())
        .contains("after 50 rounds the objective rocAuc is not defined");
  }

  @Test
  void aGoodTrainingIsMeasured() {
    // The positive scores above one of two negatives.
    assertThat(Units.rocAuc(train(() -> new float[] {0.5f, 0.6f, 0.1f})))
        .isEqualTo(Map.of(50, 0.5));
  }

  @Test
  void theLedgerNotesAFailureAndDoesNotTakeItForAResult() throws Exception {
    var ledger = new Ledger(output.toString());

    ledger.writeFailure(Units.unit(BAD, 1, 50), UNITS.get(3));

    assertThat(output.resolve("trials/b/fold-1.failed.json")).content().contains("too deep");
    assertThat(ledger.known(Units.unit(BAD, 1, 50))).isEmpty();
  }

  @Test
  void aTrialThatFailsDoesNotSinkTheSearch() {
    var leaderboard = search(new Superstitious().with(12, 13, 14));

    assertThat(leaderboard.rows())
        .extracting(Leaderboard.Row::status)
        .containsExactly(
            Leaderboard.Status.TRAINED, Leaderboard.Status.TRAINED, Leaderboard.Status.FAILED);
    assertThat(leaderboard.rows().get(2).error())
        .isEqualTo("java.lang.IllegalStateException: It is 13.");
  }

  @Test
  void aTrialThatFailedIsTriedAgainByTheNextRun() {
    assertThat(search(new Late().with(12)).rows())
        .extracting(Leaderboard.Row::status)
        .containsExactly(Leaderboard.Status.FAILED);

    var again = search(new Late().with(12)).rows().get(0);
    assertThat(again.status()).isEqualTo(Leaderboard.Status.TRAINED);
    // The other fold was trained the first time.
    assertThat(again.reused()).isEqualTo(1);
  }

  @Test
  void aScoreThatIsNoNumberDoesNotSinkTheSearch() {
    var leaderboard = search(new Undecided().with(12, 13, 14));

    assertThat(leaderboard.rows())
        .extracting(Leaderboard.Row::status)
        .containsExactly(
            Leaderboard.Status.TRAINED, Leaderboard.Status.TRAINED, Leaderboard.Status.FAILED);
    assertThat(leaderboard.rows().get(2).trial().point().parameters())
        .containsEntry("number", 13.0);
    assertThat(leaderboard.rows().get(2).error())
        .contains("after 1 rounds the objective rocAuc is not defined");
  }

  @Test
  void aTrialThatFailsLeavesARecordOfEachFold() {
    var failed = search(new Superstitious().with(12, 13)).rows().get(1).trial();

    for (int fold = 0; fold < failed.folds(); fold++) {
      var record = "trials/%s/fold-%d.failed.json".formatted(failed.id(), fold);
      assertThat(output.resolve(record)).content().contains("It is 13.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, java.lang.OutOfMemoryError: heap",
    "true, io.risknet.transforms.training.NativeMemoryException: std::bad_alloc"
  })
  void aFoldThatThereIsNoMemoryForFailsTheTrial(boolean isNative, String error) {
    var leaderboard = search(new Superstitious().with(12), new Greedy(isNative).with(1));
    var failed = leaderboard.rows().get(1);

    assertThat(leaderboard.winner().trial().point().learner()).isEqualTo("superstitious");
    assertThat(failed.status()).isEqualTo(Leaderboard.Status.FAILED);
    assertThat(failed.error()).isEqualTo(error);
    var ledger = output.resolve("trials/" + failed.trial().id());
    assertThat(ledger.resolve("fold-0.failed.json")).exists();
    // Begun, as a process that died of it would show.
    assertThat(ledger.resolve("attempts")).isNotEmptyDirectory();
  }

  private Leaderboard search(LearnerSpace... spaces) {
    return SmallSearch.run(output, UnaryOperator.identity(), spaces);
  }

  @Test
  void aFailedTrialComesLastWhateverItsOtherFoldsSay() {
    var leaderboard = Leaderboard.of(UNITS, Units.ROC_AUC);

    assertThat(leaderboard.winner().trial()).isEqualTo(GOOD);
    assertThat(leaderboard.rows().get(1).status()).isEqualTo(Leaderboard.Status.FAILED);
    assertThat(leaderboard.toCsv().lines().toList())
        .last()
        .isEqualTo("b,99,,,,,,,,,,,,,,,,,,,,0,3.000,failed");
  }

  @Test
  void whenAllFailThereIsNoWinnerButAReason() {
    var leaderboard = Leaderboard.of(UNITS.subList(2, 4), Units.ROC_AUC);

    assertThatThrownBy(leaderboard::winner)
        .hasMessageContaining(
            "1 of 1 trials failed, one of them: trial b (max_depth=99): too deep;");
  }

  @Test
  void asManyAsAreAllowedPass() {
    assertThat(limited(1, new Superstitious().with(12, 13, 14)).rows()).hasSize(3);
  }

  @Test
  void oneMoreEndsTheRunWithItsReason() {
    assertThatThrownBy(() -> limited(0, new Superstitious().with(12, 13, 14)))
        .hasStackTraceContaining(
            "Failed trials: 1, more than --maxFailedTrials=0 allows; one of them: trial ")
        .hasStackTraceContaining(
            "(superstitious, number=13): java.lang.IllegalStateException: It is 13.");
  }

  /** The better half of two trials would go on with all rows. */
  @Test
  void noFurtherRoundIsBegun() {
    var halving =
        SuccessiveHalving.grid(SearchSpace.of(new Superstitious().with(12, 13)))
            .withResource(Resource.ROWS)
            .withFactor(2)
            .withMinimum(0.5);

    assertThatThrownBy(
        () -> SmallSearch.run(output, evaluate -> evaluate.withMaxFailed(0), halving));

    assertThat(output.resolve("trials/round-0.json")).exists();
    assertThat(output.resolve("trials/round-1.json")).doesNotExist();
  }

  @Test
  void whatFailedInAnEarlierRunDoesNotCount() {
    assertThat(search(new Late().with(12)).rows())
        .extracting(Leaderboard.Row::status)
        .containsExactly(Leaderboard.Status.FAILED);

    assertThat(limited(0, new Late().with(12)).rows())
        .extracting(Leaderboard.Row::status)
        .containsExactly(Leaderboard.Status.TRAINED);
  }

  /** As where a worker was lost, and its units are tried by another one. */
  @Test
  void whatFailedAndWasDoneSinceDoesNotCount() throws Exception {
    var ledger = new Ledger(output.toString());
    var unit = Units.unit(BAD, 1, 50);
    ledger.writeFailure(unit, UNITS.get(3));
    assertThat(ledger.failedTrials()).containsExactly("b");

    ledger.write(unit, Units.done(BAD, 1, Map.of(50, 0.99)));

    assertThat(ledger.failedTrials()).isEmpty();
  }

  @Test
  void aLearnerThatTakesNoMissingValuesFailsAlone() {
    var leaderboard = search(new Superstitious().with(12), new Thorough().with(1));

    assertThat(leaderboard.winner().trial().point().learner()).isEqualTo("superstitious");
    assertThat(leaderboard.rows().get(1).status()).isEqualTo(Leaderboard.Status.FAILED);
    assertThat(leaderboard.rows().get(1).error()).isEqualTo("Something is missing.");
  }

  @Test
  void whereNoOtherIsTriedItEndsTheRunAtOnce() {
    assertThatThrownBy(() -> search(new Thorough().with(1, 2)))
        .hasStackTraceContaining("Something is missing.");
  }

  private Leaderboard limited(int maxFailed, LearnerSpace... spaces) {
    return SmallSearch.run(output, evaluate -> evaluate.withMaxFailed(maxFailed), spaces);
  }
}
