package io.risknet.transforms.cleaning;

import static io.risknet.transforms.cleaning.OnViolation.REJECT;

import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.cleaning.CleaningRules.Cleaned;
import io.risknet.transforms.cleaning.CleaningRules.Violation;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TextColumn;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One cleaning of one batch: the columns so far, and what was found. */
final class CleaningPass {
  private final RecordBatch raw;
  private final boolean[] rejected;
  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Long> mended = new TreeMap<>();
  private RecordBatch batch;

  CleaningPass(RecordBatch raw) {
    this.raw = raw;
    this.batch = raw;
    rejected = new boolean[raw.rows()];
  }

  /** Cleans one column. */
  void clean(ColumnSchema column, ColumnRule rule) {
    if (!rule.isNone()) {
      batch = batch.with(column, clean(raw.column(column.name()), column.name(), rule));
    }
  }

  /** The batch without the rejected rows. */
  Cleaned cleaned() {
    // What was found in a row before it was left out is of no interest any more.
    violations.removeIf(violation -> rejected[violation.row()] && !violation.rejected());
    var kept = IntStream.range(0, raw.rows()).filter(row -> !rejected[row]).toArray();
    var clean = kept.length == raw.rows() ? batch : batch.take(kept);
    return new Cleaned(clean, List.copyOf(violations), ImmutableMap.copyOf(mended));
  }

  private Column clean(Column column, String name, ColumnRule rule) {
    if (column instanceof NumericColumn numeric) {
      return NumericColumn.of(cleanNumbers(numeric.values().clone(), name, rule));
    } else if (column instanceof MonthColumn months) {
      return fromNumbers(cleanNumbers(toNumbers(months), name, rule));
    } else if (column instanceof CategoricalColumn categories) {
      return cleanCategories(categories, name, rule);
    }
    return cleanTexts((TextColumn) column, name, rule);
  }

  /** Months as YYYYMM, the way rules speak of them. */
  private static double[] toNumbers(MonthColumn months) {
    var numbers = new double[months.size()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = months.isMissing(row) ? Double.NaN : Integer.parseInt(months.text(row));
    }
    return numbers;
  }

  private static MonthColumn fromNumbers(double[] numbers) {
    var months = new int[numbers.length];
    for (int row = 0; row < months.length; row++) {
      int number = (int) numbers[row];
      months[row] =
          Double.isNaN(numbers[row])
              ? MonthColumn.MISSING
              : MonthColumn.number(YearMonth.of(number / 100, number % 100));
    }
    return MonthColumn.of(months);
  }

  private double[] cleanNumbers(double[] values, String name, ColumnRule rule) {
    var numbers = new NumberRule(rule);
    long changed = 0;
    for (int row = 0; row < values.length; row++) {
      double cleaned = numbers.standsForMissing(values[row]) ? Double.NaN : values[row];
      if (!Double.isNaN(cleaned) && !numbers.allows(cleaned)) {
        violate(row, name, leavesOut(rule), numbers.complaint(cleaned));
        cleaned = rule.onViolation() == REJECT ? cleaned : Double.NaN;
      }
      if (Double.isNaN(cleaned)) {
        changed += Double.isNaN(values[row]) ? 0 : 1;
        requireIf(rule.required(), row, name);
      }
      values[row] = cleaned;
    }
    count(name, changed);
    return values;
  }

  /** Judges each value of the dictionary once, whatever the number of rows. */
  private CategoricalColumn cleanCategories(
      CategoricalColumn column, String name, ColumnRule rule) {
    var texts = new TextRule(rule);
    var judged = column.dictionary().stream().map(texts::judge).toList();
    long changed = 0;
    for (int row = 0; row < column.size(); row++) {
      int code = column.code(row);
      var judgement = code == CategoricalColumn.MISSING ? Judgement.MISSING : judged.get(code);
      changed += judgement.changed() ? 1 : 0;
      report(row, name, rule, judgement);
    }
    count(name, changed);
    return column.map(text -> texts.judge(text).text());
  }

  private TextColumn cleanTexts(TextColumn column, String name, ColumnRule rule) {
    var texts = new TextRule(rule);
    var cleaned = new String[column.size()];
    long changed = 0;
    for (int row = 0; row < cleaned.length; row++) {
      var judgement = texts.judge(column.text(row));
      cleaned[row] = judgement.text();
      changed += judgement.changed() ? 1 : 0;
      report(row, name, rule, judgement);
    }
    count(name, changed);
    return TextColumn.of(cleaned);
  }

  private void report(int row, String name, ColumnRule rule, Judgement judgement) {
    if (!judgement.complaint().isEmpty()) {
      violate(row, name, leavesOut(rule), judgement.complaint());
    }
    requireIf(rule.required() && judgement.text().isEmpty(), row, name);
  }

  /** Of a required value that may not be, the complaint tells more than that it is missing. */
  private static boolean leavesOut(ColumnRule rule) {
    return rule.onViolation() == REJECT || rule.required();
  }

  private void requireIf(boolean required, int row, String name) {
    if (required) {
      violate(row, name, true, "the value is missing");
    }
  }

  /** Notes a violation, unless the row is left out already. */
  private void violate(int row, String name, boolean reject, String reason) {
    if (!rejected[row]) {
      rejected[row] = reject;
      violations.add(new Violation(row, name, reason, raw.column(name).text(row), reject));
    }
  }

  private void count(String name, long changed) {
    if (changed > 0) {
      mended.put(name, changed);
    }
  }
}
