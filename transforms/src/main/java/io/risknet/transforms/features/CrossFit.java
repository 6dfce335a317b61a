package io.risknet.transforms.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.statistics.Accumulator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The fits of one feature, each on all folds but those left out: what a fold held out hides and,
 * when the feature uses the label, the rows' own fold.
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
  static <A extends Accumulator<A>> CrossFit of(
      Feature<A> feature, List<A> byFold, Folding folding) {
    var fits = new LinkedHashMap<List<Integer>, Fitted>();
    for (var leftOut : allLeftOut(folding, feature.usesLabel())) {
      fits.put(leftOut, feature.fit(merged(feature, byFold, leftOut)));
    }
    return new CrossFit(feature.usesLabel(), fits);
  }

  /** What is left out for some rows or others, each once and in a fixed order. */
  private static SortedSet<List<Integer>> allLeftOut(Folding folding, boolean usesLabel) {
    var all =
        new TreeSet<List<Integer>>(Comparators.lexicographical(Comparator.<Integer>naturalOrder()));
    for (var heldOut : folding.variants()) {
      all.add(leftOut(folding, heldOut, OptionalInt.empty()));
      for (int fold = 0; usesLabel && fold < folding.blocks(); fold++) {
        if (folding.sees(heldOut, fold)) {
          all.add(leftOut(folding, heldOut, OptionalInt.of(fold)));
        }
      }
    }
    return all;
  }

  /** The folds not learnt from while one is held out, or none, and one's own; ascending. */
  private static List<Integer> leftOut(Folding folding, OptionalInt heldOut, OptionalInt own) {
    return IntStream.range(0, folding.blocks())
        .filter(fold -> !folding.sees(heldOut, fold) || own.equals(OptionalInt.of(fold)))
        .boxed()
        .toList();
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
  Fitted heldOut(Folding folding, int fold) {
    return byFoldsLeftOut.get(leftOut(folding, OptionalInt.of(fold), OptionalInt.empty()));
  }

  /** The fit for the training rows of a fold, with another one held out or none. */
  Fitted training(Folding folding, OptionalInt heldOut, int fold) {
    var own = usesLabel ? OptionalInt.of(fold) : OptionalInt.empty();
    return byFoldsLeftOut.get(leftOut(folding, heldOut, own));
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
