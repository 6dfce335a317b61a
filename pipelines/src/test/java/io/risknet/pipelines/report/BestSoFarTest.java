package io.risknet.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.Leaderboard.Status;
import io.risknet.transforms.tuning.Objective;
import io.risknet.transforms.tuning.Point;
import io.risknet.transforms.tuning.Trial;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BestSoFarTest {
  private static final Objective AUC = Objective.of(Metric.ROC_AUC);

  @Test
  void itGoesByTheTimeAtWhichTrialsWereDone() {
    // Half a second after the full second, which as a text comes before it.
    var leaderboard =
        leaderboard(
            AUC,
            row("a", 0.9, Status.TRAINED, "2026-01-01T00:00:03Z"),
            row("b", 0.8, Status.TRAINED, "2026-01-01T00:00:01.500Z"),
            row("c", 0.7, Status.REUSED, "2026-01-01T00:00:01Z"),
            row("d", 0.6, Status.TRAINED, "2026-01-01T00:00:02Z"));

    assertThat(BestSoFar.of(leaderboard))
        .containsExactly(new BestSoFar(1, 0.7), new BestSoFar(2, 0.8), new BestSoFar(4, 0.9));
  }

  @Test
  void whereLessIsBetterItFalls() {
    var leaderboard =
        leaderboard(
            Objective.of(Metric.LOG_LOSS),
            row("a", 0.3, Status.TRAINED, "2026-01-01T00:00:02Z"),
            row("b", 0.4, Status.TRAINED, "2026-01-01T00:00:01Z"));

    assertThat(BestSoFar.of(leaderboard))
        .containsExactly(new BestSoFar(1, 0.4), new BestSoFar(2, 0.3));
  }

  @Test
  void aStoppedTrialIsDoneAndNotTheBest() {
    var leaderboard =
        leaderboard(
            AUC,
            row("a", 0.8, Status.TRAINED, "2026-01-01T00:00:01Z"),
            row("b", 0.9, Status.STOPPED, "2026-01-01T00:00:02Z"));

    assertThat(BestSoFar.of(leaderboard))
        .containsExactly(new BestSoFar(1, 0.8), new BestSoFar(2, 0.8));
  }

  @Test
  void trialsWithoutAScoreOrATimeAreLeftOut() {
    var leaderboard =
        leaderboard(
            AUC,
            row("a", 0.8, Status.TRAINED, ""),
            row("b", Double.NaN, Status.FAILED, "2026-01-01T00:00:02Z"));

    assertThat(BestSoFar.of(leaderboard)).isEmpty();
  }

  private static Leaderboard leaderboard(Objective objective, Leaderboard.Row... rows) {
    return new Leaderboard(objective, List.of(rows));
  }

  private static Leaderboard.Row row(String id, double mean, Status status, String finishedAt) {
    var point = new Point("xgboost", new TreeMap<>(), new TreeMap<>());
    return new Leaderboard.Row(
        new Trial(id, point, 1, 1),
        0,
        5,
        mean,
        0.01,
        new TreeMap<>(),
        List.of(mean),
        List.of(),
        1,
        0,
        0,
        1,
        status,
        "",
        finishedAt);
  }
}
