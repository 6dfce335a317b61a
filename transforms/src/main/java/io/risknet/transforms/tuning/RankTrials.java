package io.risknet.transforms.tuning;

import io.risknet.transforms.records.JsonCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Ranks the trials of a search into one {@link Leaderboard}.
 *
 * <pre>{@code
 * PCollection<Leaderboard> leaderboard = results.apply(RankTrials.by(search.objective()));
 * }</pre>
 */
public final class RankTrials
    extends PTransform<PCollection<UnitResult>, PCollection<Leaderboard>> {
  private static final long serialVersionUID = 1;

  private final Objective objective;
  private final int maxFailed;

  private RankTrials(Objective objective, int maxFailed) {
    this.objective = objective;
    this.maxFailed = maxFailed;
  }

  /** Ranks by an objective. Trials may fail, as long as one is done. */
  public static RankTrials by(Objective objective) {
    return new RankTrials(objective, Integer.MAX_VALUE);
  }

  /** Fails the pipeline, naming a trial and its error, when more trials than these failed. */
  public RankTrials withMaxFailed(int trials) {
    return new RankTrials(objective, trials);
  }

  @Override
  public PCollection<Leaderboard> expand(PCollection<UnitResult> results) {
    int most = maxFailed;
    var rankedBy = objective;
    return results
        .apply("Collect", new CollectResults())
        .apply(
            "Rank",
            MapElements.into(TypeDescriptor.of(Leaderboard.class))
                .via(units -> check(Leaderboard.of(units, rankedBy), most)))
        .setCoder(JsonCoder.of(Leaderboard.class));
  }

  private static Leaderboard check(Leaderboard leaderboard, int maxFailed) {
    var failed =
        leaderboard.rows().stream()
            .filter(row -> row.status() == Leaderboard.Status.FAILED)
            .toList();
    if (failed.size() > maxFailed) {
      throw new IllegalArgumentException(
          "%d of %d trials failed, more than --maxFailedTrials=%d allows; one of them: %s."
              .formatted(
                  failed.size(), leaderboard.rows().size(), maxFailed, failed.get(0).failure()));
    }
    return leaderboard;
  }
}
