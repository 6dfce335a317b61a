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
import java.util.function.Predicate;

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
      learner = learner.withMaxBins(whole("maxBins", settings.get("maxBins")));
    }
    if (settings.has("monotone")) {
      learner = learner.withMonotone(monotone(settings.get("monotone")));
    }
    if (settings.has("interactions")) {
      learner = learner.withInteractions(interactions(settings.get("interactions")));
    }
    var balanced = settings.path("balanced");
    check(balanced.isMissingNode() || balanced.isBoolean(), "balanced", balanced, "true or false");
    return balanced.booleanValue() ? learner.withBalancedClasses() : learner;
  }

  private static SortedMap<String, Integer> monotone(JsonNode node) {
    check(node.isObject(), "monotone", node, "1 or -1 by column, such as {dti: 1}");
    var monotone = new TreeMap<String, Integer>();
    node.fields()
        .forEachRemaining(
            of -> monotone.put(of.getKey(), whole("monotone." + of.getKey(), of.getValue())));
    return monotone;
  }

  private static List<List<String>> interactions(JsonNode node) {
    check(isList(node, Learners::isListOfNames), "interactions", node, "lists such as [[a, b]]");
    return Streams.stream(node)
        .map(group -> Streams.stream(group).map(JsonNode::asText).toList())
        .toList();
  }

  private static boolean isListOfNames(JsonNode node) {
    // A column may be called 2005, which is a number.
    return isList(node, name -> name.isTextual() || name.isNumber());
  }

  private static boolean isList(JsonNode node, Predicate<JsonNode> ofThese) {
    return node.isArray() && Streams.stream(node).allMatch(ofThese);
  }

  private static int whole(String key, JsonNode node) {
    check(node.canConvertToExactIntegral() && node.canConvertToInt(), key, node, "a whole number");
    return node.intValue();
  }

  private static void check(boolean takesIt, String key, JsonNode node, String takes) {
    checkArgument(
        takesIt, "The learner xgboost is given %s for %s; it takes %s.", node, key, takes);
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
