package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.testing.BeamTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches on two folds, a training of which takes a second by their clock. */
@BeamTest
class TimeBudgetTest {
  /** The trial of this number takes a hundred seconds. */
  private static final int SLOW = 99;

  @TempDir private Path output;

  /** The time that trainings have spent. */
  private enum TrainingClock implements InstantSource {
    INSTANCE;

    private static final AtomicLong MILLIS = new AtomicLong();

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(MILLIS.get());
    }
  }

  /** Spends a second, and tells so many of ten rows right, and nothing of the others. */
  private record Steady() implements MadeUpLearner {
    @Override
    public String name() {
      return "steady";
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      TrainingClock.MILLIS.addAndGet(number == SLOW ? 100_000 : 1_000);
      var probabilities = labels.clone();
      for (int row = 0; row < labels.length; row++) {
        if (row % 10 >= number) {
          probabilities[row] = 0.5f;
        }
      }
      return probabilities;
    }
  }

  @Test
  void whenTimeRunsOutTheBestOfTheTrialsThatAreDoneWins() {
    assertThat(search(17_000).winner().trial().point().parameters()).containsEntry("number", 8.0);
  }

  /** Eight trials take 16 seconds, so that another is begun on its first fold. */
  @Test
  void aTrialThatIsNotDoneOnEveryFoldIsIncomplete() {
    var rows = search(17_000).rows();

    assertThat(numbers(rows.subList(0, 8))).containsExactly(8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0);
    assertThat(numbers(rows.subList(8, 10))).containsExactlyInAnyOrder(9.0, 10.0);
    assertThat(rows.subList(8, 10))
        .allMatch(row -> row.status() == Leaderboard.Status.INCOMPLETE)
        .extracting(Leaderboard.Row::units)
        .containsExactlyInAnyOrder(1, 0);
    assertThat(rows.subList(8, 10))
        .extracting(Leaderboard.Row::skipped)
        .containsExactlyInAnyOrder(1, 2);
  }

  /** The last of twenty trainings begins after 19 seconds. */
  @Test
  void whatWasBegunInTimeEnds() {
    assertThat(search(19_500).rows()).hasSize(10).allMatch(Leaderboard.Row::hasAllFolds);
  }

  /** It is one of the second wave, and takes all the time there is on its first fold. */
  @Test
  void aSlowTrialTakesNothingFromThoseThatAreDone() {
    var leaderboard = search(100_000, 1, 2, 3, 4, 5, 6, 7, 8, SLOW, 10, 11);

    assertThat(numbers(leaderboard.rows().subList(0, 8)))
        .containsExactly(8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0);
    assertThat(leaderboard.rows().subList(8, 11))
        .allMatch(row -> row.status() == Leaderboard.Status.INCOMPLETE)
        .filteredOn(row -> row.trial().point().parameters().containsValue((double) SLOW))
        .singleElement()
        .returns(1, Leaderboard.Row::units);
  }

  private Leaderboard search(int millis) {
    return search(millis, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  private Leaderboard search(int millis, double... numbers) {
    return SmallSearch.run(
        output,
        evaluate ->
            evaluate.withMaxTime(Duration.ofMillis(millis)).withClock(TrainingClock.INSTANCE),
        new Steady().with(numbers));
  }

  private static List<Double> numbers(List<Leaderboard.Row> rows) {
    return rows.stream().map(row -> row.trial().point().parameters().get("number")).toList();
  }
}
