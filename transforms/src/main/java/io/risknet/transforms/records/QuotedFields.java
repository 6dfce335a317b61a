package io.risknet.transforms.records;

/**
 * Cuts a row with quoted fields (RFC 4180). The fields are copied, freed of their quotes, one after
 * the other with one byte between them: the shape in which a {@link DelimitedRow} expects them.
 */
final class QuotedFields implements FieldCutter {
  private final byte delimiter;
  private final int maxBytes;

  private byte[] source = {};
  private int at;
  private int limit;

  private byte[] target = {};
  private int[] starts = {};
  private int written;

  private int lineBreaks;
  private boolean open;
  private boolean textAfterQuote;

  QuotedFields(byte delimiter, int maxBytes) {
    this.delimiter = delimiter;
    this.maxBytes = maxBytes;
  }

  @Override
  public int cut(byte[] bytes, int start, int filled, DelimitedRow row) {
    source = bytes;
    at = start;
    limit = Math.min(filled, start + maxBytes + 1);
    reset(limit - start);
    int fields = 0;
    for (boolean more = true; more; ) {
      starts[fields++] = written;
      copyField();
      target[written++] = delimiter;
      more = at < limit && source[at] == delimiter;
      if (more) {
        at++;
      }
    }
    starts[fields] = written;
    row.bytes = target;
    row.starts = starts;
    row.fields = fields;
    return at;
  }

  private void reset(int length) {
    if (target.length <= length) {
      target = new byte[length + 1];
      starts = new int[length + 2];
    }
    written = 0;
    lineBreaks = 0;
    open = false;
    textAfterQuote = false;
  }

  private void copyField() {
    boolean quoted = at < limit && source[at] == '"';
    if (quoted) {
      copyQuoted();
    }
    int plain = written;
    while (at < limit && source[at] != delimiter && source[at] != '\n') {
      target[written++] = source[at++];
    }
    boolean ends = at == limit || source[at] == '\n';
    if (ends && written > plain && target[written - 1] == '\r') {
      written--;
    }
    if (quoted && written > plain) {
      textAfterQuote = true;
    }
  }

  /** Copies what stands between two quotes; a doubled one stands for a quote. */
  private void copyQuoted() {
    at++;
    while (at < limit) {
      byte b = source[at++];
      if (b == '"') {
        if (at == limit || source[at] != '"') {
          return;
        }
        at++;
      } else if (b == '\n') {
        lineBreaks++;
      }
      target[written++] = b;
    }
    open = true;
  }

  @Override
  public int lineBreaks() {
    return lineBreaks;
  }

  @Override
  public boolean open() {
    return open;
  }

  @Override
  public String problem() {
    return textAfterQuote ? "there is text between a closing quote and the next delimiter" : "";
  }
}
