package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Sets;
import com.google.common.collect.Streams;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The learners by the names that specs give them. */
public final class Learners {
  private static final SortedMap<String, Function<JsonNode, Learner>> ALL = all();

  private Learners() {}

  /**
   * The learner of a name with its own settings.
   *
   * @param settings keys and values; those of {@code xgboost} are {@code maxBins}, {@code monotone:
   *     {column: 1}}, {@code interactions: [[a, b], [c, d]]} and {@code balanced: true}; the others
   *     have none
   * @throws IllegalArgumentException when the name or a key is not known, or a value is wrong
   */
  public static Learner fromJson(String name, JsonNode settings) {
    checkArgument(
        ALL.containsKey(name), "There is no learner '%s'; there are %s.", name, ALL.keySet());
    return ALL.get(name).apply(settings);
  }

  private static SortedMap<String, Function<JsonNode, Learner>> all() {
    var all = ImmutableSortedMap.<String, Function<JsonNode, Learner>>naturalOrder();
    all.put("xgboost", Learners::xgboost);
    for (var algorithm : TribuoAlgorithm.values()) {
      all.put(algorithm.learner(), settings -> tribuo(algorithm, settings));
    }
    return all.buildOrThrow();
  }

  private static Learner tribuo(TribuoAlgorithm algorithm, JsonNode settings) {
    checkKeys(algorithm.learner(), settings, Set.of());
    return new TribuoLearner(algorithm);
  }

  private static Learner xgboost(JsonNode settings) {
    checkKeys("xgboost", settings, Set.of("maxBins", "monotone", "interactions", "balanced"));
    var learner = XGBoostLearner.defaults();
    if (settings.has("maxBins")) {
      learner = learner.withMaxBins(settings.get("maxBins").intValue());
    }
    if (settings.has("monotone")) {
      var monotone = new TreeMap<String, Integer>();
      settings
          .get("monotone")
          .fields()
          .forEachRemaining(of -> monotone.put(of.getKey(), of.getValue().intValue()));
      learner = learner.withMonotone(monotone);
    }
    if (settings.has("interactions")) {
      learner =
          learner.withInteractions(
              Streams.stream(settings.get("interactions")).map(Learners::texts).toList());
    }
    return settings.path("balanced").asBoolean() ? learner.withBalancedClasses() : learner;
  }

  private static List<String> texts(JsonNode list) {
    checkArgument(
        list.isArray(), "Interactions are lists of columns, such as [[a, b]], not %s.", list);
    return Streams.stream(list).map(JsonNode::asText).toList();
  }

  static void checkKeys(String learner, JsonNode settings, Set<String> known) {
    settings
        .fieldNames()
        .forEachRemaining(
            key ->
                checkArgument(
                    known.contains(key),
                    "The learner %s has no key '%s'; it has %s.",
                    learner,
                    key,
                    Sets.union(known, Set.of("rounds", "space")).stream().sorted().toList()));
  }
}
