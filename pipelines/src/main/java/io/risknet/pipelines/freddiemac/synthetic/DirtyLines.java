package io.risknet.pipelines.freddiemac.synthetic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a file's lines in order and spoils some on the way, as real deliveries are spoilt.
 *
 * <p>The kinds take turns, and the places are even with a jitter, so that a small file shows every
 * kind and two runs show the same. Being the last step, after the blocks are put in order, it may
 * count lines over the whole file.
 */
final class DirtyLines {
  private enum Kind {
    TOO_FEW_COLUMNS,
    LETTERS_FOR_NUMBER,
    DUPLICATE,
    BLANK_LINE,
    NOT_UTF_8,
    TOO_LONG
  }

  private static final Kind[] LOAN_KINDS = Kind.values();
  private static final Kind[] PERFORMANCE_KINDS = {
    Kind.TOO_FEW_COLUMNS, Kind.LETTERS_FOR_NUMBER, Kind.BLANK_LINE, Kind.NOT_UTF_8, Kind.TOO_LONG
  };
  private static final int[] LOAN_NUMBERS = {1, 11, 13};
  private static final int[] PERFORMANCE_NUMBERS = {3, 5};
  private static final int SELLER_COLUMN = 24;
  private static final int ID_COLUMN = 1;
  private static final int FEWEST_COLUMNS = 2;
  private static final int MOST_TOO_FEW = 9;
  private static final int LONG_LINE = 200_000;
  // They weigh as much as two thousand lines each.
  private static final int MOST_LONG_LINES = 5;
  private static final byte[] LETTERS = "n/a".getBytes(StandardCharsets.US_ASCII);
  // Latin-1's E acute, which no ASCII letter may follow in UTF-8.
  private static final byte LATIN_1 = (byte) 0xC9;

  private final OutputStream out;
  private final double fraction;
  private final long seed;
  private final Draws draws = new Draws();
  private final Kind[] kinds;
  private final int[] numberColumns;
  private final int textColumn;

  private long seen;
  private long ordinal = -1;
  private long next = -1;
  private int longLines;
  private byte[] remembered = {};
  private long lines;
  private long dirty;

  private DirtyLines(
      OutputStream out,
      double fraction,
      long seed,
      Kind[] kinds,
      int[] numberColumns,
      int textColumn) {
    this.out = out;
    this.fraction = fraction;
    this.seed = seed;
    this.kinds = kinds;
    this.numberColumns = numberColumns;
    this.textColumn = textColumn;
    advance();
  }

  static DirtyLines ofLoans(OutputStream out, double fraction, long seed) {
    return new DirtyLines(
        out, fraction, Draws.mix(seed, 'L'), LOAN_KINDS, LOAN_NUMBERS, SELLER_COLUMN);
  }

  static DirtyLines ofPerformance(OutputStream out, double fraction, long seed) {
    return new DirtyLines(
        out, fraction, Draws.mix(seed, 'P'), PERFORMANCE_KINDS, PERFORMANCE_NUMBERS, ID_COLUMN);
  }

  void write(LineBuffer block) throws IOException {
    int clean = 0;
    while (next < seen + block.lines()) {
      int line = (int) (next - seen);
      copy(block, clean, line);
      spoil(Arrays.copyOfRange(block.bytes(), block.start(line), block.end(line)));
      clean = line + 1;
      advance();
    }
    copy(block, clean, block.lines());
    seen += block.lines();
  }

  /** Lines written, dirty ones included. */
  long lines() {
    return lines;
  }

  long dirty() {
    return dirty;
  }

  private void advance() {
    ordinal++;
    draws.restart(Draws.mix(seed, ordinal));
    long place = fraction == 0 ? Long.MAX_VALUE : (long) ((ordinal + draws.unit()) / fraction);
    next = Math.max(next + 1, place);
  }

  private void copy(LineBuffer block, int from, int to) throws IOException {
    if (from < to) {
      out.write(block.bytes(), block.start(from), block.end(to - 1) - block.start(from));
      lines += to - from;
    }
  }

  private void spoil(byte[] line) throws IOException {
    dirty++;
    switch (kind()) {
      case TOO_FEW_COLUMNS -> put(cut(line));
      case LETTERS_FOR_NUMBER -> put(replace(line, numberColumns));
      case NOT_UTF_8 -> put(accented(line));
      case BLANK_LINE -> {
        put(new byte[] {'\n'});
        put(line);
      }
      case DUPLICATE -> duplicate(line);
      case TOO_LONG -> {
        put(longLine());
        put(line);
      }
    }
  }

  private Kind kind() {
    Kind kind = kinds[(int) (ordinal % kinds.length)];
    if (kind == Kind.TOO_LONG && longLines++ >= MOST_LONG_LINES) {
      return Kind.TOO_FEW_COLUMNS;
    }
    return kind;
  }

  /** Repeats a line seen long before where there is one: copies are seldom neighbours. */
  private void duplicate(byte[] line) throws IOException {
    put(line);
    put(remembered.length > 0 ? remembered : line);
    remembered = line;
  }

  private byte[] cut(byte[] line) {
    int end = start(line, draws.between(FEWEST_COLUMNS, MOST_TOO_FEW) + 1);
    byte[] cut = Arrays.copyOf(line, end);
    cut[end - 1] = '\n';
    return cut;
  }

  private byte[] replace(byte[] line, int[] columns) {
    int column = columns[draws.between(0, columns.length - 1)];
    int from = start(line, column);
    int to = start(line, column + 1) - 1;
    byte[] replaced = new byte[line.length - (to - from) + LETTERS.length];
    System.arraycopy(line, 0, replaced, 0, from);
    System.arraycopy(LETTERS, 0, replaced, from, LETTERS.length);
    System.arraycopy(line, to, replaced, from + LETTERS.length, line.length - to);
    return replaced;
  }

  private byte[] accented(byte[] line) {
    byte[] accented = line.clone();
    accented[start(line, textColumn) + 1] = LATIN_1;
    return accented;
  }

  private static byte[] longLine() {
    byte[] line = new byte[LONG_LINE];
    Arrays.fill(line, (byte) 'x');
    line[LONG_LINE - 1] = '\n';
    return line;
  }

  /** Where a column, counted from 1, begins. */
  private static int start(byte[] line, int column) {
    int at = 0;
    for (int left = column - 1; left > 0; at++) {
      if (line[at] == '|') {
        left--;
      }
    }
    return at;
  }

  private void put(byte[] line) throws IOException {
    out.write(line);
    lines++;
  }
}
