package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.risknet.pipelines.run.InputFiles.InputFile;
import io.risknet.pipelines.run.RunManifest.Stage;
import io.risknet.pipelines.run.SearchOutcome.Nested;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.explanation.FeatureImportance;
import io.risknet.transforms.explanation.ModelImportance;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.tuning.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunManifestTest {
  private static final RunManifest STARTED =
      TestManifest.started("freddie-mac", List.of(new InputFile("loans.txt", 12, "ff")));

  private static Nested nested(Metric objective) {
    return Nested.of(List.of(0.7, 0.72, 0.77), Objective.of(objective), 0.8);
  }

  private static RunManifest finished() {
    var metrics =
        BinaryMetrics.of(
            ScoreDistribution.of(new double[] {0.1, 0.7, 0.4}, new double[] {0, 1, 1}));
    return STARTED.finish(
        Map.of("loans.lines", 3L, "test", 1L),
        List.of(new Stage("read", 1.5, 3)),
        Optional.of(
            new SearchOutcome(
                "grid",
                Folding.of(5),
                "rocAuc",
                2,
                0,
                1,
                10,
                4,
                OptionalInt.of(3),
                "1f",
                OptionalInt.of(1),
                true,
                "xgboost",
                Map.of("eta", 0.1, "rounds", 50),
                0.8,
                OptionalDouble.of(0.75),
                OptionalDouble.of(0.05),
                "train",
                List.of("progress"),
                List.of("income"),
                Optional.of(true),
                Optional.of(nested(Metric.ROC_AUC)))),
        Optional.of(Map.of("test", metrics)));
  }

  @Test
  void nestedFoldsAreSummedUpByTheirMeanAndItsStandardError() {
    var nested = nested(Metric.ROC_AUC);

    assertThat(nested.score()).isCloseTo(0.73, within(1e-12));
    // Squared deviations of 9, 1 and 16, in ten thousandths.
    assertThat(nested.standardError()).isCloseTo(Math.sqrt(26e-4 / 2 / 3), within(1e-12));
  }

  @Test
  void theSelectedScoreIsOptimisticByWhatItIsBetterThanTheNestedOne() {
    assertThat(nested(Metric.ROC_AUC).optimism().orElseThrow()).isCloseTo(0.07, within(1e-12));
    assertThat(nested(Metric.LOG_LOSS).optimism().orElseThrow()).isCloseTo(-0.07, within(1e-12));
  }

  @Test
  void nestedFoldsOfBeforeOptimismWasRecordedAreRead() {
    var json = finished().toJson().replaceFirst("\"optimism\" : 0\\.0[67]\\d*,", "");

    assertThat(RunManifest.fromJson(json).search().orElseThrow().nested().orElseThrow().optimism())
        .isEmpty();
  }

  @Test
  void whatWasWrittenIsReadBack() {
    var finished = finished();

    assertThat(finished.finishedAt()).isNotBlank();
    assertThat(RunManifest.fromJson(finished.toJson())).isEqualTo(finished);
  }

  @Test
  void whatIsUnknownIsAbsent() {
    var json = STARTED.toJson();

    assertThat(json)
        .doesNotContain(
            "search",
            "metrics",
            "tracking",
            "peakMemoryBytes",
            "parallelism",
            "cpuSeconds",
            "keptNegatives",
            "null");
    assertThat(RunManifest.fromJson(json)).isEqualTo(STARTED);
  }

  @Test
  void whereTheRunWasLoggedIsKeptToItsEnd() {
    var tracking = new RunManifest.Tracking("http://host", "risknet", "77", "");
    var manifest =
        STARTED
            .withTracking(tracking)
            .finish(Map.of(), List.of(), Optional.empty(), Optional.empty());

    assertThat(manifest.toJson()).contains("\"run\" : \"77\"").doesNotContain("warning");
    assertThat(RunManifest.fromJson(manifest.toJson()).tracking()).contains(tracking);
  }

  @Test
  void importanceIsFoundWhereToolsLookForIt() throws Exception {
    var importance =
        new ModelImportance(
            Metric.ROC_AUC,
            OptionalDouble.of(0.8),
            500,
            3,
            "",
            List.of(
                new FeatureImportance(
                    "dti", OptionalDouble.of(0.6), OptionalDouble.of(0.1), OptionalDouble.of(0)),
                new FeatureImportance(
                    "score",
                    OptionalDouble.of(0.4),
                    OptionalDouble.of(0.2),
                    OptionalDouble.of(0))));
    var manifest = finished().withImportance(importance);
    var tree = new ObjectMapper().readTree(manifest.toJson());

    assertThat(tree.at("/importance/metric").asText()).isEqualTo("rocAuc");
    assertThat(tree.at("/importance/features/0/feature").asText()).isEqualTo("score");
    assertThat(tree.at("/importance/features/0/permutation").asDouble()).isEqualTo(0.2);
    assertThat(tree.at("/importance/features/1/gain").asDouble()).isEqualTo(0.6);
    assertThat(RunManifest.fromJson(manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void metricsAreFoundWhereToolsLookForThem() throws Exception {
    var tree = new ObjectMapper().readTree(finished().toJson());

    assertThat(tree.at("/metrics/test/rocAuc").asDouble()).isEqualTo(1);
    assertThat(tree.at("/metrics/test/positives").asLong()).isEqualTo(2);
    assertThat(tree.at("/search/bestParameters/rounds").asDouble()).isEqualTo(50);
    assertThat(tree.at("/inputs/0/bytes").asLong()).isEqualTo(12);
    assertThat(tree.at("/code/commit").asText()).isEqualTo("0a1b");
  }

  @Test
  void aStageLastsFromTheEndOfTheOneBefore(@TempDir Path temp) throws IOException {
    long start = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    Files.createDirectory(temp.resolve("stages"));
    Files.writeString(temp.resolve("stages/search"), "" + (start + 9_000));
    Files.writeString(temp.resolve("stages/read"), "" + (start + 1_500));
    Files.writeString(temp.resolve("stages/fit"), "" + (start + 4_000));

    assertThat(
            STARTED.stages(
                List.of("search", "absent", "read", "fit"),
                temp.toString(),
                stage -> (long) stage.length()))
        .containsExactly(
            new Stage("read", 1.5, 4), new Stage("fit", 2.5, 3), new Stage("search", 5, 6));
  }

  @Test
  void aRunIsStartedWithANameOfItsOwn() {
    var inputs = new InputFiles("*.txt", List.of(new InputFile("a.txt", 1, "f")));
    var options = PipelineOptionsFactory.create();
    var one = RunManifest.start("score", "model", options, List.of(inputs, inputs));
    var other = RunManifest.start("score", "model", options, List.of());

    assertThat(one.runId()).isNotEqualTo(other.runId());
    assertThat(one.inputs()).hasSize(2);
    assertThat(one.code().version()).isNotBlank().doesNotContain("$");
    assertThat(one.code().commit()).isNotBlank().doesNotContain("$");
    assertThat(Instant.parse(one.startedAt())).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void theProcessorTimeIsThatOfThisProcess() {
    var spent = ProcessHandle.current().info().totalCpuDuration().orElseThrow();

    assertThat(finished().cpuSeconds().orElseThrow())
        .isBetween(spent.toMillis() / 1e3, spent.toMillis() / 1e3 + 60);
  }

  @ParameterizedTest
  @CsvSource({"DirectRunner, targetParallelism", "FlinkRunner, parallelism"})
  void eachRunnerTellsItsParallelism(String runner, String option) {
    var options =
        PipelineOptionsFactory.fromArgs("--runner=" + runner, "--" + option + "=3").create();

    assertThat(RunManifest.start("train", "spec", options, List.of()).parallelism()).hasValue(3);
  }

  @Test
  void parallelismThatIsLeftToTheRunnerIsUnknown() {
    var options = PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create();

    assertThat(RunManifest.start("train", "spec", options, List.of()).parallelism()).isEmpty();
  }
}
