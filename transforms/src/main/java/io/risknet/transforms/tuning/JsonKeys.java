package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;

/** Refuses keys that nobody reads. */
final class JsonKeys {
  private JsonKeys() {}

  /**
   * Checks the keys of an object.
   *
   * @throws IllegalArgumentException when it is none, or has a key that is not known
   */
  static void check(String what, JsonNode node, Collection<String> known) {
    checkArgument(node.isObject(), "The %s of the search are keys and values, not %s.", what, node);
    node.fieldNames()
        .forEachRemaining(
            key ->
                checkArgument(
                    known.contains(key),
                    "The %s of the search have no key '%s'; the keys are %s.",
                    what,
                    key,
                    known.stream().sorted().toList()));
  }
}
