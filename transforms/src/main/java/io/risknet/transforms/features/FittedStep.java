package io.risknet.transforms.features;

import java.util.Map;

/**
 * What a {@link Step} learnt. An immutable record, plain Java (no Beam), written as JSON under the
 * id of its {@link CatalogueEntry}.
 */
public interface FittedStep {

  /** The columns it leaves out, each with the reason for it, in the columns' order. */
  default Map<String, String> dropped() {
    return Map.of();
  }

  /** Whether {@link #apply} does anything. */
  default boolean changesValues() {
    return false;
  }

  /**
   * Changes a column in place.
   *
   * @param name the column's name
   * @param matrix the encoded rows
   * @param column the column's position in the matrix
   */
  default void apply(String name, FloatMatrix matrix, int column) {}
}
