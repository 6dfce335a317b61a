package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the values of one column for {@link RecordBatchBuilder}. */
public abstract sealed class ColumnAppender {
  int size;

  static ColumnAppender of(ColumnType type, int expectedRows) {
    return switch (type) {
      case NUMERIC -> new Numeric(expectedRows);
      case CATEGORICAL -> new Categorical(expectedRows);
      case TEXT -> new Text(expectedRows);
      case MONTH -> new Month(expectedRows);
    };
  }

  /** Rows so far. */
  public int size() {
    return size;
  }

  /** Appends all values of a column of the same type. */
  abstract void append(Column column);

  /** The column of the rows so far; the appender is empty afterwards. */
  abstract Column take();

  /** Collects numbers. */
  public static final class Numeric extends ColumnAppender {
    private double[] values;

    Numeric(int expectedRows) {
      values = new double[Math.max(1, expectedRows)];
    }

    /** Appends a number, {@code NaN} for missing. */
    public void append(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    @Override
    void append(Column column) {
      var more = ((NumericColumn) column).values();
      if (size + more.length > values.length) {
        values = Arrays.copyOf(values, Math.max(size + more.length, size * 2));
      }
      System.arraycopy(more, 0, values, size, more.length);
      size += more.length;
    }

    @Override
    Column take() {
      var column = NumericColumn.of(Arrays.copyOf(values, size));
      size = 0;
      return column;
    }
  }

  /** Collects categories; finds a known one by its bytes, without making a String. */
  public static final class Categorical extends ColumnAppender {
    private final List<String> dictionary = new ArrayList<>();
    private final List<byte[]> encoded = new ArrayList<>();
    private long[] keys = new long[32];
    private int[] table = new int[64];
    private int[] codes;

    Categorical(int expectedRows) {
      codes = new int[Math.max(1, expectedRows)];
    }

    /** Appends the UTF-8 text from {@code start} to {@code end}; empty is missing. */
    public void append(byte[] bytes, int start, int end) {
      appendCode(start == end ? CategoricalColumn.MISSING : code(bytes, start, end));
    }

    /** Appends a text; empty is missing. */
    public void append(String value) {
      var bytes = value.getBytes(UTF_8);
      append(bytes, 0, bytes.length);
    }

    @Override
    void append(Column column) {
      var source = (CategoricalColumn) column;
      var translation = new int[source.dictionary().size()];
      Arrays.fill(translation, CategoricalColumn.MISSING);
      for (int code : source.codes()) {
        if (code == CategoricalColumn.MISSING) {
          appendCode(CategoricalColumn.MISSING);
          continue;
        }
        if (translation[code] == CategoricalColumn.MISSING) {
          var bytes = source.dictionary().get(code).getBytes(UTF_8);
          translation[code] = code(bytes, 0, bytes.length);
        }
        appendCode(translation[code]);
      }
    }

    private void appendCode(int code) {
      if (size == codes.length) {
        codes = Arrays.copyOf(codes, size * 2);
      }
      codes[size++] = code;
    }

    /** Open addressing over the codes; a slot holds code + 1. */
    private int code(byte[] bytes, int start, int end) {
      long key = key(bytes, start, end);
      int slot = slot(key);
      while (table[slot] != 0) {
        int known = table[slot] - 1;
        if (keys[known] == key && (end - start < Long.BYTES || isText(known, bytes, start, end))) {
          return known;
        }
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = add(bytes, start, end, key) + 1;
      if (encoded.size() * 2 > table.length) {
        rehash();
      }
      return encoded.size() - 1;
    }

    private boolean isText(int code, byte[] bytes, int start, int end) {
      var known = encoded.get(code);
      return Arrays.equals(known, 0, known.length, bytes, start, end);
    }

    private int add(byte[] bytes, int start, int end, long key) {
      int code = encoded.size();
      if (code == keys.length) {
        keys = Arrays.copyOf(keys, code * 2);
      }
      keys[code] = key;
      encoded.add(Arrays.copyOfRange(bytes, start, end));
      dictionary.add(new String(bytes, start, end - start, UTF_8));
      return code;
    }

    private void rehash() {
      table = new int[table.length * 2];
      for (int code = 0; code < encoded.size(); code++) {
        int slot = slot(keys[code]);
        while (table[slot] != 0) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = code + 1;
      }
    }

    /** Spreads the keys by the golden ratio (Knuth, The Art of Computer Programming, 6.4). */
    private int slot(long key) {
      return (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & (table.length - 1);
    }

    /** Tells texts under eight bytes, which most categories are, apart by itself; else a hash. */
    private static long key(byte[] bytes, int start, int end) {
      int length = end - start;
      if (length < Long.BYTES) {
        return Words.first(bytes, start, length) | ((long) length << 56);
      }
      long hash = length;
      int i = start;
      for (; i + Long.BYTES <= end; i += Long.BYTES) {
        hash = 31 * hash + Words.at(bytes, i);
      }
      return (31 * hash + Words.first(bytes, i, end - i)) | (0xFFL << 56);
    }

    @Override
    Column take() {
      var column = CategoricalColumn.of(Arrays.copyOf(codes, size), dictionary);
      size = 0;
      dictionary.clear();
      encoded.clear();
      Arrays.fill(table, 0);
      return column;
    }
  }

  /** Collects texts as packed UTF-8. */
  public static final class Text extends ColumnAppender {
    private byte[] bytes;
    private int[] offsets;

    Text(int expectedRows) {
      bytes = new byte[Math.max(16, expectedRows * 12)];
      offsets = new int[Math.max(2, expectedRows + 1)];
    }

    /** Appends the UTF-8 text from {@code start} to {@code end}. */
    public void append(byte[] source, int start, int end) {
      int length = end - start;
      int used = offsets[size];
      if (used + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
      }
      System.arraycopy(source, start, bytes, used, length);
      if (size + 1 == offsets.length) {
        offsets = Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[++size] = used + length;
    }

    /** Appends a text. */
    public void append(String value) {
      var encoded = value.getBytes(UTF_8);
      append(encoded, 0, encoded.length);
    }

    @Override
    void append(Column column) {
      var text = (TextColumn) column;
      for (int row = 0; row < text.size(); row++) {
        append(text.bytes(), text.start(row), text.end(row));
      }
    }

    @Override
    Column take() {
      var column =
          TextColumn.of(Arrays.copyOf(bytes, offsets[size]), Arrays.copyOf(offsets, size + 1));
      size = 0;
      return column;
    }
  }

  /** Collects month numbers. */
  public static final class Month extends ColumnAppender {
    private int[] months;

    Month(int expectedRows) {
      months = new int[Math.max(1, expectedRows)];
    }

    /** Appends a month number, {@link MonthColumn#MISSING} for missing. */
    public void append(int month) {
      if (size == months.length) {
        months = Arrays.copyOf(months, size * 2);
      }
      months[size++] = month;
    }

    @Override
    void append(Column column) {
      for (int month : ((MonthColumn) column).months()) {
        append(month);
      }
    }

    @Override
    Column take() {
      var column = MonthColumn.of(Arrays.copyOf(months, size));
      size = 0;
      return column;
    }
  }
}
