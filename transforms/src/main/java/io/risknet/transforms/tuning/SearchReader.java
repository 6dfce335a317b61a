package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.collect.Streams;
import io.risknet.transforms.training.Learners;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the {@code search} of a spec: the strategy with its keys, the space, the objective.
 *
 * <pre>{@code
 * strategy: halving
 * trials: 60
 * objective: rocAuc
 * plan: {smoothing: [5, 20]}
 * learners:
 *   xgboost:
 *     monotone: {credit_score: -1}
 *     rounds: {max: 300, every: 25}
 *     space: {eta: {logUniform: [0.01, 0.3]}, max_depth: [3, 6]}
 * }</pre>
 *
 * <p>In place of {@code learners}, {@code rounds} and {@code space} are those of XGBoost.
 */
public final class SearchReader {
  private static final String STRATEGIES = "there are grid, random, halving, hyperband and tpe";

  /** What is wrong with a search that does not say how it goes, to stand in a sentence. */
  public static final String NO_STRATEGY =
      "the strategy is missing; give one, as in {strategy: grid}; " + STRATEGIES;

  private static final ImmutableSet<String> COMMON =
      ImmutableSet.of(
          "strategy", "objective", "oneStandardError", "plan", "learners", "rounds", "space");
  private static final ImmutableSet<String> HALVING =
      ImmutableSet.of("trials", "factor", "resource", "minimum", "aggressive");

  private final JsonNode search;
  private final Optional<PlanTemplate> features;
  private final long seed;

  private SearchReader(JsonNode search, Optional<PlanTemplate> features, long seed) {
    this.search = search;
    this.features = features;
    this.seed = seed;
  }

  /**
   * Reads a search.
   *
   * @param seed seeds what strategies draw at random
   * @throws IllegalArgumentException when a key is not known or missing, or a value is wrong
   */
  public static Search fromJson(JsonNode search, long seed) {
    return new SearchReader(search, Optional.empty(), seed).read();
  }

  /**
   * Reads a search that tries no two combinations of plan parameters which make the same features.
   *
   * @param features what the plan parameters stand in
   * @param seed seeds what strategies draw at random
   * @throws IllegalArgumentException as {@link #fromJson(JsonNode, long)}, and when the features
   *     have a plan parameter that the search does not vary
   */
  public static Search fromJson(JsonNode search, PlanTemplate features, long seed) {
    return new SearchReader(search, Optional.of(features), seed).read();
  }

  private Search read() {
    var strategy = strategy();
    var objective =
        search.has("objective")
            ? Objective.fromJson(search.get("objective"))
            : Search.of(strategy).objective();
    return new Search(
        strategy, flag("oneStandardError") ? objective.withOneStandardError() : objective);
  }

  private SearchStrategy strategy() {
    checkArgument(search.hasNonNull("strategy"), "In the search %s.", NO_STRATEGY);
    var name = search.get("strategy").asText();
    return switch (name) {
      case "grid" -> Grid.of(space(Set.of()));
      case "random" -> RandomSearch.of(space(Set.of("trials")), trials()).withSeed(seed);
      case "tpe" -> tpe(space(Set.of("trials", "batch")));
      case "halving" -> halving(space(HALVING));
      case "hyperband" -> hyperband(space(Set.of("factor", "resource", "minimum")));
      default ->
          throw new IllegalArgumentException(
              "The search's strategy is %s; %s.".formatted(search.get("strategy"), STRATEGIES));
    };
  }

  private SearchStrategy tpe(SearchSpace space) {
    var tpe = TpeSearch.of(space, trials(), seed);
    return search.has("batch") ? tpe.withBatch(whole("batch")) : tpe;
  }

  private SearchStrategy halving(SearchSpace space) {
    var halving =
        search.has("trials")
            ? SuccessiveHalving.random(space, trials(), seed)
            : SuccessiveHalving.grid(space);
    halving = search.has("factor") ? halving.withFactor(whole("factor")) : halving;
    halving = search.has("resource") ? halving.withResource(resource()) : halving;
    halving = search.has("minimum") ? halving.withMinimum(number("minimum")) : halving;
    return flag("aggressive") ? halving.withAggressiveElimination() : halving;
  }

  private SearchStrategy hyperband(SearchSpace space) {
    var hyperband = Hyperband.of(space, seed);
    hyperband = search.has("factor") ? hyperband.withFactor(whole("factor")) : hyperband;
    hyperband = search.has("resource") ? hyperband.withResource(resource()) : hyperband;
    return search.has("minimum") ? hyperband.withMinimum(number("minimum")) : hyperband;
  }

  private int trials() {
    checkArgument(
        search.has("trials"),
        "The search's trials are missing; say how many points it tries, such as trials: 60.");
    return whole("trials");
  }

  private Resource resource() {
    return switch (search.get("resource").asText()) {
      case "rounds" -> Resource.ROUNDS;
      case "rows" -> Resource.ROWS;
      default ->
          throw new IllegalArgumentException(
              "The resource of the search is %s; there are rounds and rows."
                  .formatted(search.get("resource")));
    };
  }

  private int whole(String key) {
    var node = search.get(key);
    checkArgument(
        node.canConvertToExactIntegral() && node.canConvertToInt(),
        "The search gives %s for %s; it takes a whole number.",
        node,
        key);
    return node.intValue();
  }

  /** Whether a key is there and true. */
  private boolean flag(String key) {
    var node = search.path(key);
    checkArgument(
        node.isMissingNode() || node.isBoolean(),
        "The search gives %s for %s; it takes true or false.",
        node,
        key);
    return node.booleanValue();
  }

  private double number(String key) {
    checkArgument(
        search.get(key).isNumber(),
        "The search gives %s for %s; it takes a number.",
        search.get(key),
        key);
    return search.get(key).doubleValue();
  }

  /** The space, once nothing else is there than the strategy's own keys. */
  private SearchSpace space(Set<String> own) {
    JsonKeys.check("keys", search, Sets.union(COMMON, own));
    var learners = new ArrayList<LearnerSpace>();
    if (search.has("learners")) {
      checkArgument(
          !search.has("space") && !search.has("rounds"),
          "The search has learners, and a space or rounds beside them; put those under a learner.");
      checkArgument(
          search.get("learners").isObject(),
          "The search gives %s for learners; it takes keys and values by name, such as {xgboost:"
              + " {rounds: [100]}}.",
          search.get("learners"));
      search
          .get("learners")
          .fields()
          .forEachRemaining(of -> learners.add(learner(of.getKey(), of.getValue())));
    } else {
      learners.add(learner("xgboost", ((ObjectNode) search).deepCopy().retain("space", "rounds")));
    }
    var space = SearchSpace.of(learners.toArray(LearnerSpace[]::new));
    return features
        .map(template -> space.withPlan(plan(), template))
        .orElseGet(() -> space.withPlan(plan()));
  }

  private static LearnerSpace learner(String name, JsonNode node) {
    checkArgument(node.isObject(), "The learner %s has keys and values, not %s.", name, node);
    var settings = ((ObjectNode) node.deepCopy()).without(List.of("space", "rounds"));
    var space = node.has("space") ? node.get("space") : JsonNodeFactory.instance.objectNode();
    return LearnerSpace.of(
        Learners.fromJson(name, settings),
        Dimension.fromJson(space),
        Rounds.fromJson(node.path("rounds")));
  }

  private Map<String, List<String>> plan() {
    var plan = new TreeMap<String, List<String>>();
    var node = search.path("plan");
    checkArgument(
        node.isMissingNode() || node.isObject(),
        "The search gives %s for plan; it takes lists by parameter, such as {smoothing: [5, 20]}.",
        node);
    node.fields()
        .forEachRemaining(
            of -> {
              checkArgument(
                  of.getValue().isArray()
                      && Streams.stream(of.getValue()).allMatch(SearchReader::isPlanValue),
                  "The plan parameter %s is %s; it takes a list of values.",
                  of.getKey(),
                  of.getValue());
              plan.put(of.getKey(), Streams.stream(of.getValue()).map(JsonNode::asText).toList());
            });
    return plan;
  }

  private static boolean isPlanValue(JsonNode node) {
    return node.isTextual() || node.isNumber() || node.isBoolean();
  }
}
