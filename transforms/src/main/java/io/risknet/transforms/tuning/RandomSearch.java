package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Points drawn at random from a space of hyperparameters: with the same number of trials it finds
 * better ones than a grid where few of the parameters matter (Bergstra and Bengio, Random Search
 * for Hyper-Parameter Optimization, JMLR 13, 2012). Immutable.
 *
 * <pre>{@code
 * var space = Map.of("eta", Dimension.logUniform(0.01, 0.3), "max_depth", Dimension.integer(3, 10));
 * var search = RandomSearch.of(space, 50, 100, 200).withSeed(7);
 * }</pre>
 *
 * <p>The same space and seed draw the same points, and more trials begin with those of fewer: a
 * longer search finds the results of a shorter one in the ledger. No point is drawn twice; a space
 * that has fewer points than there are trials is tried as a whole.
 */
public final class RandomSearch implements SearchStrategy {
  private static final long serialVersionUID = 1;
  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of("strategy", "trials", "rounds", "space");

  /** How often in a row a point may be drawn again before the space is taken as exhausted. */
  private static final int MAX_REPEATS = 1_000;

  private final Learner learner;
  private final ImmutableSortedMap<String, Dimension> space;
  private final int trials;
  private final List<Integer> rounds;
  private final long seed;

  private RandomSearch(
      Learner learner, Map<String, Dimension> space, int trials, List<Integer> rounds, long seed) {
    checkArgument(!space.isEmpty(), "The search space is empty; give at least one parameter.");
    checkArgument(trials >= 1, "A search needs at least one trial, not %s.", trials);
    var known = new ParameterNames(learner.parameters());
    space.forEach(
        (name, dimension) ->
            dimension.mustBeAllowed().forEach(value -> check(known.find(name), value)));
    rounds.forEach(number -> check(Grid.ROUNDS, number));
    this.learner = learner;
    this.space = ImmutableSortedMap.copyOf(space);
    this.trials = trials;
    this.rounds = rounds.stream().distinct().sorted().toList();
    this.seed = seed;
  }

  /**
   * A search for {@link XGBoostLearner} with seed 1.
   *
   * @param space what is varied, by XGBoost's name of the parameter
   * @param trials how many points are drawn
   * @param rounds the numbers of training rounds
   * @throws IllegalArgumentException when a name is unknown, a value out of range, or nothing is to
   *     be tried
   */
  public static RandomSearch of(Map<String, Dimension> space, int trials, int... rounds) {
    return new RandomSearch(
        XGBoostLearner.defaults(), space, trials, IntStream.of(rounds).boxed().toList(), 1);
  }

  /**
   * Reads a search, such as the {@code search} of a YAML file: {@code {strategy: random, trials:
   * 50, rounds: [50, 100], space: {eta: {logUniform: [0.01, 0.3]}}}}.
   *
   * @throws IllegalArgumentException as {@link #of}, and for a key that is not known
   */
  public static RandomSearch fromJson(JsonNode search) {
    checkArgument(
        search.path("strategy").asText().equals("random"),
        "The search's strategy is %s; the one there is beside the grid: random.",
        search.path("strategy"));
    search
        .fieldNames()
        .forEachRemaining(
            key ->
                checkArgument(
                    KEYS.contains(key), "The search has no key '%s'; it takes %s.", key, KEYS));
    var space = new TreeMap<String, Dimension>();
    search
        .path("space")
        .fields()
        .forEachRemaining(
            field ->
                space.put(field.getKey(), Dimension.fromJson(field.getKey(), field.getValue())));
    var rounds = new ArrayList<Integer>();
    var listed = search.path("rounds");
    checkArgument(
        !listed.isMissingNode(), "The search names no rounds; add them, such as [50, 100].");
    (listed.isArray() ? listed : List.of(listed)).forEach(number -> rounds.add(number.asInt()));
    return new RandomSearch(
        XGBoostLearner.defaults(), space, search.path("trials").asInt(), rounds, 1);
  }

  /** With another seed than 1 for what is drawn. */
  public RandomSearch withSeed(long newSeed) {
    return new RandomSearch(learner, space, trials, rounds, newSeed);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public List<Integer> rounds() {
    return rounds;
  }

  @Override
  public List<SortedMap<String, Double>> points() {
    var random = new SplittableRandom(seed);
    var points = new LinkedHashSet<SortedMap<String, Double>>();
    for (int repeats = 0; points.size() < trials && repeats < MAX_REPEATS; ) {
      var point = new TreeMap<String, Double>();
      space.forEach((name, dimension) -> point.put(name, dimension.at(random.nextDouble())));
      repeats = points.add(point) ? 0 : repeats + 1;
    }
    return List.copyOf(points);
  }

  private static void check(Parameter parameter, double value) {
    checkArgument(
        parameter.allows(value),
        "The search space reaches %s for %s, which takes %s.",
        Parameter.text(value),
        parameter.name(),
        parameter.range());
  }

  @Override
  public String toString() {
    return "%d random points of %s, rounds %s".formatted(trials, space, rounds);
  }
}
