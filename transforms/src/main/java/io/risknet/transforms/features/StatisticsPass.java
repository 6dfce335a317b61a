package io.risknet.transforms.features;

import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A pass that gathers the statistics of the columns, and then fits the steps that need no more.
 *
 * @param steps the plan's steps
 * @param first the first step that needs these statistics
 */
record StatisticsPass(List<Step> steps, int first) implements Pass {

  @Override
  public String name() {
    return "Statistics" + first;
  }

  @Override
  public Walk start(FitState state) {
    return new EncodedWalk<>(
        state.fits(), heldOut -> empty(state.fits(), heldOut), ColumnSums::add);
  }

  @Override
  public List<Accumulator<?>> read(DataInput in) throws IOException {
    return List.of(ColumnSums.read(in));
  }

  @Override
  public FitState finish(FitState state, Partial all) {
    var fits = state.fits();
    var stats =
        fits.folding().variants().stream()
            .map(
                heldOut ->
                    EncodedWalk.merged(all, heldOut, fits.folding(), empty(fits, heldOut))
                        .stats(fits.names(heldOut)))
            .toList();
    return new FitState(fits, stats).advance(steps);
  }

  private ColumnSums empty(FeatureFits fits, OptionalInt heldOut) {
    return ColumnSums.of(fits.names(heldOut).size(), moments());
  }

  /** Whether one of the steps that these statistics serve needs moments. */
  private boolean moments() {
    for (var step : steps.subList(first, steps.size())) {
      if (step.needsMoments()) {
        return true;
      }
      if (step.changesValues()) {
        break;
      }
    }
    return false;
  }
}
