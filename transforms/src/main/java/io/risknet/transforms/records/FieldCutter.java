package io.risknet.transforms.records;

/** Cuts one line into fields. */
interface FieldCutter {

  /**
   * Cuts the line that starts at {@code start} and sets the row's bytes, starts and fields.
   *
   * @param bytes has a line feed at {@code filled}, where the data ends, and eight bytes of room
   *     behind it
   * @return the index of the line feed that ends the line, or {@code filled} when the data ends
   *     before the line does; of a line that is longer than allowed, any index behind the bound
   */
  int cut(byte[] bytes, int start, int filled, DelimitedRow row);

  /** How many line breaks the line that was cut last has inside. */
  default int lineBreaks() {
    return 0;
  }

  /** Whether the data, or the longest line allowed, ended inside a quoted field. */
  default boolean open() {
    return false;
  }

  /** What is wrong with the line that was cut last; empty when nothing is. */
  default String problem() {
    return "";
  }

  /**
   * The cutter of a format.
   *
   * @param wanted how many fields of a line are looked at, from the first one on
   */
  static FieldCutter of(DelimitedFormat format, int wanted) {
    return format.quoted()
        ? new QuotedFields(format.delimiter(), format.maxLineBytes())
        : new PlainFields(format.delimiter(), wanted);
  }
}
