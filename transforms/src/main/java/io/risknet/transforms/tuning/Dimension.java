package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Streams;
import com.google.common.primitives.Doubles;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The values that a search may give to one hyperparameter.
 *
 * <pre>{@code
 * var space = Map.of(
 *     "eta", Dimension.logUniform(0.01, 0.3),
 *     "max_depth", Dimension.integer(3, 10),
 *     "subsample", Dimension.uniform(0.6, 1).withStep(0.1),
 *     "min_child_weight", Dimension.choice(1, 3, 7));
 * }</pre>
 *
 * <p>In a spec: {@code {logUniform: [0.01, 0.3]}}, {@code {integer: [3, 10]}}, {@code {uniform:
 * [0.6, 1], step: 0.1}}, {@code [1, 3, 7]}, or one number. One that is given a value only where
 * another has some: {@code {uniform: [0, 5], when: {max_depth: [6, 8]}}}, {@code {choice: [1, 3],
 * when: ...}}.
 */
public sealed interface Dimension extends Serializable {
  /** How specs call them. */
  List<String> KINDS = List.of("choice", "integer", "uniform", "logUniform");

  /** One of these values, each as likely as any other. */
  static Dimension choice(double... values) {
    return new Choice(Doubles.asList(values));
  }

  /** A whole number between both, inclusive, each as likely as any other. */
  static Dimension integer(int min, int max) {
    return new Uniform(min, max, 1);
  }

  /** A number between both, each as likely as any other. */
  static Uniform uniform(double min, double max) {
    return new Uniform(min, max, 0);
  }

  /** A number between both, whose logarithm is as likely to be anywhere. */
  static Dimension logUniform(double min, double max) {
    return new LogUniform(min, max);
  }

  /**
   * Reads dimensions by parameter.
   *
   * @throws IllegalArgumentException as {@link #fromJson(String, JsonNode)}
   */
  static SortedMap<String, Dimension> fromJson(JsonNode byParameter) {
    checkArgument(
        byParameter.isObject(),
        "The search space is %s; it takes values by parameter, such as {max_depth: [3, 6]}.",
        byParameter);
    var dimensions = new TreeMap<String, Dimension>();
    byParameter
        .fields()
        .forEachRemaining(
            field -> dimensions.put(field.getKey(), fromJson(field.getKey(), field.getValue())));
    return dimensions;
  }

  /**
   * Reads a dimension in the form of a spec.
   *
   * @throws IllegalArgumentException when it has another form, or its bounds make no sense
   */
  static Dimension fromJson(String name, JsonNode node) {
    if (node.isNumber() || node.isArray()) {
      return choice(numbers(name, node));
    }
    if (node.has("when")) {
      return conditional(name, node.deepCopy());
    }
    var kind = KINDS.stream().filter(node::has).findFirst().orElse("");
    boolean takesStep = kind.equals("integer") || kind.equals("uniform");
    if (kind.isEmpty() || node.size() != (takesStep && node.has("step") ? 2 : 1)) {
      throw unknown(name, node);
    }
    return switch (kind) {
      case "choice" -> choice(numbers(name, node.get(kind)));
      case "integer" -> integers(name, node);
      case "uniform" -> {
        var bounds = bounds(name, node.get(kind));
        double step = step(name, node, 0);
        yield range(name, node, () -> new Uniform(bounds[0], bounds[1], step));
      }
      default -> {
        var bounds = bounds(name, node.get(kind));
        yield range(name, node, () -> new LogUniform(bounds[0], bounds[1]));
      }
    };
  }

  /** A range, whose own words about its bounds do not know the parameter. */
  private static Dimension range(String name, JsonNode node, Supplier<Dimension> range) {
    try {
      return range.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The search space gives %s for %s. %s".formatted(node, name, e.getMessage()), e);
    }
  }

  private static Dimension integers(String name, JsonNode node) {
    var bounds = bounds(name, node.get("integer"));
    double step = step(name, node, 1);
    checkArgument(
        DoubleStream.of(bounds[0], bounds[1], step).allMatch(number -> number == Math.rint(number)),
        "The search space gives %s for %s; an integer takes whole numbers only.",
        node,
        name);
    return range(name, node, () -> new Uniform(bounds[0], bounds[1], step));
  }

  private static double step(String name, JsonNode node, double otherwise) {
    var step = node.path("step");
    checkArgument(
        step.isMissingNode() || (step.isNumber() && step.doubleValue() > 0),
        "The search space gives %s for the step of %s; it takes a number above 0.",
        step,
        name);
    return step.isMissingNode() ? otherwise : step.doubleValue();
  }

  private static Conditional conditional(String name, ObjectNode node) {
    var when = node.remove("when");
    if (!when.isObject() || when.size() != 1) {
      throw unknown(name, node.set("when", when));
    }
    var condition = when.fields().next();
    return new Conditional(
        fromJson(name, node),
        condition.getKey(),
        Doubles.asList(numbers(condition.getKey(), condition.getValue())));
  }

  private static IllegalArgumentException unknown(String name, JsonNode node) {
    return new IllegalArgumentException(
        ("The search space gives %s for %s; it takes a list of numbers, {integer: [3, 10]},"
                + " {uniform: [0.6, 1]} with or without a step, {logUniform: [0.01, 0.3]}, or"
                + " {choice: [1, 3]}, and beside them when: {max_depth: [6, 8]}.")
            .formatted(node, name));
  }

  private static double[] bounds(String name, JsonNode node) {
    var bounds = numbers(name, node);
    checkArgument(
        bounds.length == 2,
        "The search space gives %s as the bounds of %s; it takes the least and the greatest value.",
        node,
        name);
    return bounds;
  }

  private static double[] numbers(String name, JsonNode node) {
    Iterable<JsonNode> nodes = node.isArray() ? node : List.of(node);
    checkArgument(
        !node.isArray() || !node.isEmpty(),
        "The search lists no value of %s; list at least one.",
        name);
    for (var number : nodes) {
      checkArgument(
          number.isNumber(), "The search space gives %s for %s; it takes numbers.", number, name);
    }
    return Streams.stream(nodes).mapToDouble(JsonNode::doubleValue).toArray();
  }

  /**
   * The value at a share of the range: what a number drawn from 0, inclusive, to 1, exclusive,
   * stands for.
   */
  double at(double share);

  /** The share that a value stands for, as far as it can be told: the middle of those it has. */
  double shareOf(double value);

  /** All its values, in order; none when they can't be counted. */
  List<Double> values();

  /** How many values it has that stand in no order; 0 when they do. */
  default int cells() {
    return 0;
  }

  /** Values that the parameter has to allow for the search to be valid. */
  List<Double> mustBeAllowed();

  /** The same, given a value only where another parameter has one of these. */
  default Dimension when(String parameter, double... values) {
    return new Conditional(this, parameter, Doubles.asList(values));
  }

  /**
   * One of some values.
   *
   * @param values at least one
   */
  record Choice(List<Double> values) implements Dimension {
    /** Takes a copy. */
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public double at(double share) {
      return values.get((int) (share * values.size()));
    }

    @Override
    public double shareOf(double value) {
      return (values.indexOf(value) + 0.5) / values.size();
    }

    @Override
    public int cells() {
      return values.size();
    }

    @Override
    public List<Double> mustBeAllowed() {
      return values;
    }
  }

  /**
   * A number of a range, or of the multiples of a step from its least one on.
   *
   * @param min the least value
   * @param max the greatest value
   * @param step 0 for none
   */
  record Uniform(double min, double max, double step) implements Dimension {
    private static final int MOST_STEPS = 1_000_000;
    private static final MathContext DIGITS = new MathContext(12);

    /** Checks the bounds. */
    public Uniform {
      checkBounds(min, max);
      checkArgument(
          step >= 0 && (min == max || step <= max - min),
          "A step of %s does not fit between %s and %s.",
          step,
          min,
          max);
      checkArgument(
          step == 0 || (max - min) / step < MOST_STEPS,
          "Steps of %s from %s to %s are more than %s; take wider ones, or none.",
          step,
          min,
          max,
          MOST_STEPS);
    }

    /** The same range, of which only the multiples of a step from its least value on are drawn. */
    public Uniform withStep(double newStep) {
      return new Uniform(min, max, newStep);
    }

    @Override
    public double at(double share) {
      if (step == 0) {
        return min + share * (max - min);
      }
      return step((int) (share * steps()));
    }

    @Override
    public double shareOf(double value) {
      if (step > 0) {
        return (Math.rint((value - min) / step) + 0.5) / steps();
      }
      return max == min ? 0.5 : (value - min) / (max - min);
    }

    @Override
    public List<Double> values() {
      return step == 0 ? List.of() : IntStream.range(0, steps()).mapToObj(this::step).toList();
    }

    private int steps() {
      // A little more than the quotient, which may have been rounded down below a whole number.
      return (int) Math.floor((max - min) / step * (1 + 1e-12)) + 1;
    }

    private double step(int number) {
      // Rounded, as 0.6 + 3 * 0.1 should be 0.9.
      return BigDecimal.valueOf(min + number * step).round(DIGITS).doubleValue();
    }

    @Override
    public List<Double> mustBeAllowed() {
      return step == 0 ? List.of(min, max) : List.of(min, min + step * (max > min ? 1 : 0), max);
    }
  }

  /**
   * A number whose logarithm is uniform.
   *
   * @param min the least value, above 0
   * @param max the greatest value
   */
  record LogUniform(double min, double max) implements Dimension {
    /** Checks the bounds. */
    public LogUniform {
      checkBounds(min, max);
      checkArgument(min > 0, "The least value of a logarithmic range is above 0, not %s.", min);
    }

    // Strict, as a value's last bit decides over the trial's id, on whatever machine.
    @Override
    public double at(double share) {
      return min * StrictMath.pow(max / min, share);
    }

    @Override
    public double shareOf(double value) {
      return max == min ? 0.5 : StrictMath.log(value / min) / StrictMath.log(max / min);
    }

    @Override
    public List<Double> values() {
      return List.of();
    }

    @Override
    public List<Double> mustBeAllowed() {
      return List.of(min, max);
    }
  }

  /**
   * A dimension that is there only under a condition.
   *
   * @param dimension the values it may have
   * @param parameter the one that decides
   * @param when the values of that one for which this is given a value
   */
  record Conditional(Dimension dimension, String parameter, List<Double> when)
      implements Dimension {
    /** Takes a copy. */
    public Conditional {
      checkArgument(
          !(dimension instanceof Conditional),
          "A parameter goes by one other, and this by %s already.",
          dimension instanceof Conditional other ? other.parameter() : "");
      when = List.copyOf(when);
    }

    @Override
    public double at(double share) {
      return dimension.at(share);
    }

    @Override
    public double shareOf(double value) {
      return dimension.shareOf(value);
    }

    @Override
    public int cells() {
      return dimension.cells();
    }

    @Override
    public List<Double> values() {
      return dimension.values();
    }

    @Override
    public List<Double> mustBeAllowed() {
      return dimension.mustBeAllowed();
    }
  }

  private static void checkBounds(double min, double max) {
    checkArgument(
        Double.isFinite(min) && Double.isFinite(max) && min <= max,
        "A range from %s to %s is none; give the least value first.",
        min,
        max);
  }
}
