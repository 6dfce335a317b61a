package io.risknet.transforms.tuning;

import io.risknet.transforms.records.JsonCoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

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
    return results.apply("Rank", Combine.globally(new RankFn()));
  }

  /** Collects the units; the leaderboard itself brings them into order. */
  static final class RankFn extends Combine.CombineFn<UnitResult, List<UnitResult>, Leaderboard> {
    private static final long serialVersionUID = 1;

    @Override
    public List<UnitResult> createAccumulator() {
      return new ArrayList<>();
    }

    @Override
    public List<UnitResult> addInput(List<UnitResult> units, UnitResult unit) {
      units.add(unit);
      return units;
    }

    @Override
    public List<UnitResult> mergeAccumulators(Iterable<List<UnitResult>> accumulators) {
      var merged = new ArrayList<UnitResult>();
      accumulators.forEach(merged::addAll);
      return merged;
    }

    @Override
    public Leaderboard extractOutput(List<UnitResult> units) {
      return Leaderboard.of(units);
    }

    @Override
    public Coder<List<UnitResult>> getAccumulatorCoder(
        CoderRegistry registry, Coder<UnitResult> inputCoder) {
      return ListCoder.of(inputCoder);
    }

    @Override
    public Coder<Leaderboard> getDefaultOutputCoder(
        CoderRegistry registry, Coder<UnitResult> inputCoder) {
      return JsonCoder.of(Leaderboard.class);
    }
  }
}
