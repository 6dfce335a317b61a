package io.risknet.pipelines.report;

import static java.util.Comparator.comparing;

import io.risknet.transforms.tuning.Leaderboard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a search had found by the time that so many of its trials were done. Scores of trials that
 * were stopped on the way do not compare with those of others, so they count as done and no more.
 *
 * @param trials how many were done
 * @param score the best mean objective of those
 */
public record BestSoFar(int trials, double score) {

  /** The moments at which there was a better one, and the end; of trials that tell their time. */
  static List<BestSoFar> of(Leaderboard leaderboard) {
    var done =
        leaderboard.rows().stream()
            .filter(row -> row.hasAllFolds() && !row.finishedAt().isEmpty())
            .sorted(comparing(row -> Instant.parse(row.finishedAt())))
            .toList();
    boolean maximize = leaderboard.objective().maximize();
    var found = new ArrayList<BestSoFar>();
    double best = maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (int i = 0; i < done.size(); i++) {
      var row = done.get(i);
      boolean better = maximize ? row.mean() > best : row.mean() < best;
      if (better && row.status() != Leaderboard.Status.STOPPED) {
        best = row.mean();
        found.add(new BestSoFar(i + 1, best));
      }
    }
    if (!found.isEmpty() && found.get(found.size() - 1).trials() < done.size()) {
      found.add(new BestSoFar(done.size(), best));
    }
    return found;
  }
}
