package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.Parameter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a search may try of one learner.
 *
 * @param learner what is trained
 * @param dimensions the values of its parameters; what is not named keeps the learner's default
 * @param rounds how long it is trained
 */
public record LearnerSpace(Learner learner, SortedMap<String, Dimension> dimensions, Rounds rounds)
    implements Serializable {

  /**
   * Checks that the learner has the parameters and takes the values.
   *
   * @throws IllegalArgumentException when it does not, or a condition can't be met
   */
  public LearnerSpace {
    dimensions = ImmutableSortedMap.copyOf(dimensions);
    var known = new ParameterNames(learner);
    for (var dimension : dimensions.entrySet()) {
      check(known.find(dimension.getKey()), dimension.getValue());
      checkCondition(dimension.getKey(), dimensions);
    }
  }

  /** A learner with the values to try for its parameters. */
  public static LearnerSpace of(
      Learner learner, Map<String, ? extends Dimension> dimensions, Rounds rounds) {
    return new LearnerSpace(learner, new TreeMap<>(dimensions), rounds);
  }

  /** Every combination of values; parameters vary in the order of their names. */
  List<SortedMap<String, Double>> points() {
    List<SortedMap<String, Double>> points = List.of(new TreeMap<>());
    for (var dimension : dimensions.entrySet()) {
      var values = dimension.getValue().values();
      checkArgument(
          !values.isEmpty(),
          "A grid takes lists of values, and %s is a range; list some, or choose another strategy.",
          dimension.getKey());
      var extended = new ArrayList<SortedMap<String, Double>>();
      for (var point : points) {
        for (var value : values) {
          var longer = new TreeMap<>(point);
          longer.put(dimension.getKey(), value);
          extended.add(longer);
        }
      }
      points = extended;
    }
    // What differed only where nothing is given a value is one point now.
    var distinct = new LinkedHashSet<SortedMap<String, Double>>();
    points.forEach(point -> distinct.add(given(point)));
    return List.copyOf(distinct);
  }

  /** How many points there are at most, conditions left aside; infinite where one is a range. */
  double size() {
    return dimensions.values().stream()
        .mapToDouble(
            each -> each.values().isEmpty() ? Double.POSITIVE_INFINITY : each.values().size())
        .reduce(1, (one, other) -> one * other);
  }

  /** The point at these shares of the dimensions. */
  SortedMap<String, Double> at(ToDoubleFunction<String> share) {
    var point = new TreeMap<String, Double>();
    dimensions.forEach(
        (name, dimension) -> point.put(name, dimension.at(share.applyAsDouble(name))));
    return given(point);
  }

  /** Without the values whose condition is not met. */
  private SortedMap<String, Double> given(SortedMap<String, Double> all) {
    var given = new TreeMap<>(all);
    given.keySet().removeIf(name -> !isGiven(name, all));
    return given;
  }

  private boolean isGiven(String name, SortedMap<String, Double> all) {
    return !(dimensions.get(name) instanceof Dimension.Conditional condition)
        || (condition.when().contains(all.get(condition.parameter()))
            && isGiven(condition.parameter(), all));
  }

  private static void checkCondition(String name, SortedMap<String, Dimension> dimensions) {
    var met = new HashSet<String>();
    for (var at = name; dimensions.get(at) instanceof Dimension.Conditional condition; ) {
      checkArgument(
          met.add(at), "The condition of %s leads back to itself; give it another.", name);
      at = condition.parameter();
      checkArgument(
          dimensions.containsKey(at),
          "%s is given a value only when %s has one, which the search does not vary.",
          name,
          at);
      checkOccurs(name, condition, dimensions.get(at));
    }
  }

  /** A value that is never drawn would take the parameter out of the search unnoticed. */
  private static void checkOccurs(String name, Dimension.Conditional condition, Dimension decides) {
    var values = decides.values();
    checkArgument(
        !values.isEmpty(),
        "%s is given a value only when %s has one of %s, and %s is drawn from a range, which meets no"
            + " value exactly; give it a list or a step.",
        name,
        condition.parameter(),
        texts(condition.when()),
        condition.parameter());
    checkArgument(
        !condition.when().isEmpty() && values.containsAll(condition.when()),
        "%s is given a value only when %s has one of %s, of which the search tries %s only.",
        name,
        condition.parameter(),
        texts(condition.when()),
        texts(values));
  }

  private static List<String> texts(List<Double> values) {
    return values.stream().map(Parameter::text).toList();
  }

  private static void check(Parameter parameter, Dimension dimension) {
    checkArgument(
        !dimension.mustBeAllowed().isEmpty(),
        "The search lists no value of %s; list at least one.",
        parameter.name());
    var seen = new HashSet<Double>();
    dimension
        .values()
        .forEach(
            value ->
                checkArgument(
                    seen.add(value),
                    "The search lists %s for %s twice; list it once.",
                    Parameter.text(value),
                    parameter.name()));
    dimension
        .mustBeAllowed()
        .forEach(
            value ->
                checkArgument(
                    parameter.allows(value),
                    "The search gives %s for %s, which takes %s.",
                    Parameter.text(value),
                    parameter.name(),
                    parameter.range()));
    checkWhole(parameter, dimension);
  }

  /** The ends of a range may be whole, and what is drawn between them hardly ever is. */
  private static void checkWhole(Parameter parameter, Dimension dimension) {
    var ends = dimension.mustBeAllowed();
    checkArgument(
        !parameter.integer() || !dimension.values().isEmpty(),
        "The search draws any number from %s to %s for %s, which takes %s; use integer: [%s, %s].",
        Parameter.text(ends.get(0)),
        Parameter.text(ends.get(ends.size() - 1)),
        parameter.name(),
        parameter.range(),
        Parameter.text(ends.get(0)),
        Parameter.text(ends.get(ends.size() - 1)));
  }
}
