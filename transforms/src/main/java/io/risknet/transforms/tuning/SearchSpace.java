package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * All that a search may try: learners with their parameters, and plan parameters, which make
 * another feature plan each (see {@link PlanTemplate}). Immutable.
 *
 * <pre>{@code
 * var space =
 *     SearchSpace.of(
 *             LearnerSpace.of(
 *                 XGBoostLearner.defaults(),
 *                 Map.of("eta", Dimension.logUniform(0.01, 0.3)),
 *                 Rounds.upTo(300, 25)))
 *         .withPlan(Map.of("smoothing", List.of("5", "20")));
 * }</pre>
 */
public final class SearchSpace implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MOST_PLANS = 64;

  /** Of which features may leave most out. */
  private static final long MOST_COMBINATIONS = 100_000;

  private static final String TOO_MANY_PLANS =
      "The plan parameters make more than %s feature plans, each of which is fitted; list fewer"
          + " values.";

  private static final int MOST_LISTED = 100_000;

  /** What tables, specs and servers take without quotes. */
  private static final Pattern PLAN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final ImmutableSortedMap<String, LearnerSpace> learners;
  private final ImmutableSortedMap<String, ImmutableList<String>> plan;
  private final ImmutableList<SortedMap<String, String>> plans;

  private SearchSpace(
      SortedMap<String, LearnerSpace> learners,
      SortedMap<String, ImmutableList<String>> plan,
      List<SortedMap<String, String>> plans) {
    this.learners = ImmutableSortedMap.copyOf(learners);
    this.plan = ImmutableSortedMap.copyOf(plan);
    this.plans =
        plans.stream()
            .<SortedMap<String, String>>map(ImmutableSortedMap::copyOf)
            .collect(ImmutableList.toImmutableList());
  }

  /**
   * A space of some learners.
   *
   * @throws IllegalArgumentException when there is none, or two have one name
   */
  public static SearchSpace of(LearnerSpace... learners) {
    checkArgument(learners.length > 0, "The search space is empty; name a learner.");
    var byName = new TreeMap<String, LearnerSpace>();
    for (var each : learners) {
      checkArgument(
          byName.put(each.learner().name(), each) == null,
          "The search space names the learner %s twice; name it once.",
          each.learner().name());
    }
    return new SearchSpace(
        byName, ImmutableSortedMap.of(), List.of(ImmutableSortedMap.<String, String>of()));
  }

  /**
   * The same with plan parameters.
   *
   * @param choices the values of each; every combination of them is fitted, so that they are few
   * @throws IllegalArgumentException when one has no value, a name of other characters than
   *     letters, digits and _, or that of a learner's parameter or of a column of the leaderboard,
   *     or there are too many combinations
   */
  public SearchSpace withPlan(Map<String, List<String>> choices) {
    return withPlan(choices, MOST_PLANS);
  }

  private SearchSpace withPlan(Map<String, List<String>> choices, long most) {
    var copies = new TreeMap<String, ImmutableList<String>>();
    long plans = 1;
    for (var choice : choices.entrySet()) {
      checkName(choice.getKey());
      var values = ImmutableList.copyOf(choice.getValue());
      checkArgument(
          !values.isEmpty() && values.stream().distinct().count() == values.size(),
          "The plan parameter %s has the values %s; list at least one, and each once.",
          choice.getKey(),
          values);
      plans *= values.size();
      checkArgument(plans <= most, TOO_MANY_PLANS, MOST_PLANS);
      copies.put(choice.getKey(), values);
    }
    return new SearchSpace(learners, copies, combinations(copies));
  }

  /** Manifests, events and tables have plan parameters beside those of learners. */
  private void checkName(String name) {
    checkArgument(
        PLAN_NAME.matcher(name).matches(),
        "The plan parameter '%s' is not made of letters from A to Z, digits and _ alone, or begins"
            + " with a digit; choose another name.",
        name);
    for (var each : learners.values()) {
      checkArgument(
          each.learner().parameters().stream().noneMatch(known -> known.name().equals(name)),
          "The plan parameter %s is called as a parameter of %s; choose another name.",
          name,
          each.learner().name());
    }
    checkArgument(
        !LeaderboardCsv.isColumn(name),
        "The plan parameter %s is called as a column of leaderboard.csv; choose another name.",
        name);
  }

  /**
   * The same with plan parameters, each given a value only where the features make use of it: a
   * parameter that stands in a feature which another one leaves out has none. So no two
   * combinations are tried that make the same plan of all features.
   *
   * @throws IllegalArgumentException as {@link #withPlan(Map)}, and when the features have a plan
   *     parameter that is not among these
   */
  public SearchSpace withPlan(Map<String, List<String>> choices, PlanTemplate features) {
    var all = withPlan(choices, MOST_COMBINATIONS);
    return new SearchSpace(
            all.learners, all.plan, all.plans.stream().map(features::used).distinct().toList())
        .checked();
  }

  private SearchSpace checked() {
    checkArgument(plans.size() <= MOST_PLANS, TOO_MANY_PLANS, MOST_PLANS);
    return this;
  }

  /** The learners by name. */
  public SortedMap<String, LearnerSpace> learners() {
    return learners;
  }

  /** The values of the plan parameters by name. */
  SortedMap<String, ImmutableList<String>> plan() {
    return plan;
  }

  /** Every combination of plan parameters to try; one that is empty when there are none. */
  public List<SortedMap<String, String>> plans() {
    return plans;
  }

  private static List<SortedMap<String, String>> combinations(
      SortedMap<String, ImmutableList<String>> plan) {
    List<SortedMap<String, String>> plans = List.of(new TreeMap<>());
    for (var choice : plan.entrySet()) {
      var extended = new ArrayList<SortedMap<String, String>>();
      for (var values : plans) {
        for (var value : choice.getValue()) {
          var longer = new TreeMap<>(values);
          longer.put(choice.getKey(), value);
          extended.add(longer);
        }
      }
      plans = extended;
    }
    return plans;
  }

  /**
   * Every point.
   *
   * @throws IllegalArgumentException when a dimension is a range
   */
  List<Point> points() {
    var points = new ArrayList<Point>();
    for (var each : learners.values()) {
      for (var parameters : each.points()) {
        for (var values : plans()) {
          points.add(new Point(each.learner().name(), values, parameters));
        }
      }
    }
    return points;
  }

  /**
   * Every point but these, for a search that draws none any more that is new: of a space of ranges,
   * or of more points than are held in memory with ease, there are always others, and none is
   * given.
   */
  List<Point> others(Set<Point> tried) {
    double size = plans.size() * learners.values().stream().mapToDouble(LearnerSpace::size).sum();
    return size > MOST_LISTED
        ? List.of()
        : points().stream().filter(point -> !tried.contains(point)).toList();
  }

  /**
   * The point at these shares.
   *
   * @param share is asked for {@code learner} when there are several, for {@code plan.NAME} and for
   *     {@code LEARNER.NAME}, and gives a number from 0, inclusive, to 1, exclusive
   */
  Point at(ToDoubleFunction<String> share) {
    var names = learners.keySet().asList();
    var name = names.size() == 1 ? names.get(0) : pick(names, share.applyAsDouble("learner"));
    var values = new TreeMap<String, String>();
    plan.forEach(
        (key, choices) -> values.put(key, pick(choices, share.applyAsDouble("plan." + key))));
    return new Point(
        name, given(values), learners.get(name).at(key -> share.applyAsDouble(name + "." + key)));
  }

  /** Without the values that the features make no use of. */
  private SortedMap<String, String> given(SortedMap<String, String> values) {
    return plans.stream()
        .filter(each -> values.entrySet().containsAll(each.entrySet()))
        .findFirst()
        .orElseThrow();
  }

  /** The shares that {@link #at} would be given for a point, by what it asks for. */
  SortedMap<String, Double> sharesOf(Point point) {
    var shares = new TreeMap<String, Double>();
    if (learners.size() > 1) {
      shares.put("learner", share(learners.keySet().asList(), point.learner()));
    }
    point.plan().forEach((name, value) -> shares.put("plan." + name, share(plan.get(name), value)));
    var dimensions = learners.get(point.learner()).dimensions();
    point
        .parameters()
        .forEach(
            (name, value) ->
                shares.put(point.learner() + "." + name, dimensions.get(name).shareOf(value)));
    return shares;
  }

  private static double share(List<String> list, String value) {
    return (list.indexOf(value) + 0.5) / list.size();
  }

  /**
   * How many values {@link #at} may be given for what it asks for, in no order; 0 when they are in
   * one.
   */
  int cells(String asked) {
    if (asked.equals("learner")) {
      return learners.size();
    }
    var names = asked.split("\\.", 2);
    return names[0].equals("plan")
        ? plan.get(names[1]).size()
        : learners.get(names[0]).dimensions().get(names[1]).cells();
  }

  private static <T> T pick(List<T> list, double share) {
    return list.get((int) (share * list.size()));
  }

  /** How long a point is trained. */
  Rounds rounds(Point point) {
    return learners.get(point.learner()).rounds();
  }

  @Override
  public String toString() {
    return "learners %s, plan %s".formatted(learners, plan);
  }
}
