package io.risknet.transforms.features;

import io.risknet.transforms.records.RecordBatch;
import java.util.List;

/**
 * What a {@link Feature} learnt: writes one or several columns of the learner's matrix. An
 * immutable record, plain Java (no Beam), written as JSON under the id of its {@link
 * CatalogueEntry}.
 */
public interface Fitted {

  /** Names of the columns it reads. */
  List<String> inputs();

  /**
   * Names of the columns it writes: {@code column}, {@code column=value}, {@code column:operation}.
   */
  List<String> names();

  /**
   * Whether it writes a column of this name, or would have, had it been fitted on other rows: so
   * that a name can be checked before there are any. To be overridden where {@link #names} depends
   * on the rows.
   */
  default boolean mayWrite(String name) {
    return names().contains(name);
  }

  /**
   * Writes its columns for every row of a batch, missing as {@code NaN}.
   *
   * @param in the rows, with at least the columns the feature was fitted on
   * @param out has as many rows as {@code in}
   * @param firstColumn where its first column goes
   */
  void write(RecordBatch in, FloatMatrix out, int firstColumn);
}
