package io.risknet.transforms.records;

import java.io.Serializable;
import java.util.function.Consumer;

/**
 * What {@link ReadDelimited} makes of the rows, inside the reader and range by range, so that only
 * what is needed becomes an element of the pipeline.
 *
 * <pre>{@code
 * RowReducer<Long> countLateRows = (range, output) -> new RowReducer.Session() {
 *   private long late;
 *
 *   public void add(DelimitedRow row) {
 *     if (row.integer(0) >= 3) {
 *       late++;
 *     }
 *   }
 *
 *   public void finish() {
 *     output.accept(late);
 *   }
 * };
 * }</pre>
 *
 * @param <OutputT> what it emits
 */
@FunctionalInterface
public interface RowReducer<OutputT> extends Serializable {

  /**
   * Starts on a range. A range may be read more than once, after a failure, and ranges are read in
   * any order and at the same time; each reading has a session of its own.
   *
   * @param range the file and the range's place in it
   * @param output takes what is emitted, at any time until {@link Session#finish} returns
   */
  Session start(FileRange range, Consumer<OutputT> output);

  /** The reduction of the rows of one range. */
  interface Session {

    /**
     * Takes one row. The row is a view that is valid during the call only.
     *
     * @throws RejectedRowException to leave the row out; nothing of it may have been kept by then
     */
    void add(DelimitedRow row);

    /** Takes notice that there are no more rows. */
    void finish();
  }
}
