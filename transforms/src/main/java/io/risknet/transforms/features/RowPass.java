package io.risknet.transforms.features;

import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A pass of its own for a {@link RowStep}, after which the steps behind it are fitted that need no
 * more.
 *
 * @param steps the plan's steps
 * @param position the one that takes the pass
 * @param step that one
 */
record RowPass<A extends Accumulator<A>>(List<Step> steps, int position, RowStep<A> step)
    implements Pass {

  @Override
  public String name() {
    return "Rows" + position;
  }

  @Override
  public Walk start(FitState state) {
    return new EncodedWalk<>(state.fits(), heldOut -> step.empty(state.stats(heldOut)), step::add);
  }

  @Override
  public List<Accumulator<?>> read(DataInput in) throws IOException {
    return List.of(step.read(in));
  }

  @Override
  public FitState finish(FitState state, Partial all) {
    var folding = state.fits().folding();
    var fitted = new ArrayList<FittedStep>();
    for (var heldOut : folding.variants()) {
      fitted.add(fit(state.stats(heldOut), all, heldOut, folding));
    }
    return state.with(step, fitted).advance(steps);
  }

  private FittedStep fit(
      List<ColumnStats> columns, Partial all, OptionalInt heldOut, Folding folding) {
    return step.fit(columns, EncodedWalk.merged(all, heldOut, folding, step.empty(columns)));
  }
}
