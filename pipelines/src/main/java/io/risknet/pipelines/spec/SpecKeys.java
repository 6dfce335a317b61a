package io.risknet.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks for keys that a spec's records do not have. Jackson looks too, but only after a record was
 * made, whose own checks then complain of the key that was meant.
 */
final class SpecKeys {
  private SpecKeys() {}

  /**
   * Checks a node and all below that records describe.
   *
   * @throws IllegalArgumentException naming the key, its place and the keys there are
   */
  static void check(JsonNode node, Class<? extends Record> type) {
    check(node, type, "");
  }

  private static void check(JsonNode node, Class<?> record, String place) {
    var components =
        Arrays.stream(record.getRecordComponents())
            .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getGenericType));
    node.fields()
        .forEachRemaining(
            field -> {
              var at = place + field.getKey();
              var type = components.get(field.getKey());
              if (type == null) {
                throw unknown(at, field.getKey(), components);
              }
              below(field.getValue(), type, at + ".");
            });
  }

  private static void below(JsonNode node, Type type, String place) {
    if (type instanceof Class<?> of && of.isRecord()) {
      check(node, of, place);
    } else if (type instanceof ParameterizedType optional
        && optional.getRawType() == Optional.class) {
      below(node, optional.getActualTypeArguments()[0], place);
    } else if (type instanceof ParameterizedType map
        && map.getRawType() == Map.class
        && map.getActualTypeArguments()[1] instanceof Class<?> value
        && value.isRecord()) {
      node.fields()
          .forEachRemaining(entry -> check(entry.getValue(), value, place + entry.getKey() + "."));
    } else if (type instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] instanceof Class<?> value
        && value.isRecord()) {
      node.forEach(entry -> check(entry, value, place));
    }
  }

  private static IllegalArgumentException unknown(
      String at, String key, Map<String, Type> components) {
    return new IllegalArgumentException(
        "at %s: the key '%s' is not known; the keys here are %s"
            .formatted(
                at, key, components.keySet().stream().sorted().collect(Collectors.joining(", "))));
  }
}
