package io.risknet.pipelines.freddiemac;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.IdHash;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.ReduceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReduceMonthsTest {
  private static final LabelRule RULE = LabelRule.defaults();
  private static final int JAN_2009 = 2009 * 12;

  @TempDir Path directory;

  private static String line(String id, int month, String status, int age, String zeroBalance) {
    return MonthLines.line(
        id,
        MonthLines.period(JAN_2009 + month),
        status,
        Integer.toString(age),
        Integer.toString(360 - age),
        zeroBalance);
  }

  private static List<String> inOrder(String id, int months) {
    return IntStream.range(0, months).mapToObj(i -> line(id, i, "0", i, "")).toList();
  }

  private List<KV<Integer, RecordBatch>> reduce(LabelRule rule, int buckets, List<String> lines)
      throws IOException {
    var file = Files.write(directory.resolve("months.txt"), lines);
    return ReduceFile.of(
        PerformanceFile.format(),
        ReduceMonths.COLUMNS,
        new ReduceMonths(rule, buckets),
        file,
        Long.MAX_VALUE);
  }

  /** Id to its runs, each as months, and a letter for every bit of its state. */
  private static Map<String, List<String>> runsOf(List<KV<Integer, RecordBatch>> buckets) {
    var byId = new TreeMap<String, List<String>>();
    for (var bucket : buckets) {
      var runs = new MonthRuns(bucket.getValue());
      for (int run = 0; run < runs.size(); run++) {
        byId.computeIfAbsent(runs.ids().text(run), id -> new ArrayList<>())
            .add(
                (runs.start(run) - JAN_2009)
                    + ".."
                    + (runs.end(run) - 1 - JAN_2009)
                    + (runs.inDefault(run) ? " default" : "")
                    + (runs.ended(run) ? " ended" : ""));
      }
    }
    return byId;
  }

  private Map<String, List<String>> runs(List<String> lines) throws IOException {
    return runsOf(reduce(RULE, 1, lines));
  }

  @Test
  void sixtyMonthsInOrderAreOneRun() throws IOException {
    assertThat(runs(inOrder("a", 60))).isEqualTo(Map.of("a", List.of("0..59")));
  }

  @Test
  void aDefaultAndAnEndStartRunsOfTheirOwn() throws IOException {
    var lines = new ArrayList<>(inOrder("a", 10));
    lines.add(line("a", 10, "3", 10, ""));
    lines.add(line("a", 11, "4", 11, ""));
    lines.add(line("a", 12, "0", 12, "01"));
    lines.addAll(inOrder("b", 2));
    lines.add(line("b", 2, "RA", 2, "09"));

    assertThat(runs(lines))
        .isEqualTo(
            Map.of(
                "a",
                List.of("0..9", "10..11 default", "12..12 ended"),
                "b",
                List.of("0..1", "2..2 default ended")));
  }

  @Test
  void loansThatTakeTurnsAreStillTheirOwn() throws IOException {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      lines.add(line("a", i, "0", i, ""));
      lines.add(line("ab", i, "0", i, ""));
    }

    assertThat(runs(lines))
        .isEqualTo(
            Map.of("a", List.of("0..0", "1..1", "2..2"), "ab", List.of("0..0", "1..1", "2..2")));
  }

  @Test
  void aGapAnotherAgeOrAnotherTermEndsARun() throws IOException {
    assertThat(
            runs(
                List.of(
                    line("a", 0, "0", 0, ""),
                    line("a", 2, "0", 2, ""),
                    line("a", 3, "0", 9, ""),
                    MonthLines.line("a", "200905", "0", "10", "100", ""),
                    MonthLines.line("a", "200906", "0", "", "99", ""),
                    MonthLines.line("a", "200907", "0", "", "98", ""))))
        .isEqualTo(Map.of("a", List.of("0..0", "2..2", "3..3", "4..4", "5..6")));
  }

  @Test
  void monthsAfterTheLastOneAreLeftOut() throws IOException {
    var rule = RULE.asOf(YearMonth.of(2009, 5));

    assertThat(runsOf(reduce(rule, 1, inOrder("a", 60)))).isEqualTo(Map.of("a", List.of("0..4")));
  }

  @Test
  void aLoanIsInTheBucketOfItsHash() throws IOException {
    var lines = new ArrayList<String>();
    var ids = IntStream.range(0, 50).mapToObj(i -> "F09Q1000" + i).toList();
    ids.forEach(id -> lines.addAll(inOrder(id, 2)));

    var buckets =
        reduce(RULE, 8, lines).stream()
            .collect(toMap(KV::getKey, bucket -> runsOf(List.of(bucket)).keySet()));

    assertThat(buckets).hasSizeGreaterThan(4);
    for (var id : ids) {
      var bytes = id.getBytes(StandardCharsets.US_ASCII);
      assertThat(buckets.get(IdHash.bucket(IdHash.of(bytes, 0, bytes.length), 8))).contains(id);
    }
  }

  @Test
  void anIdLongerThanAnyBeforeIsKeptWhole() throws IOException {
    var id = "x".repeat(1000);

    assertThat(runs(inOrder(id, 3))).isEqualTo(Map.of(id, List.of("0..2")));
  }

  @Test
  void aMonthWithoutALoanOrADateIsRejected() {
    assertThatThrownBy(() -> runs(List.of(line("", 0, "0", 0, ""))))
        .hasMessageContaining("the loan is blank");
    assertThatThrownBy(() -> runs(List.of(MonthLines.line("a", "", "0", "0", "360", ""))))
        .hasMessageContaining("the month is blank");
  }
}
