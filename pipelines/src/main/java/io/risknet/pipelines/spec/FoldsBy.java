package io.risknet.pipelines.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.risknet.transforms.splits.Folding;

/** How folds are made, as a spec and as an option say it. */
final class FoldsBy {
  /** The default. */
  static final JsonNode STRATIFIED = TextNode.valueOf("stratified");

  private static final JsonNode TIME = TextNode.valueOf("time");
  private static final String GROUP = "group";

  private FoldsBy() {}

  /** Reads the option's form, in which a group is {@code group:COLUMN}. */
  static JsonNode parse(String option) {
    return option.startsWith(GROUP + ":")
        ? JsonNodeFactory.instance.objectNode().put(GROUP, option.substring(GROUP.length() + 1))
        : TextNode.valueOf(option);
  }

  /**
   * The folds.
   *
   * @throws IllegalArgumentException when it is none of the ways there are
   */
  static Folding folding(JsonNode foldsBy, int folds) {
    if (foldsBy.equals(STRATIFIED)) {
      return new Folding.Stratified(folds);
    }
    if (foldsBy.equals(TIME)) {
      return new Folding.Forward(folds);
    }
    if (foldsBy.size() == 1 && foldsBy.path(GROUP).isTextual()) {
      return new Folding.Grouped(folds, foldsBy.get(GROUP).textValue());
    }
    throw new IllegalArgumentException(
        "folds are made by stratified, time or a group (with the name of a column), and not by "
            + foldsBy);
  }
}
