package io.risknet.transforms.scoring;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchBuilder;
import io.risknet.transforms.records.TableSchema;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a batch of one loan given as texts, the way the reader of delimited files would. */
final class LoanParser {
  private static final Pattern DECIMAL = Pattern.compile("[-+0-9.eE]+");
  private static final Pattern MONTH = Pattern.compile("\\d{6}|\\d{4}-\\d{2}(-\\d{2})?");

  private final TableSchema schema;
  private final Set<String> missing;

  private LoanParser(TableSchema schema, Set<String> missing) {
    this.schema = schema;
    this.missing = missing;
  }

  static LoanParser of(ModelBundle bundle) {
    return new LoanParser(bundle.schema(), ImmutableSet.copyOf(bundle.missing()));
  }

  RecordBatch parse(Map<String, String> loan) {
    for (var name : loan.keySet()) {
      checkArgument(
          schema.contains(name),
          "The model's table has no column '%s'; it has %s.",
          name,
          schema.columns().stream().map(ColumnSchema::name).toList());
    }
    var builder = RecordBatchBuilder.of(schema, 1);
    for (int i = 0; i < schema.size(); i++) {
      var column = schema.columns().get(i);
      var text = loan.getOrDefault(column.name(), "");
      switch (column.type()) {
        case NUMERIC -> builder.numeric(i).append(number(text.strip(), column.name()));
        case MONTH -> builder.month(i).append(month(text.strip(), column.name()));
        case CATEGORICAL -> builder.categorical(i).append(text);
        case TEXT -> builder.text(i).append(text);
      }
    }
    return builder.build();
  }

  private double number(String text, String column) {
    if (text.isEmpty() || missing.contains(text)) {
      return Double.NaN;
    }
    try {
      // Java's own parser also takes hexadecimals, suffixes and its own spelling of words.
      return DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : word(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Column '%s' holds '%s', which is no number; give a decimal, or leave it out when missing."
              .formatted(column, text),
          e);
    }
  }

  private static double word(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new NumberFormatException(text);
    };
  }

  private int month(String text, String column) {
    if (text.isEmpty() || missing.contains(text)) {
      return MonthColumn.MISSING;
    }
    try {
      if (!MONTH.matcher(text).matches()) {
        throw new DateTimeParseException("It has another form.", text, 0);
      }
      var digits = text.replace("-", "");
      int year = Integer.parseInt(digits.substring(0, 4));
      int month = Integer.parseInt(digits.substring(4, 6));
      return MonthColumn.number(YearMonth.of(year, month));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Column '%s' holds '%s', which is no month; write YYYYMM, YYYY-MM or YYYY-MM-DD."
              .formatted(column, text),
          e);
    }
  }
}
