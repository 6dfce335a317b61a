package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Joiner;
import com.google.common.collect.Maps;
import io.risknet.transforms.features.FeaturePlan;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A feature plan in which plan parameters stand for values: {@code $name} in place of an option,
 * and {@code when: $name} beside the options of a feature or step that is there only where that
 * parameter is {@code true}.
 *
 * <pre>{@code
 * encode:
 *   - mean-encode: {columns: [state], smoothing: $smoothing}
 *   - one-hot: {columns: [channel], when: $channels}
 * }</pre>
 */
public final class PlanTemplate {
  private static final String WHEN = "when";

  /**
   * As JSON writes numbers; Java takes "30d", "007" and "NaN" for some, which are columns' names.
   */
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");

  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

  private final JsonNode template;

  private PlanTemplate(JsonNode template) {
    this.template = template;
  }

  /** A plan in the form that {@link FeaturePlan#fromJson} reads, with parameters. */
  public static PlanTemplate of(JsonNode template) {
    return new PlanTemplate(template);
  }

  /** What tells the plans of a search apart, from their parameters. */
  public static String key(SortedMap<String, String> values) {
    return Joiner.on(',').withKeyValueSeparator('=').join(values);
  }

  /**
   * The plan of every combination of plan parameters that a search may try, by {@link #key}. Where
   * a parameter stands in a feature that another one leaves out, its values make equal plans: see
   * {@link SearchSpace#withPlan(Map, PlanTemplate)}.
   *
   * @throws IllegalArgumentException when the template names a parameter that the search does not
   *     vary, or the other way round, or a plan is wrong
   */
  public Map<String, FeaturePlan> plans(SearchSpace space) {
    var plans = new LinkedHashMap<String, FeaturePlan>();
    var used = new HashSet<String>();
    for (var values : space.plans()) {
      plans.put(key(values), FeaturePlan.fromJson(fill(template, values, used)));
    }
    var unused = new TreeSet<>(space.plan().keySet());
    unused.removeAll(used);
    checkArgument(
        unused.isEmpty(),
        "The features do not use the plan parameters %s; put $%s in place of an option.",
        unused,
        unused.isEmpty() ? "" : unused.first());
    return plans;
  }

  /** Of a combination of plan parameters, those that its plan is made by. */
  SortedMap<String, String> used(SortedMap<String, String> values) {
    var used = new HashSet<String>();
    var unused = fill(template, values, used);
    return new TreeMap<>(Maps.filterKeys(values, used::contains));
  }

  private static JsonNode fill(JsonNode node, Map<String, String> values, Set<String> used) {
    if (node.isTextual() && node.textValue().startsWith("$")) {
      return value(node.textValue().substring(1), values, used);
    }
    if (node instanceof ArrayNode array) {
      var filled = JsonNodeFactory.instance.arrayNode();
      for (var element : array) {
        if (isWanted(element, values, used)) {
          filled.add(fill(element, values, used));
        }
      }
      return filled;
    }
    if (node instanceof ObjectNode object) {
      var filled = JsonNodeFactory.instance.objectNode();
      object
          .fields()
          .forEachRemaining(
              field -> {
                if (!field.getKey().equals(WHEN)) {
                  filled.set(field.getKey(), fill(field.getValue(), values, used));
                }
              });
      return filled;
    }
    return node;
  }

  /** Whether a feature such as {@code one-hot: {columns: [a], when: $b}} is there. */
  private static boolean isWanted(JsonNode feature, Map<String, String> values, Set<String> used) {
    var options = feature.isObject() && feature.size() == 1 ? feature.elements().next() : feature;
    if (!options.isObject() || !options.has(WHEN)) {
      return true;
    }
    var when = fill(options.get(WHEN), values, used);
    checkArgument(when.isBoolean(), "A feature is there when %s; that takes true or false.", when);
    return when.booleanValue();
  }

  private static JsonNode value(String name, Map<String, String> values, Set<String> used) {
    checkArgument(
        values.containsKey(name),
        "The features have the plan parameter $%s, which the search does not vary; add its values"
            + " to the plan of the search.",
        name);
    used.add(name);
    var text = values.get(name);
    var nodes = JsonNodeFactory.instance;
    if (text.equals("true") || text.equals("false")) {
      return nodes.booleanNode(Boolean.parseBoolean(text));
    }
    if (WHOLE.matcher(text).matches()) {
      return nodes.numberNode(Long.parseLong(text));
    }
    return DECIMAL.matcher(text).matches()
        ? nodes.numberNode(Double.parseDouble(text))
        : nodes.textNode(text);
  }
}
