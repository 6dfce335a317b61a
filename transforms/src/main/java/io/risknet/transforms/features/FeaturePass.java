package io.risknet.transforms.features;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The first pass: all features of a plan, fold by fold.
 *
 * @param plan the plan
 */
record FeaturePass(FeaturePlan plan) implements Pass {

  @Override
  public String name() {
    return "Features";
  }

  @Override
  public Walk start(FitState state) {
    return new FeatureWalk(plan, state.fits().folding());
  }

  @Override
  public List<Accumulator<?>> read(DataInput in) throws IOException {
    var accumulators = ImmutableList.<Accumulator<?>>builder();
    for (var feature : plan.features()) {
      accumulators.add(feature.read(in));
    }
    return accumulators.build();
  }

  @Override
  public FitState finish(FitState state, Partial all) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "There are no training rows to fit features on; look at the split and the rejects.");
    }
    var folding = state.fits().folding();
    var encoders =
        IntStream.range(0, plan.features().size())
            .mapToObj(i -> crossFit(plan.features().get(i), i, all, folding))
            .toList();
    return new FitState(FeatureFits.of(folding, encoders, List.of()), List.of());
  }

  private static <A extends Accumulator<A>> CrossFit crossFit(
      Feature<A> feature, int position, Partial all, Folding folding) {
    var byFold =
        IntStream.range(0, folding.blocks())
            .mapToObj(fold -> all.<A>get(key(fold), position).orElseGet(feature::empty))
            .toList();
    return CrossFit.of(feature, byFold, folding);
  }

  private static Partial.Key key(int fold) {
    return new Partial.Key(-1, fold);
  }

  /** Adds batches to the accumulators of their fold. */
  private static final class FeatureWalk extends Walk {
    private final FeaturePlan plan;
    private final Map<Integer, List<Running<?>>> byFold = new HashMap<>();
    private TableSchema checked = TableSchema.of();

    FeatureWalk(FeaturePlan plan, Folding folding) {
      super(folding);
      this.plan = plan;
    }

    @Override
    void add(int fold, RecordBatch rows) {
      if (!checked.equals(rows.schema())) {
        plan.check(rows.schema());
        checked = rows.schema();
      }
      byFold.computeIfAbsent(fold, this::start).forEach(running -> running.add(rows));
    }

    private List<Running<?>> start(int fold) {
      var running = ImmutableList.<Running<?>>builder();
      for (var feature : plan.features()) {
        running.add(Running.of(feature));
      }
      var started = running.build();
      partial().put(key(fold), started.stream().map(Running::accumulator).toList());
      return started;
    }
  }

  /** A feature and its accumulator, of one type. */
  private record Running<A extends Accumulator<A>>(Feature<A> feature, A accumulator) {
    static <A extends Accumulator<A>> Running<A> of(Feature<A> feature) {
      return new Running<>(feature, feature.empty());
    }

    void add(RecordBatch rows) {
      feature.add(accumulator, rows);
    }
  }
}
