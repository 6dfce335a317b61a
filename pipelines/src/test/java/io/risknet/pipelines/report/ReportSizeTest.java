package io.risknet.pipelines.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.Maps;
import io.risknet.pipelines.run.InputFiles;
import io.risknet.pipelines.run.Stability;
import io.risknet.pipelines.run.TestSearch;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.explanation.FeatureImportance;
import io.risknet.transforms.explanation.ModelImportance;
import io.risknet.transforms.profiling.CategorySummary;
import io.risknet.transforms.profiling.ColumnProfile;
import io.risknet.transforms.profiling.Drift;
import io.risknet.transforms.profiling.NewCategories;
import io.risknet.transforms.profiling.StabilityIndex;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a page has of a run with very many and very long texts. */
class ReportSizeTest {

  /** Names of 200 letters and errors of 20,000: what the page shows of them is their beginning. */
  @Test
  void itStaysSmallWhateverTheRun() {
    var report = largest();

    assertThat(report.toHtml().getBytes(UTF_8).length).isLessThan(2_000_000);
    assertThat(report.manifest().inputs()).hasSize(100);
    assertThat(report.inAll()).isEqualTo(new InAll(5000, 50_000, 5000, 300));
    assertThat(report.trials().get(1).error()).isEqualTo("e".repeat(199) + "\u2026");
    assertThat(report.training())
        .hasSize(300)
        .allSatisfy(
            column ->
                assertThat(column.frequent())
                    .extracting(ColumnRow.Frequent::value, ColumnRow.Frequent::rows)
                    .containsExactly(
                        tuple("a".repeat(39) + "\u2026", 4000L),
                        tuple("b".repeat(39) + "\u2026", 3999L),
                        tuple("c".repeat(39) + "\u2026", 3998L)));
  }

  @Test
  void aTextIsNotCutWithinALetter() {
    // A letter outside of the basic plane is two chars; here they are the 39th and the 40th.
    var text = "a".repeat(38) + "\ud83c\udfe0" + "a";

    assertThat(Excerpt.name(text)).isEqualTo("a".repeat(38) + "\u2026");
    assertThat(Excerpt.name("a".repeat(40))).isEqualTo("a".repeat(40));
  }

  private static Report largest() {
    var names =
        IntStream.range(0, 1000)
            .mapToObj(n -> String.valueOf((char) ('a' + n % 26)).repeat(200) + n)
            .toList();
    var categories = new LinkedHashMap<String, Long>();
    names.forEach(name -> categories.put(name, 4000L - categories.size()));
    var column =
        new ColumnProfile(
            ColumnType.CATEGORICAL,
            1_000_000,
            0,
            Optional.empty(),
            Optional.of(new CategorySummary(categories, 0, 0)),
            Optional.empty());
    var columns =
        IntStream.range(0, 300)
            .mapToObj(n -> "a_column_of_the_table_" + n)
            .collect(toMap(name -> name, name -> column));
    var drift =
        new Drift(
            StabilityIndex.of(new long[] {3, 7}, new long[] {7, 3}),
            OptionalDouble.of(1 / 3.0),
            OptionalDouble.of(1 / 3.0),
            OptionalDouble.empty(),
            Optional.of(new NewCategories(1000, 9000, names.subList(0, 10))));
    var features =
        IntStream.range(0, 5000)
            .mapToObj(n -> new FeatureImportance("a_feature_" + n, some(n), some(n), some(n)))
            .toList();
    var inputs =
        IntStream.range(0, 5000)
            .mapToObj(
                n -> new InputFiles.InputFile("s3://" + "a".repeat(200) + n, 10, "f".repeat(32)))
            .toList();
    var rows =
        IntStream.range(0, 500)
            .mapToObj(
                n ->
                    n == 0
                        ? TestRun.row(0, 0.8, "")
                        : TestRun.row(n, Double.NaN, "e".repeat(20_000)))
            .toList();
    return Report.of(
        TestRun.manifest("a", TestRun.TEST, 0.8, new TestSearch(), inputs)
            .withStability(
                new Stability(Optional.empty(), Maps.transformValues(columns, any -> drift)))
            .withImportance(new ModelImportance(Metric.ROC_AUC, some(1), 1000, 3, "", features)),
        new Leaderboard(Objective.of(Metric.ROC_AUC), rows),
        Evaluation.of(TestRun.TEST),
        List.of(),
        new TableProfile(1_000_000, columns));
  }

  /** A number with many digits. */
  private static OptionalDouble some(int number) {
    return OptionalDouble.of(1 / (number + 3.0));
  }
}
