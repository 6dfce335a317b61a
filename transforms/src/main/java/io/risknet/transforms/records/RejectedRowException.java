package io.risknet.transforms.records;

/**
 * Thrown by a {@link RowReducer} and by the parsers of a {@link DelimitedRow} to leave a row out.
 * The reader turns it into a {@link Reject}; it has no stack trace, as it is no failure of the
 * program and there may be many.
 */
public final class RejectedRowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String column;

  /**
   * Leaves a row out.
   *
   * @param column the column that is to blame, or the empty string
   * @param reason a sentence that continues "Left out because ..."
   */
  public RejectedRowException(String column, String reason) {
    super(reason, null, false, false);
    this.column = column;
  }

  /** The column that is to blame, or the empty string. */
  public String column() {
    return column;
  }
}
