package io.risknet.pipelines.freddiemac;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.ReduceFile;
import io.risknet.transforms.records.TextColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What becomes of a loan is told by its monthly rows alone: not by the files and ranges they are
 * read in, nor by the order in which their runs arrive. Compared with a recomputation from the rows
 * themselves, sorted by date.
 */
class LoanOutcomePropertyTest {
  private static final int JAN_2009 = 2009 * 12;
  private static final List<String> LOANS = List.of("F09Q10000001", "F09Q10000002");
  private static final int FILES = 3;

  private static Path directory;

  /** Months of a loan, one after the other, in one state. */
  private record Stretch(
      String loan, int start, int months, int age, int term, String status, String zeroBalance) {

    List<Month> rows() {
      var rows = new ArrayList<Month>();
      for (int i = 0; i < months; i++) {
        // A term of 0 stands for a missing one.
        var remaining = term == 0 ? "" : Integer.toString(term - age - i);
        rows.add(
            new Month(loan, JAN_2009 + start + i, status, "" + (age + i), remaining, zeroBalance));
      }
      return rows;
    }
  }

  /** One line. */
  private record Month(
      String loan, int month, String status, String age, String remaining, String zeroBalance) {

    String line() {
      return MonthLines.line(loan, MonthLines.period(month), status, age, remaining, zeroBalance);
    }

    boolean inDefault(LabelRule rule) {
      boolean late =
          status.equals("RA")
              || (status.matches("\\d+") && Integer.parseInt(status) >= rule.delinquentMonths());
      return late || (ended() && rule.zeroBalanceCodes().contains(Integer.parseInt(zeroBalance)));
    }

    boolean ended() {
      return !zeroBalance.isEmpty();
    }

    double progress() {
      if (remaining.isEmpty()) {
        return Double.NaN;
      }
      double known = Integer.parseInt(age);
      double term = known + Integer.parseInt(remaining);
      return term > 0 ? known / term : Double.NaN;
    }
  }

  @BeforeContainer
  static void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("months");
  }

  @AfterContainer
  static void deleteDirectory() throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Provide
  Arbitrary<List<Stretch>> histories() {
    var stretches =
        Combinators.combine(
                Arbitraries.of(LOANS),
                Arbitraries.integers().between(0, 24),
                Arbitraries.integers().between(1, 14),
                Arbitraries.integers().between(0, 24),
                Arbitraries.of(360, 360, 360, 20, 0),
                Arbitraries.of("0", "0", "0", "2", "3", "XX", "", "RA"),
                Arbitraries.of("", "", "", "", "01", "03", "09"))
            .as(Stretch::new);
    return stretches.list().ofMinSize(1).ofMaxSize(7);
  }

  @Provide
  Arbitrary<LabelRule> rules() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 30),
            Arbitraries.integers().between(1, 4),
            Arbitraries.of(0, 6, 12),
            Arbitraries.of(true, false))
        .as(
            (window, late, lastMonth, all) -> {
              var rule =
                  new LabelRule(
                      window, late, Set.of(3, 9), LabelRule.Immature.EXCLUDE, LabelRule.ANY_MONTH);
              return all ? rule : rule.asOf(YearMonth.of(2009, 1).plusMonths(lastMonth));
            });
  }

  @Property(tries = 300)
  void theOutcomeIsThatOfTheRowsSortedByDate(
      @ForAll("histories") List<Stretch> history,
      @ForAll("rules") LabelRule rule,
      @ForAll @IntRange(min = 1, max = 3000) int rangeBytes,
      @ForAll @IntRange(min = 0, max = 3) int disorder,
      @ForAll Random random)
      throws IOException {
    var rows = new ArrayList<>(history.stream().flatMap(each -> each.rows().stream()).toList());
    for (int i = 0; i < disorder * rows.size() / 3; i++) {
      Collections.swap(rows, random.nextInt(rows.size()), random.nextInt(rows.size()));
    }
    var files = new ArrayList<List<Month>>();
    for (int file = 0; file < FILES; file++) {
      int of = file;
      files.add(rows.subList(rows.size() * of / FILES, rows.size() * (of + 1) / FILES));
    }

    var index = index(files, rule, rangeBytes, random);

    for (int loan = 0; loan < LOANS.size(); loan++) {
      var runs = index.runsOf(TextColumn.of(LOANS.toArray(String[]::new)), loan);
      assertThat(LoanOutcome.of(index.runs(), runs, rule))
          .isEqualTo(naive(LOANS.get(loan), files, rule));
    }
  }

  private static LoanIndex index(
      List<List<Month>> files, LabelRule rule, int rangeBytes, Random random) throws IOException {
    var batches = new ArrayList<RecordBatch>();
    for (int i = 0; i < files.size(); i++) {
      var file =
          Files.write(
              directory.resolve("months_" + i + ".txt"),
              files.get(i).stream().map(Month::line).toList());
      ReduceFile.of(
              PerformanceFile.format(),
              ReduceMonths.COLUMNS,
              new ReduceMonths(rule, 1),
              file,
              rangeBytes)
          .forEach(bucket -> batches.add(bucket.getValue()));
    }
    Collections.shuffle(batches, random);
    return batches.isEmpty()
        ? LoanIndex.empty()
        : LoanIndex.of(new MonthRuns(RecordBatch.concat(batches)));
  }

  /** The rule, word for word: of the lines of a month the first in the input, then by date. */
  private static LoanOutcome naive(String loan, List<List<Month>> files, LabelRule rule) {
    var lines =
        files.stream()
            .flatMap(List::stream)
            .filter(row -> row.loan().equals(loan) && row.month() <= rule.lastMonth())
            .toList();
    var byMonth = new TreeMap<Integer, Month>();
    lines.forEach(row -> byMonth.putIfAbsent(row.month(), row));
    var window = byMonth.values().stream().limit(rule.window()).toList();
    boolean inDefault = window.stream().anyMatch(row -> row.inDefault(rule));
    boolean ended = window.stream().anyMatch(Month::ended);
    double progress =
        window.stream()
            .filter(row -> !row.inDefault(rule))
            .mapToDouble(Month::progress)
            .filter(known -> !Double.isNaN(known))
            .max()
            .orElse(Double.NaN);
    return new LoanOutcome(
        inDefault,
        progress,
        ended || window.size() >= rule.window(),
        lines.size() - byMonth.size());
  }
}
