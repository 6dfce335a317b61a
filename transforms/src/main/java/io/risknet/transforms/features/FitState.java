package io.risknet.transforms.features;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.risknet.transforms.splits.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How far the fitting of a plan has come.
 *
 * @param fits the features, and the steps so far
 * @param stats statistics of the columns as the steps so far leave them: for the refit, then with
 *     each fold held out; empty when they are not known
 */
record FitState(FeatureFits fits, List<List<ColumnStats>> stats) {

  FitState {
    stats = List.copyOf(stats);
  }

  /** Before the first pass. */
  static FitState start(Folding folding) {
    return new FitState(FeatureFits.of(folding, List.of(), List.of()), List.of());
  }

  /** Statistics of the columns with a fold held out, or for the refit. */
  List<ColumnStats> stats(OptionalInt heldOut) {
    return stats.get(fits.position(heldOut));
  }

  /** With as many of the next steps fitted as need no further pass. */
  FitState advance(List<Step> steps) {
    var state = this;
    while (state.fits.steps() < steps.size() && !state.stats.isEmpty()) {
      var step = steps.get(state.fits.steps());
      if (step instanceof RowStep<?>) {
        break;
      }
      state = state.with(step, state.stats.stream().map(step::fit).toList());
    }
    return state;
  }

  /** With a step fitted: for the refit, then with each fold held out. */
  FitState with(Step step, List<FittedStep> fitted) {
    return new FitState(fits.with(fitted), step.changesValues() ? List.of() : left(fitted));
  }

  /** The statistics of the columns that a step leaves. */
  private List<List<ColumnStats>> left(List<FittedStep> fitted) {
    var left = new ArrayList<List<ColumnStats>>();
    for (int i = 0; i < stats.size(); i++) {
      var dropped = fitted.get(i).dropped();
      left.add(
          stats.get(i).stream().filter(column -> !dropped.containsKey(column.name())).toList());
    }
    return left;
  }

  JsonNode toJson() {
    var node = FeatureJson.MAPPER.createObjectNode();
    node.set("fits", fits.toJson());
    node.set("stats", FeatureJson.MAPPER.valueToTree(stats));
    return node;
  }

  static FitState fromJson(JsonNode node) {
    return new FitState(
        FeatureFits.fromJson(node.path("fits")),
        FeatureJson.MAPPER.convertValue(node.path("stats"), new TypeReference<>() {}));
  }
}
