package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.training.Parameter;
import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a search looks for: a metric, or a weighted sum of some, as much or as little of it as
 * possible. Immutable.
 *
 * <pre>{@code
 * Objective.of(Metric.LOG_LOSS)
 * Objective.maximize(Map.of(Metric.ROC_AUC, 1.0, Metric.BRIER, -2.0)).withOneStandardError()
 * }</pre>
 *
 * @param weights by metric
 * @param maximize whether more is better
 * @param oneStandardError whether, of the trials and numbers of rounds within one standard error of
 *     the best, the one that is cheapest to train wins (Breiman et al., Classification and
 *     Regression Trees, 1984)
 */
public record Objective(
    SortedMap<Metric, Double> weights, boolean maximize, boolean oneStandardError)
    implements Serializable {

  /** Takes a copy. */
  public Objective {
    checkArgument(!weights.isEmpty(), "The objective weighs no metric; name one.");
    weights.forEach(
        (metric, weight) ->
            checkArgument(
                weight != 0 && Double.isFinite(weight),
                "The objective weighs %s by %s, which ranks nothing; leave it out, or give another"
                    + " number.",
                metric.id(),
                weight));
    weights = ImmutableSortedMap.copyOf(weights);
  }

  /** One metric, in the direction in which it is better. */
  public static Objective of(Metric metric) {
    return new Objective(ImmutableSortedMap.of(metric, 1.0), metric.moreIsBetter(), false);
  }

  /** As much as possible of a weighted sum. */
  public static Objective maximize(Map<Metric, Double> weights) {
    return new Objective(new TreeMap<>(weights), true, false);
  }

  /** As little as possible of a weighted sum. */
  public static Objective minimize(Map<Metric, Double> weights) {
    return new Objective(new TreeMap<>(weights), false, false);
  }

  /** The same, content with the cheapest trial within one standard error of the best. */
  public Objective withOneStandardError() {
    return new Objective(weights, maximize, true);
  }

  /**
   * Reads an objective: {@code logLoss}, {@code {maximize: {rocAuc: 1, brier: -2}}} or {@code
   * {minimize: {logLoss: 1, brier: 1}}}.
   *
   * @throws IllegalArgumentException when it has another form, or a metric is not known
   */
  static Objective fromJson(JsonNode node) {
    if (node.isTextual()) {
      return of(Metric.named(node.textValue()));
    }
    boolean maximize = node.has("maximize");
    var sum = node.path(maximize ? "maximize" : "minimize");
    checkArgument(
        node.size() == 1 && sum.isObject(),
        "The objective is %s; it takes a metric, {maximize: {rocAuc: 1, brier: -2}} or {minimize:"
            + " ...}.",
        node);
    var weights = new TreeMap<Metric, Double>();
    sum.fields()
        .forEachRemaining(
            weight -> {
              checkArgument(
                  weight.getValue().isNumber(),
                  "The objective weighs %s by %s; it takes a number.",
                  weight.getKey(),
                  weight.getValue());
              weights.put(Metric.named(weight.getKey()), weight.getValue().doubleValue());
            });
    return new Objective(weights, maximize, false);
  }

  /** Its value; {@code NaN} where one of its metrics is not defined. */
  public double value(BinaryMetrics metrics) {
    double sum = 0;
    for (var weight : weights.entrySet()) {
      sum += weight.getValue() * weight.getKey().of(metrics).orElse(Double.NaN);
    }
    return sum;
  }

  /** Whether one value is better than another. */
  boolean isBetter(double value, double than) {
    return maximize ? value > than : value < than;
  }

  /** How much better one value is than another; below 0 where it is worse. */
  public double gain(double value, double over) {
    return maximize ? value - over : over - value;
  }

  /**
   * What tells it from every other one; the one-standard-error rule, which decides over no
   * training, is no part of it.
   */
  String identity() {
    var name = toString();
    boolean plain = weights.keySet().stream().map(Objective::of).anyMatch(this::seeksAs);
    return plain ? name : (maximize ? "maximize " : "minimize ") + name;
  }

  private boolean seeksAs(Objective other) {
    return weights.equals(other.weights) && maximize == other.maximize;
  }

  /** What it is called: {@code rocAuc}, or {@code 1*rocAuc-2*brier}. */
  @Override
  public String toString() {
    if (weights.size() == 1 && weights.get(weights.firstKey()) == 1) {
      return weights.firstKey().id();
    }
    return weights.entrySet().stream()
        .map(
            weight ->
                "%s%s*%s"
                    .formatted(
                        weight.getValue() < 0 ? "" : "+",
                        Parameter.text(weight.getValue()),
                        weight.getKey().id()))
        .collect(Collectors.joining())
        .replaceFirst("^\\+", "");
  }
}
