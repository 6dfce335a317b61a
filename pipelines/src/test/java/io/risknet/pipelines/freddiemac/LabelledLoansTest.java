package io.risknet.pipelines.freddiemac;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.run.LabelledRows;
import io.risknet.pipelines.spec.Specs;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.testing.BeamTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class LabelledLoansTest {
  private static final LabelRule RULE = LabelRule.defaults();

  @TempDir Path directory;

  /** An origination line with the columns up to the optional ones. */
  private static String loan(String id, int score) {
    return score
        + "|200903|N|203902|31080|000|1|P|080|035|200000|080|5.25|R|N|FRM|CA|SF|90000|"
        + id
        + "|P|360|02|BIG BANK|BIG BANK|";
  }

  /** A performance line of the oldest release: 27 columns. */
  private static String month(
      String id, String period, String status, int age, String zeroBalance) {
    return id
        + "|"
        + period
        + "|199000|"
        + status
        + "|"
        + age
        + "|"
        + (360 - age)
        + "|||"
        + zeroBalance
        + "|".repeat(18);
  }

  private static List<String> months(String id, int count) {
    var lines = new ArrayList<String>();
    var first = YearMonth.of(2009, 3);
    for (int i = 0; i < count; i++) {
      lines.add(month(id, first.plusMonths(i).toString().replace("-", ""), "0", i, ""));
    }
    return lines;
  }

  private PCollectionTuple label(
      TestPipeline pipeline, LabelRule rule, List<String> loans, List<String> months, long range)
      throws IOException {
    Files.write(directory.resolve("loans.txt"), loans);
    Files.write(directory.resolve("months.txt"), months);
    return pipeline.apply(
        new LabelledLoans(
            Specs.load("freddie-mac").table(),
            rule,
            directory.resolve("loans.txt").toString(),
            directory.resolve("months.txt").toString(),
            4,
            range,
            range));
  }

  private static Map<String, Double> labels(Iterable<KV<Integer, RecordBatch>> rows) {
    var labels = new TreeMap<String, Double>();
    for (var bucket : rows) {
      var batch = bucket.getValue();
      for (int row = 0; row < batch.rows(); row++) {
        labels.put(batch.text("loan_sequence_number").text(row), batch.numeric("default").get(row));
      }
    }
    return labels;
  }

  private static void assertLabels(PCollectionTuple labelled, Map<String, Double> expected) {
    PAssert.that(labelled.get(LabelledRows.ROWS))
        .satisfies(
            rows -> {
              assertThat(labels(rows)).isEqualTo(expected);
              return null;
            });
  }

  /** One loan for each way a month can be in default, or look like it. */
  private static List<String> everyStatus() {
    var lines = new ArrayList<String>();
    lines.addAll(months("good", 60));
    lines.addAll(months("late90", 59));
    lines.add(month("late90", "201402", "3", 59, ""));
    lines.addAll(months("late60", 59));
    lines.add(month("late60", "201402", "2", 59, ""));
    lines.addAll(months("acquired", 5));
    lines.add(month("acquired", "200908", "RA", 5, "09"));
    lines.addAll(months("unknown", 59));
    lines.add(month("unknown", "201402", "XX", 59, ""));
    lines.addAll(months("shortSale", 5));
    lines.add(month("shortSale", "200908", "0", 5, "3"));
    lines.addAll(months("prepaid", 5));
    lines.add(month("prepaid", "200908", "0", 5, "01"));
    lines.addAll(months("young", 7));
    lines.addAll(months("afterWindow", 60));
    lines.add(month("afterWindow", "201403", "9", 60, ""));
    return lines;
  }

  private static final Map<String, Double> EVERY_LABEL =
      Map.of(
          "good", 0.0,
          "late90", 1.0,
          "late60", 0.0,
          "acquired", 1.0,
          "unknown", 0.0,
          "shortSale", 1.0,
          "prepaid", 0.0,
          "afterWindow", 0.0);

  private static List<String> loansOf(Set<String> ids) {
    return ids.stream().map(id -> loan(id, 700)).toList();
  }

  private static List<String> everyLoan() {
    var loans = new ArrayList<>(loansOf(EVERY_LABEL.keySet()));
    loans.add(loan("young", 700));
    loans.add(loan("neverSeen", 700));
    return loans;
  }

  @Test
  void labelsFollowTheRule(TestPipeline pipeline) throws IOException {
    assertLabels(label(pipeline, RULE, everyLoan(), everyStatus(), 1 << 20), EVERY_LABEL);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void labelsDoNotDependOnRangesOrTheOrderOfLines(TestPipeline pipeline) throws IOException {
    var shuffled = everyStatus();
    Collections.shuffle(shuffled, new Random(3));

    assertLabels(label(pipeline, RULE, everyLoan(), shuffled, 1000), EVERY_LABEL);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void immatureLoansAreGoodWhenAskedFor(TestPipeline pipeline) throws IOException {
    var rule = RULE.withImmature(LabelRule.Immature.NON_DEFAULT);
    var expected = new TreeMap<>(EVERY_LABEL);
    expected.put("young", 0.0);

    assertLabels(label(pipeline, rule, everyLoan(), everyStatus(), 1 << 20), expected);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void laterMonthsAreIgnoredAsOfADate(TestPipeline pipeline) throws IOException {
    var rule = RULE.asOf(YearMonth.of(2009, 8));

    assertLabels(
        label(pipeline, rule, everyLoan(), everyStatus(), 1 << 20),
        Map.of("acquired", 1.0, "shortSale", 1.0, "prepaid", 0.0));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void whatIsLeftOutIsCounted(TestPipeline pipeline) throws IOException {
    var loans = everyLoan();
    loans.add(loan("youngDefault", 700));
    var statuses = everyStatus();
    statuses.addAll(months("youngDefault", 7));
    statuses.add(month("youngDefault", "200910", "3", 7, ""));
    var labelled = label(pipeline, RULE, loans, statuses, 1 << 20);

    PAssert.that(labelled.get(LabelledRows.TALLIES))
        .satisfies(
            tallies -> {
              var sums = new TreeMap<String, Long>();
              tallies.forEach(tally -> sums.merge(tally.getKey(), tally.getValue(), Long::sum));
              assertThat(sums)
                  .containsEntry("immature", 1L)
                  .containsEntry("withoutPerformance", 1L)
                  .containsEntry("immatureDefaults", 1L)
                  .containsEntry("labelled", 9L)
                  .containsEntry("loans.lines", 11L);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void ofTwoLoansWithOneIdTheFirstLineHoldsAndTheOtherIsRejected(TestPipeline pipeline)
      throws IOException {
    var labelled =
        label(
            pipeline,
            RULE,
            List.of(loan("twice", 700), loan("other", 710), loan("twice", 650)),
            months("twice", 60),
            50);

    PAssert.that(labelled.get(LabelledRows.ROWS))
        .satisfies(
            rows -> {
              var batch = rows.iterator().next().getValue();
              assertThat(batch.numeric("credit_score").values()).containsExactly(700);
              return null;
            });
    PAssert.that(labelled.get(LabelledRows.REJECTS))
        .satisfies(
            rejects -> {
              assertThat(rejects).extracting(Reject::line).containsExactly(3L);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void dirtyMonthsAreRejectedWithTheirLine(TestPipeline pipeline) throws IOException {
    var lines = new ArrayList<>(months("good", 60));
    lines.add(1, "good|200904");
    lines.add(2, month("good", "2009XX", "0", 2, ""));
    lines.add(3, month("good", "200904", "?", 2, ""));
    var labelled = label(pipeline, RULE, List.of(loan("good", 700)), lines, 400);

    PAssert.that(labelled.get(LabelledRows.REJECTS))
        .satisfies(
            rejects -> {
              assertThat(rejects)
                  .extracting(reject -> reject.line() + " " + reject.column())
                  .containsExactlyInAnyOrder(
                      "2 ", "3 monthly_reporting_period", "4 delinquency_status");
              return null;
            });
    assertLabels(labelled, Map.of("good", 0.0));
    pipeline.run().waitUntilFinish();
  }
}
