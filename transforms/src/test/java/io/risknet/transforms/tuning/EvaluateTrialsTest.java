package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.testing.Collected;
import io.risknet.transforms.training.Examples;
import io.risknet.transforms.training.SpoolTraining;
import io.risknet.transforms.training.SpooledRows;
import io.risknet.transforms.training.TrainedModel;
import io.risknet.transforms.training.TrainingSet;
import io.risknet.transforms.training.XGBoostLearner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class EvaluateTrialsTest {
  private static final int COLUMNS = 6;
  private static final int FOLDS = 3;
  private static final RecordBatch ROWS = Examples.rows(1_500, COLUMNS, FOLDS);
  private static final Grid GRID =
      Grid.of(
          Map.of(
              "max_depth", List.of(2, 4),
              "subsample", List.of(0.6, 1.0),
              "colsample_bytree", List.of(0.7)),
          5,
          12);

  @TempDir Path directory;

  @Test
  void neitherParallelismNorOrderNorBucketsMatter() {
    var one = search("one", GRID, Examples.cut(ROWS, 1_500), 1, 1);
    var many = search("many", GRID, Examples.cut(Examples.shuffle(ROWS, 9), 40), 7, 4);

    assertThat(one.leaderboard().rows()).hasSize(4);
    assertThat(many.withoutTimes()).isEqualTo(one.withoutTimes());
    assertThat(many.model()).isEqualTo(one.model());
    assertThat(one.leaderboard().rows().get(0).mean()).isBetween(0.7, 0.95);
  }

  @Test
  void theSecondRunTrainsNothingAndAnExtendedGridOnlyWhatIsNew() {
    var batches = Examples.cut(ROWS, 300);
    var first = search("run", GRID, batches, 3, 2);
    var second = search("run", GRID, batches, 5, 2);
    var extended =
        Grid.of(
            Map.of(
                "max_depth",
                List.of(2, 3, 4),
                "subsample",
                List.of(0.6, 1.0),
                "colsample_bytree",
                List.of(0.7)),
            5,
            12);
    var third = search("run", extended, batches, 3, 2);

    assertThat(first.trained()).isEqualTo(4 * FOLDS);
    assertThat(second.trained()).isZero();
    assertThat(second.withoutTimes()).isEqualTo(first.withoutTimes());
    assertThat(second.leaderboard().rows())
        .allMatch(row -> row.status() == Leaderboard.Status.REUSED);
    assertThat(third.trained()).isEqualTo(2 * FOLDS);
    assertThat(SearchProgress.jvm().unitsTotal()).isEqualTo(6 * FOLDS);
    assertThat(SearchProgress.jvm().unitsDone()).isEqualTo(6 * FOLDS);
    assertThat(SearchProgress.jvm().best().orElseThrow())
        .isEqualTo(third.leaderboard().rows().get(0).mean());
  }

  @Test
  void aUnitThatIsMissingFromTheLedgerIsTrainedAgain() throws Exception {
    var batches = Examples.cut(ROWS, 300);
    var first = search("run", GRID, batches, 3, 2);
    var trial = first.leaderboard().rows().get(2).trial().id();
    Files.delete(directory.resolve("run/trials/" + trial + "/fold-1.json"));
    var second = search("run", GRID, batches, 3, 2);

    assertThat(second.trained()).isEqualTo(1);
    assertThat(second.withoutTimes()).isEqualTo(first.withoutTimes());
  }

  @Test
  void theModelIsTheWinnerTrainedOnAllRows() {
    var search = search("run", GRID, Examples.cut(ROWS, 300), 3, 2);
    var winner = search.leaderboard().winner();
    var rows =
        SpooledRows.of(search.training(), Examples.fits(COLUMNS, FOLDS))
            .training(OptionalInt.empty());

    var model = search.model();
    assertThat(rows.rows()).isEqualTo(1_500);
    assertThat(model.features()).isEqualTo(rows.names());
    assertThat(model.trial()).isEqualTo(winner.trial().id());
    assertThat(model.rounds()).isEqualTo(winner.rounds());
    assertThat(model.selectedRocAuc()).isEqualTo(winner.selectedRocAuc());
    assertThat(model.model().toByteArray())
        .isEqualTo(
            XGBoostLearner.defaults()
                .train(rows, winner.trial().parameters(), winner.trial().seed(), winner.rounds()));
  }

  @Test
  void aFoldOfOneClassStopsTheRunBeforeAnythingIsTrained() {
    var labels = ROWS.numeric("default").values().clone();
    for (int row = 1; row < labels.length; row += FOLDS) {
      labels[row] = 0;
    }
    var rows = ROWS.with(ColumnSchema.label("default"), NumericColumn.of(labels));

    assertThatThrownBy(() -> search("run", GRID, List.of(rows), 2, 2))
        .hasStackTraceContaining(
            "Fold 1 of 3 has 500 rows of which 0 are positive, so no ranking can be measured");
    assertThat(directory.resolve("run/trials")).doesNotExist();
  }

  private Search search(
      String name, Grid grid, List<RecordBatch> batches, int buckets, int parallelism) {
    var options = TestPipeline.testingPipelineOptions();
    options.as(DirectOptions.class).setTargetParallelism(parallelism);
    options.as(FlinkPipelineOptions.class).setParallelism(parallelism);
    var pipeline = Pipeline.create(options);
    var sets = Collected.<TrainingSet>create();
    var units = Collected.<UnitResult>create();
    var leaderboards = Collected.<Leaderboard>create();
    var models = Collected.<TrainedModel>create();

    var fits =
        pipeline
            .apply(
                "Fits",
                Create.of(Examples.fits(COLUMNS, FOLDS)).withCoder(JsonCoder.of(FeatureFits.class)))
            .apply("FitsView", View.asSingleton());
    var training =
        pipeline
            .apply(Create.of(batches).withCoder(RecordBatchCoder.of()))
            .apply(BucketRecords.into(buckets))
            .apply(SpoolTraining.to(directory.resolve("tmp").toString()));
    var results = training.apply(EvaluateTrials.of(grid, fits, directory.resolve(name).toString()));
    var leaderboard = results.apply(RankTrials.create());
    leaderboard
        .apply(
            RefitModel.of(grid.learner(), training.apply("TrainingView", View.asSingleton()), fits))
        .apply("Models", models.sink());
    training.apply("Sets", sets.sink());
    results.apply("Units", units.sink());
    leaderboard.apply("Leaderboards", leaderboards.sink());
    pipeline.run().waitUntilFinish();
    return new Search(sets.only(), units.all(), leaderboards.only(), models.only());
  }

  private record Search(
      TrainingSet training, List<UnitResult> units, Leaderboard leaderboard, TrainedModel model) {

    long trained() {
      return units.stream().filter(unit -> !unit.reused()).count();
    }

    List<Leaderboard.Row> withoutTimes() {
      return leaderboard.rows().stream()
          .map(
              row ->
                  new Leaderboard.Row(
                      row.trial(),
                      row.rounds(),
                      row.mean(),
                      row.stdErr(),
                      row.folds(),
                      0,
                      0,
                      Leaderboard.Status.TRAINED,
                      ""))
          .toList();
    }
  }
}
