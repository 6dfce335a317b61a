package io.risknet.transforms.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A grid of hyperparameters: every combination of the listed values, and the numbers of training
 * rounds to try with each. Rounds cost little: one training serves them all. Immutable.
 *
 * <pre>{@code
 * var grid = Grid.of(Map.of("max_depth", List.of(4, 6), "eta", List.of(0.05, 0.1)), 50, 100);
 * var same = Grid.fromJson(
 *     yaml.readTree("{max_depth: [4, 6], eta: [0.05, 0.1], rounds: [50, 100]}"));
 * }</pre>
 */
public final class Grid implements SearchStrategy {
  private static final long serialVersionUID = 1;
  static final Parameter ROUNDS = Parameter.whole("rounds", 1, 10_000);

  private final Learner learner;
  private final ImmutableSortedMap<String, List<Double>> values;
  private final List<Double> rounds;

  private Grid(Learner learner, Map<String, List<Double>> values, List<Double> rounds) {
    var known = new ParameterNames(learner.parameters());
    values.forEach((name, list) -> check(known.find(name), list));
    check(ROUNDS, rounds);
    this.learner = learner;
    this.values = ImmutableSortedMap.copyOf(values);
    this.rounds = rounds.stream().sorted().toList();
  }

  /**
   * A grid for {@link XGBoostLearner}.
   *
   * @param values the values to try by XGBoost's name of the parameter; what is not named keeps
   *     XGBoost's default
   * @param rounds the numbers of training rounds
   * @throws IllegalArgumentException when a name is unknown, or a list is empty or holds a value
   *     twice or out of range
   */
  public static Grid of(Map<String, ? extends List<? extends Number>> values, int... rounds) {
    var lists = new TreeMap<String, List<Double>>();
    values.forEach(
        (name, list) -> lists.put(name, list.stream().map(Number::doubleValue).toList()));
    return new Grid(
        XGBoostLearner.defaults(), lists, IntStream.of(rounds).asDoubleStream().boxed().toList());
  }

  /**
   * Reads a grid, such as the {@code grid} of a YAML file: an object with a list of numbers for
   * each parameter, and for {@code rounds}; a number stands for a list of one.
   *
   * @throws IllegalArgumentException as {@link #of}, and for anything but numbers
   */
  public static Grid fromJson(JsonNode grid) {
    if (!grid.isObject()) {
      throw new IllegalArgumentException(
          "A grid lists values by parameter, such as {max_depth: [4, 6], rounds: [100]}; this is "
              + grid
              + ".");
    }
    var lists = new TreeMap<String, List<Double>>();
    grid.fields().forEachRemaining(field -> lists.put(field.getKey(), numbers(field)));
    var rounds = lists.remove(ROUNDS.name());
    if (rounds == null) {
      throw new IllegalArgumentException(
          "The grid names no rounds; add the numbers of trees, such as rounds: [50, 100].");
    }
    return new Grid(XGBoostLearner.defaults(), lists, rounds);
  }

  /** 24 combinations that suit loan data of some hundred thousand rows, with 50 and 100 rounds. */
  public static Grid defaults() {
    return of(
        Map.of(
            "max_depth", List.of(4, 6),
            "eta", List.of(0.05, 0.1, 0.2),
            "min_child_weight", List.of(1, 20),
            "subsample", List.of(0.7, 1.0)),
        50,
        100);
  }

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public List<Integer> rounds() {
    return rounds.stream().map(Double::intValue).toList();
  }

  /** Every combination of the listed values; parameters vary in the order of their names. */
  @Override
  public List<SortedMap<String, Double>> points() {
    List<SortedMap<String, Double>> points = List.of(new TreeMap<>());
    for (var parameter : values.entrySet()) {
      var extended = new ArrayList<SortedMap<String, Double>>();
      for (var point : points) {
        for (var value : parameter.getValue()) {
          var longer = new TreeMap<>(point);
          longer.put(parameter.getKey(), value);
          extended.add(longer);
        }
      }
      points = extended;
    }
    return points;
  }

  private static void check(Parameter parameter, List<Double> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException(
          "The grid lists no value of %s; list at least one.".formatted(parameter.name()));
    }
    var seen = new HashSet<Double>();
    for (double value : list) {
      if (!parameter.allows(value)) {
        throw new IllegalArgumentException(
            "The grid lists %s for %s, which takes %s."
                .formatted(Parameter.text(value), parameter.name(), parameter.range()));
      }
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            "The grid lists %s for %s twice; list it once."
                .formatted(Parameter.text(value), parameter.name()));
      }
    }
  }

  private static List<Double> numbers(Map.Entry<String, JsonNode> field) {
    Iterable<JsonNode> nodes =
        field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
    var numbers = new ArrayList<Double>();
    for (var node : nodes) {
      if (!node.isNumber()) {
        throw new IllegalArgumentException(
            "The grid lists %s for %s; it takes numbers.".formatted(node, field.getKey()));
      }
      numbers.add(node.doubleValue());
    }
    return numbers;
  }

  @Override
  public String toString() {
    return "Grid of %s, rounds %s".formatted(values, rounds());
  }
}
