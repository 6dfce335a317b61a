package io.risknet.pipelines.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.risknet.transforms.features.Feature;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.Input;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Some of a spec's features, with its steps after them, and maybe others beside.
 *
 * <pre>{@code
 * score-alone: {columns: [credit_score], features: [numeric]}
 * with-progress: {add: [numeric: undefaulted_progress]}
 * }</pre>
 *
 * @param columns takes features made of these columns only; of any when it is empty
 * @param features takes features of these kinds only, such as {@code numeric}; of any when it is
 *     empty
 * @param add features beside, in the form of a plan's {@code encode}
 */
public record FeatureSet(List<String> columns, List<String> features, Optional<JsonNode> add) {

  /** What is absent is empty. */
  public FeatureSet {
    columns = columns == null ? List.of() : List.copyOf(columns);
    features = features == null ? List.of() : List.copyOf(features);
    // Jackson makes a null node of an absent one.
    add = add.filter(node -> !node.isNull());
  }

  /** The plan with the features of this set. */
  FeaturePlan select(String name, FeaturePlan all) {
    var taken = new ArrayList<Feature<?>>();
    all.features().stream().filter(this::takes).forEach(taken::add);
    add.ifPresent(encode -> taken.addAll(plan(encode).features()));
    checkArgument(
        !taken.isEmpty(),
        "The feature set '%s' takes no feature that the spec has whatever its search tries; add one.",
        name);
    return FeaturePlan.of(taken).then(all.steps());
  }

  private boolean takes(Feature<?> feature) {
    return (columns.isEmpty() || columns.containsAll(inputs(feature).toList()))
        && (features.isEmpty() || features.contains(FeaturePlan.kind(feature)));
  }

  private static FeaturePlan plan(JsonNode encode) {
    return FeaturePlan.fromJson(JsonNodeFactory.instance.objectNode().set("encode", encode));
  }

  private static Stream<String> inputs(Feature<?> feature) {
    return feature.inputs().stream().map(Input::column);
  }

  /** Refuses what no feature of any plan has: it would be left out in silence. */
  void check(String name, Collection<FeaturePlan> plans) {
    check(name, columns, plans, FeatureSet::inputs);
    check(name, features, plans, feature -> Stream.of(FeaturePlan.kind(feature)));
  }

  private static void check(
      String name,
      List<String> taken,
      Collection<FeaturePlan> plans,
      Function<Feature<?>, Stream<String>> of) {
    var known =
        plans.stream()
            .flatMap(plan -> plan.features().stream())
            .flatMap(of)
            .collect(toCollection(TreeSet::new));
    for (var each : taken) {
      checkArgument(
          known.contains(each),
          "The feature set '%s' takes '%s', which no feature of the spec has; there are %s.",
          name,
          each,
          known);
    }
  }
}
