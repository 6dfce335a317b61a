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

  private RankTrials(Objective objective) {
    this.objective = objective;
  }

  /** Ranks by an objective. */
  public static RankTrials by(Objective objective) {
    return new RankTrials(objective);
  }

  @Override
  public PCollection<Leaderboard> expand(PCollection<UnitResult> results) {
    var rankedBy = objective;
    return results
        .apply("Collect", new CollectResults())
        .apply(
            "Rank",
            MapElements.into(TypeDescriptor.of(Leaderboard.class))
                .via(units -> Leaderboard.of(units, rankedBy)))
        .setCoder(JsonCoder.of(Leaderboard.class));
  }
}
