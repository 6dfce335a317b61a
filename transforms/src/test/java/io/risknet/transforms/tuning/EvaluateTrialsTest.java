package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import io.risknet.transforms.training.LabelledRows;
import io.risknet.transforms.training.Learners;
import io.risknet.transforms.training.SavedModel;
import io.risknet.transforms.training.SpoolTraining;
import io.risknet.transforms.training.SpooledRows;
import io.risknet.transforms.training.TrainedModel;
import io.risknet.transforms.training.TrainingSet;
import io.risknet.transforms.training.XGBoostLearner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@BeamTest
class EvaluateTrialsTest {
  private static final KvCoder<String, FeatureFits> FITS =
      KvCoder.of(StringUtf8Coder.of(), JsonCoder.of(FeatureFits.class));
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

  /** They sample rows, so that another seed would show. */
  private static Stream<SearchStrategy> strategies() {
    var space =
        Units.space(
            Map.of(
                "eta", Dimension.logUniform(0.01, 0.5),
                "max_depth", Dimension.integer(1, 6),
                "subsample", Dimension.choice(0.7)),
            10);
    return Stream.of(
        GRID,
        SuccessiveHalving.random(space, 4, 1).withFactor(2).withMinimum(5),
        TpeSearch.of(space, 8, 1).withBatch(4));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void neitherParallelismNorOrderNorBucketsMatter(SearchStrategy strategy) {
    var one = search("one", strategy, cut(1_500), 1, 1);

    assertThat(one.leaderboard().rows()).hasSizeBetween(4, 8);
    assertThat(one.leaderboard().rows().get(0).mean()).isBetween(0.7, 0.95);
    for (int slots : List.of(2, 8)) {
      var many =
          search("on" + slots, strategy, Examples.cut(Examples.shuffle(ROWS, 9), 40), 7, slots);
      assertThat(many.withoutTimes()).isEqualTo(one.withoutTimes());
      assertThat(many.model()).isEqualTo(one.model());
    }
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void halvingGivesTheSameWhetherTrainingsGoOnOrStartOver(boolean snapshots) {
    var space =
        Units.space(
            Map.of(
                "max_depth", Dimension.integer(2, 4),
                "subsample", Dimension.choice(0.6, 1),
                "colsample_bytree", Dimension.choice(0.7)),
            Rounds.upTo(18, 6));
    var halving = SuccessiveHalving.grid(space).withMinimum(6);
    var result =
        search("halved" + snapshots, Search.of(halving), Examples.cut(ROWS, 300), 3, 2, snapshots);
    var full = search("full", Grid.of(space), Examples.cut(ROWS, 300), 3, 2);

    var stopped =
        result.leaderboard().rows().stream()
            .filter(row -> row.status() == Leaderboard.Status.STOPPED)
            .toList();
    assertThat(stopped).hasSize(4);
    for (var row : result.leaderboard().rows().subList(0, 2)) {
      assertThat(full.withoutTimes())
          .anySatisfy(
              other -> {
                assertThat(other.trial().point()).isEqualTo(row.trial().point());
                assertThat(other.folds()).isEqualTo(row.folds());
                assertThat(other.metrics()).isEqualTo(row.metrics());
              });
    }
    var again =
        search("halved" + snapshots, Search.of(halving), Examples.cut(ROWS, 300), 3, 2, snapshots);
    assertThat(again.trained()).isZero();
    assertThat(again.withoutTimes()).isEqualTo(result.withoutTimes());
    assertThat(again.leaderboard().rows())
        .zipSatisfy(
            result.leaderboard().rows(),
            (one, other) -> assertThat(one.seconds()).isCloseTo(other.seconds(), within(1e-9)));
    assertThat(again.leaderboard().rows())
        .filteredOn(row -> row.status() == Leaderboard.Status.STOPPED)
        .extracting(Leaderboard.Row::trial)
        .containsExactlyElementsOf(stopped.stream().map(Leaderboard.Row::trial).toList());
  }

  @Test
  void aShareOfTheRowsIsHalvedAsWell() {
    var space = Units.space(Map.of("max_depth", Dimension.integer(1, 4)), 10);
    var halving =
        SuccessiveHalving.grid(space).withFactor(2).withResource(Resource.ROWS).withMinimum(0.25);
    var result = search("rows", halving, Examples.cut(ROWS, 300), 3, 2);

    assertThat(result.leaderboard().rows()).hasSize(4);
    assertThat(result.units()).hasSize((4 + 2 + 1) * FOLDS);
    assertThat(result.leaderboard().winner().selectedScore()).isBetween(0.7, 0.95);
  }

  @Test
  void aShareOfTheRowsIsForACoarserLearner() {
    var learner = XGBoostLearner.defaults().withMaxBins(16);
    var depths = Map.<String, Dimension>of("max_depth", Dimension.integer(3, 4));
    var space = SearchSpace.of(LearnerSpace.of(learner, depths, Rounds.of(10)));
    var halving =
        SuccessiveHalving.grid(space).withFactor(2).withResource(Resource.ROWS).withMinimum(0.25);
    var result = search("coarse", halving, Examples.cut(ROWS, 300), 3, 2);
    var rows = SpooledRows.of(result.training(), Examples.fits(COLUMNS, FOLDS));

    var unit =
        result.units().stream().filter(each -> each.share() == 0.25).findFirst().orElseThrow();
    try (var fold =
        learner
            .onShare(0.25)
            .prepare(rows.training(OptionalInt.of(unit.fold()), 0.25), rows.heldOut(unit.fold()))) {
      var alone = new UnitTraining(Units.unit(unit.trial(), unit.fold(), 10), Units.ROC_AUC);

      assertThat(alone.run(fold, false, "1@host").metrics()).isEqualTo(unit.metrics());
    }
  }

  @Test
  void aLearnerThatCannotTakeSoFewRowsFailsAndOthersGoOn() {
    var space =
        SearchSpace.of(
            LearnerSpace.of(
                XGBoostLearner.defaults(), Map.of("max_depth", Dimension.choice(2)), Rounds.of(10)),
            LearnerSpace.of(
                Learners.fromJson("liblinear", JsonNodeFactory.instance.objectNode()),
                Map.of("C", Dimension.choice(0.1, 1)),
                Rounds.of(1)));
    // Two rows, both without a default.
    var halving =
        SuccessiveHalving.grid(space)
            .withFactor(500)
            .withResource(Resource.ROWS)
            .withMinimum(0.002);
    var rows = search("few", halving, List.of(withoutMissing()), 3, 2).leaderboard().rows();

    assertThat(rows.get(0).trial().point().learner()).isEqualTo("xgboost");
    assertThat(rows.subList(1, 3))
        .allMatch(row -> row.status() == Leaderboard.Status.FAILED)
        .allMatch(row -> row.error().contains("have the same label"));
  }

  /** Tribuo's learners take no missing values. */
  private static RecordBatch withoutMissing() {
    var rows = ROWS;
    for (var column : ROWS.schema().columns()) {
      if (column.name().startsWith("x")) {
        var values = ROWS.numeric(column.name()).values().clone();
        Arrays.setAll(values, row -> Double.isNaN(values[row]) ? 0 : values[row]);
        rows = rows.with(column, NumericColumn.of(values));
      }
    }
    return rows;
  }

  private static List<RecordBatch> cut(int rowsEach) {
    return Examples.cut(ROWS, rowsEach);
  }

  @Test
  void aConstraintOnAColumnThatAStepMayHaveDroppedConstrainsNothing() {
    var learner = XGBoostLearner.defaults().withMonotone(Map.of("dropped", 1));
    var space = SearchSpace.of(LearnerSpace.of(learner, Map.of(), Rounds.of(5)));

    assertThat(search("run", Grid.of(space), cut(300), 3, 2).leaderboard().rows())
        .singleElement()
        .returns(Leaderboard.Status.TRAINED, Leaderboard.Row::status);
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
    assertThat(model.selectedScore()).isEqualTo(winner.selectedScore());
    assertThat(model.model()).isEqualTo(trained(winner, rows));
  }

  /** The winner trained on these rows, without a pipeline. */
  private static SavedModel trained(Winner winner, LabelledRows rows) {
    return XGBoostLearner.defaults()
        .train(rows, winner.trial().point().parameters(), winner.trial().seed(), winner.rounds());
  }

  @Test
  void theModelMayBeTrainedOnMoreRows(TestPipeline pipeline) {
    var searched = search("run", GRID, cut(300), 3, 2);
    var winner = searched.leaderboard().winner();
    var more = Examples.rows(90, COLUMNS, 2);
    var models = Collected.<TrainedModel>create();
    var training =
        pipeline
            .apply(Create.of(searched.training()).withCoder(JsonCoder.of(TrainingSet.class)))
            .apply("TrainingView", View.asSingleton());
    var fits =
        pipeline
            .apply("Fits", Create.of(KV.of("", Examples.fits(COLUMNS, FOLDS))).withCoder(FITS))
            .apply("FitsView", View.asMap());
    var moreView =
        pipeline
            .apply("More", Create.of(more).withCoder(RecordBatchCoder.of()))
            .apply(BucketRecords.into(1))
            .apply(SpoolTraining.to(directory.resolve("more").toString()))
            .apply("MoreView", View.asSingleton());
    pipeline
        .apply(
            "Leaderboard",
            Create.of(searched.leaderboard()).withCoder(JsonCoder.of(Leaderboard.class)))
        .apply(RefitModel.of(Search.of(GRID), training, fits).withMore(moreView))
        .apply(models.sink());
    pipeline.run().waitUntilFinish();

    var ids = more.text("loan");
    var byHash =
        IntStream.range(0, 90)
            .boxed()
            .sorted((a, b) -> Long.compareUnsigned(ids.hash(a), ids.hash(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    var rows =
        SpooledRows.of(searched.training(), Examples.fits(COLUMNS, FOLDS))
            .training(OptionalInt.empty())
            .and(Examples.matrix(more.take(byHash), COLUMNS));
    assertThat(rows.rows()).isEqualTo(1_590);
    assertThat(models.only().model())
        .isEqualTo(trained(winner, rows))
        .isNotEqualTo(searched.model().model());
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

  private Result search(
      String name,
      SearchStrategy strategy,
      List<RecordBatch> batches,
      int buckets,
      int parallelism) {
    return search(name, Search.of(strategy), batches, buckets, parallelism, true);
  }

  private Result search(
      String name,
      Search search,
      List<RecordBatch> batches,
      int buckets,
      int parallelism,
      boolean snapshots) {
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
            .apply("Fits", Create.of(KV.of("", Examples.fits(COLUMNS, FOLDS))).withCoder(FITS))
            .apply("FitsView", View.asMap());
    var training =
        pipeline
            .apply(Create.of(batches).withCoder(RecordBatchCoder.of()))
            .apply(BucketRecords.into(buckets))
            .apply(SpoolTraining.to(directory.resolve("tmp").toString()));
    var results =
        training.apply(
            EvaluateTrials.of(search, fits, directory.resolve(name).toString())
                .withTemp(snapshots ? directory.resolve(name + "-tmp").toString() : ""));
    var leaderboard = results.apply(RankTrials.by(search.objective()));
    leaderboard
        .apply(RefitModel.of(search, training.apply("TrainingView", View.asSingleton()), fits))
        .apply("Models", models.sink());
    training.apply("Sets", sets.sink());
    results.apply("Units", units.sink());
    leaderboard.apply("Leaderboards", leaderboards.sink());
    pipeline.run().waitUntilFinish();
    return new Result(sets.only(), units.all(), leaderboards.only(), models.only());
  }

  private record Result(
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
                      row.rung(),
                      row.rounds(),
                      row.mean(),
                      row.stdErr(),
                      row.scores(),
                      row.folds(),
                      row.foldMetrics(),
                      row.units(),
                      0,
                      row.skipped(),
                      0,
                      Leaderboard.Status.TRAINED,
                      "",
                      ""))
          .toList();
    }
  }
}
