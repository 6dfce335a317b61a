package io.risknet.transforms.tuning;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.records.JsonCoder;
import org.apache.beam.sdk.schemas.transforms.Group;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Ranks the trials of a search into one {@link Leaderboard}.
 *
 * <pre>{@code
 * PCollection<Leaderboard> leaderboard = results.apply(RankTrials.create());
 * }</pre>
 */
public final class RankTrials
    extends PTransform<PCollection<UnitResult>, PCollection<Leaderboard>> {
  private static final long serialVersionUID = 1;

  private RankTrials() {}

  /** The transform. */
  public static RankTrials create() {
    return new RankTrials();
  }

  @Override
  public PCollection<Leaderboard> expand(PCollection<UnitResult> results) {
    return results
        .apply("Collect", Group.globally())
        .apply(
            "Rank",
            MapElements.into(TypeDescriptor.of(Leaderboard.class))
                .via(units -> Leaderboard.of(ImmutableList.copyOf(units))))
        .setCoder(JsonCoder.of(Leaderboard.class));
  }
}
