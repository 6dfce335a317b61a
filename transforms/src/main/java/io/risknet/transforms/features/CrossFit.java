package io.risknet.transforms.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The fits of one feature, each on all folds but those left out: none, one, or two when the feature
 * uses the label.
 *
 * @param usesLabel whether rows must be encoded without their own fold
 * @param byFoldsLeftOut the fits by the folds left out, ascending
 */
record CrossFit(boolean usesLabel, Map<List<Integer>, Fitted> byFoldsLeftOut) {

  CrossFit {
    // Equal fits become one, which makes it cheap to see that they are equal.
    var distinct = new HashMap<Fitted, Fitted>();
    byFoldsLeftOut =
        ImmutableMap.copyOf(
            Maps.transformValues(
                byFoldsLeftOut, fit -> distinct.computeIfAbsent(fit, same -> same)));
  }

  /** Fits a feature on the accumulators of each fold. */
  static <A extends Accumulator<A>> CrossFit of(Feature<A> feature, List<A> byFold, int folds) {
    var fits = new LinkedHashMap<List<Integer>, Fitted>();
    Function<List<Integer>, Fitted> fit = leftOut -> feature.fit(merged(feature, byFold, leftOut));
    fits.put(List.of(), fit.apply(List.of()));
    for (int fold = 0; fold < folds; fold++) {
      fits.put(List.of(fold), fit.apply(List.of(fold)));
      for (int other = fold + 1; feature.usesLabel() && other < folds; other++) {
        fits.put(List.of(fold, other), fit.apply(List.of(fold, other)));
      }
    }
    return new CrossFit(feature.usesLabel(), fits);
  }

  private static <A extends Accumulator<A>> A merged(
      Feature<A> feature, List<A> byFold, List<Integer> leftOut) {
    return IntStream.range(0, byFold.size())
        .filter(fold -> !leftOut.contains(fold))
        .mapToObj(byFold::get)
        .reduce(feature.empty(), Accumulator::merge);
  }

  /** The fit for rows that no fold is to be held back from: validation, test, scoring. */
  Fitted total() {
    return byFoldsLeftOut.get(List.of());
  }

  /** The fit for the rows of the fold held out. */
  Fitted heldOut(int fold) {
    return byFoldsLeftOut.get(List.of(fold));
  }

  /** The fit for the training rows of a fold, with another one held out or none. */
  Fitted training(OptionalInt heldOut, int fold) {
    if (!usesLabel) {
      return heldOut.isPresent() ? heldOut(heldOut.getAsInt()) : total();
    }
    return byFoldsLeftOut.get(
        IntStream.concat(heldOut.stream(), IntStream.of(fold)).sorted().boxed().toList());
  }

  JsonNode toJson() {
    var node = FeatureJson.MAPPER.createObjectNode().put("usesLabel", usesLabel);
    var fits = node.putObject("byFoldsLeftOut");
    byFoldsLeftOut.forEach(
        (folds, fit) ->
            fits.set(
                folds.stream().map(String::valueOf).collect(Collectors.joining(",")),
                FeatureJson.write(fit)));
    return node;
  }

  static CrossFit fromJson(JsonNode node) {
    var fits = new LinkedHashMap<List<Integer>, Fitted>();
    for (var entry : node.path("byFoldsLeftOut").properties()) {
      var folds =
          Arrays.stream(entry.getKey().split(","))
              .filter(fold -> !fold.isEmpty())
              .map(Integer::valueOf)
              .toList();
      fits.put(folds, FeatureJson.readFitted(entry.getValue(), Fitted.class));
    }
    return new CrossFit(node.path("usesLabel").asBoolean(), fits);
  }
}
