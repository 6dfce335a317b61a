package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Streams;
import com.google.common.primitives.Doubles;
import java.io.Serializable;
import java.util.List;

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
 * [0.6, 1], step: 0.1}}, {@code [1, 3, 7]}, or one number.
 */
public sealed interface Dimension extends Serializable {

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
   * Reads a dimension in the form of a spec.
   *
   * @throws IllegalArgumentException when it has another form, or its bounds make no sense
   */
  static Dimension fromJson(String name, JsonNode node) {
    if (node.isNumber() || node.isArray()) {
      return choice(numbers(name, node));
    }
    double step = node.path("step").asDouble(0);
    if (node.has("integer")) {
      var bounds = bounds(name, node.get("integer"));
      return new Uniform(bounds[0], bounds[1], step == 0 ? 1 : step);
    }
    if (node.has("uniform")) {
      var bounds = bounds(name, node.get("uniform"));
      return new Uniform(bounds[0], bounds[1], step);
    }
    if (node.has("logUniform") && step == 0) {
      var bounds = bounds(name, node.get("logUniform"));
      return new LogUniform(bounds[0], bounds[1]);
    }
    throw new IllegalArgumentException(
        ("The search space gives %s for %s; it takes a list of numbers, {integer: [3, 10]},"
                + " {uniform: [0.6, 1]} with or without a step, or {logUniform: [0.01, 0.3]}.")
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

  /** Values that the parameter has to allow for the search to be valid. */
  List<Double> mustBeAllowed();

  /**
   * One of some values.
   *
   * @param values at least one
   */
  record Choice(List<Double> values) implements Dimension {
    /** Takes a copy. */
    public Choice {
      checkArgument(!values.isEmpty(), "A choice needs at least one value; list one.");
      values = List.copyOf(values);
    }

    @Override
    public double at(double share) {
      return values.get((int) (share * values.size()));
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
    /** Checks the bounds. */
    public Uniform {
      checkBounds(min, max);
      checkArgument(
          step >= 0 && (min == max || step <= max - min),
          "A step of %s does not fit between %s and %s.",
          step,
          min,
          max);
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
      // A little more than the quotient, which may have been rounded down below a whole number.
      int steps = (int) Math.floor((max - min) / step * (1 + 1e-12)) + 1;
      // Rounded, as 0.6 + 3 * 0.1 should be 0.9.
      return Math.round((min + Math.floor(share * steps) * step) * 1e12) / 1e12;
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

    @Override
    public double at(double share) {
      return min * Math.pow(max / min, share);
    }

    @Override
    public List<Double> mustBeAllowed() {
      return List.of(min, max);
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
