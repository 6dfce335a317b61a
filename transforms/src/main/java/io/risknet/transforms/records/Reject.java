package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * A line or row that was left out, and why.
 *
 * @param stage the step that left it out, such as {@code read} or {@code clean}
 * @param file the file it came from, or the empty string when that is not known
 * @param range the index of the range of that file in which {@code line} counts, or {@link
 *     #WHOLE_FILE} when it counts from the top of the file
 * @param line the line, 1 the first; 0 when it is not known
 * @param column the column that is to blame, or the empty string when the whole line is
 * @param reason a sentence that continues "Left out because ..."
 * @param raw the offending text, at most {@link #MAX_RAW} characters of it
 * @param rows how many rows it stands for: 1, or more where those after it are not shown
 */
public record Reject(
    String stage,
    String file,
    int range,
    long line,
    String column,
    String reason,
    String raw,
    long rows) {
  /** The range of a line number that counts from the top of the file. */
  public static final int WHOLE_FILE = -1;

  /** How many characters of the offending text are kept. */
  public static final int MAX_RAW = 200;

  /** Bounds the raw text. */
  public Reject {
    raw = bounded(raw);
  }

  /** A reject that stands for itself. */
  public Reject(
      String stage, String file, int range, long line, String column, String reason, String raw) {
    this(stage, file, range, line, column, reason, raw, 1);
  }

  /**
   * The first of these, of which the last stands for those that are left out: when everything is
   * wrong, nobody reads millions of lines that say so.
   */
  public static List<Reject> first(int limit, List<Reject> rejects) {
    if (rejects.size() <= limit) {
      return rejects;
    }
    var last = rejects.get(limit - 1);
    long rest = rejects.stream().skip(limit - 1).mapToLong(Reject::rows).sum();
    return ImmutableList.<Reject>builder()
        .addAll(rejects.subList(0, limit - 1))
        .add(last.withRows(rest))
        .build();
  }

  private Reject withRows(long newRows) {
    return new Reject(stage, file, range, line, column, reason, raw, newRows);
  }

  /** The same reject with a line number that counts from the top of the file. */
  public Reject withLineOfFile(long newLine) {
    return new Reject(stage, file, WHOLE_FILE, newLine, column, reason, raw, rows);
  }

  /** The first {@link #MAX_RAW} characters of a text, with an ellipsis where there are more. */
  static String bounded(String text) {
    if (text.length() <= MAX_RAW) {
      return text;
    }
    // Half of a surrogate pair is no text, and no JSON either.
    int end = Character.isHighSurrogate(text.charAt(MAX_RAW - 2)) ? MAX_RAW - 2 : MAX_RAW - 1;
    return text.substring(0, end) + "…";
  }

  /** Bounded text of bytes; those that are no UTF-8 are replaced. */
  static String bounded(byte[] bytes, int start, int end) {
    // Four bytes hold any character, and one character more shows that there is more.
    int length = Math.min(end - start, 4 * (MAX_RAW + 1));
    return bounded(new String(bytes, start, length, UTF_8));
  }
}
