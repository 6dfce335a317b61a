package io.risknet.pipelines.train;

import com.google.common.collect.ImmutableList;
import io.risknet.pipelines.mlflow.LogToMlflow;
import io.risknet.pipelines.mlflow.MlflowTarget;
import io.risknet.pipelines.run.CsvFiles;
import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RejectReason;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.explanation.ModelExplanation;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.HoldUntil;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.scorecard.Scorecard;
import io.risknet.transforms.splits.SplitRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Writes the run directory inside the job, so that whoever submitted it may be gone by then. */
final class WriteRun extends PTransform<PCollectionTuple, PDone> {
  private static final long serialVersionUID = 1;

  /** The checked tallies. */
  static final TupleTag<Map<String, Long>> TALLIES = new TupleTag<>("checkedTallies") {};

  /** The bundle, still without metrics. */
  static final TupleTag<ModelBundle> BUNDLE = new TupleTag<>("bundle") {};

  /** What the model goes by. */
  static final TupleTag<ModelExplanation> EXPLANATION = new TupleTag<>("explanation") {};

  /** Rejects by reason. */
  static final TupleTag<KV<RejectReason, Long>> REJECTS = new TupleTag<>("rejectReasons") {};

  /** Metrics of nested cross-validation by fold, if that was asked for. */
  static final TupleTag<KV<String, BinaryMetrics>> NESTED = new TupleTag<>("nested") {};

  /** The scorecard, if the spec asks for points. */
  static final TupleTag<Scorecard> SCORECARD = new TupleTag<>("scorecard") {};

  /** What the model decides at the threshold of least cost, if the spec tells of costs. */
  static final TupleTag<OperatingPoint> OPERATING_POINT = new TupleTag<>("operatingPoint") {};

  private final transient OutputDirectory output;
  private final String temp;
  private final transient RunManifest start;
  private final SearchSetup setup;
  private final ModelStatement statement;
  private final TableSchema schema;
  private final transient Optional<MlflowTarget> mlflow;

  /**
   * Writes a run.
   *
   * @param start of the manifest
   * @param schema of the labelled table
   */
  WriteRun(
      OutputDirectory output,
      String temp,
      RunManifest start,
      SearchSetup setup,
      ModelStatement statement,
      TableSchema schema,
      Optional<MlflowTarget> mlflow) {
    this.output = output;
    this.temp = temp;
    this.start = start;
    this.setup = setup;
    this.statement = statement;
    this.schema = schema;
    this.mlflow = mlflow;
  }

  @Override
  public PDone expand(PCollectionTuple run) {
    var views = views(run);
    var startJson = start.toJson();
    // Begun with the bundle, as what waits from the start is taken up over and over.
    var written =
        run.get(BUNDLE)
            .apply("Run", MapElements.into(TypeDescriptors.strings()).via(bundle -> startJson))
            .apply("WhenAllIsWritten", HoldUntil.complete(written(run, views)))
            .apply(
                "Start",
                MapElements.into(TypeDescriptor.of(RunManifest.class)).via(RunManifest::fromJson))
            .setCoder(JsonCoder.of(RunManifest.class));
    var logged =
        mlflow.isPresent()
            ? written.apply(
                "Mlflow",
                LogToMlflow.of(mlflow.get(), output.path(), views.leaderboard(), views.metrics()))
            : written;
    logged.apply(
        "Manifest",
        ParDo.of(new WriteManifestFn(output, temp, setup, schema, views))
            .withSideInputs(views.all()));
    return PDone.in(run.getPipeline());
  }

  private static WriteManifestFn.Views views(PCollectionTuple run) {
    return new WriteManifestFn.Views(
        run.get(TALLIES).apply("Tallies", View.asIterable()),
        run.get(SplitRecords.PLAN).apply("Plan", View.asIterable()),
        run.get(BuildModel.LEADERBOARD).apply("Leaderboard", View.asIterable()),
        run.get(BUNDLE)
            .apply(
                "Columns",
                MapElements.into(TypeDescriptor.of(ModelColumns.class))
                    .via(bundle -> ModelColumns.of(bundle.features())))
            .setCoder(JsonCoder.of(ModelColumns.class))
            .apply("ColumnsAlone", View.asIterable()),
        run.has(BuildModel.SUSPECTS)
            ? List.of(run.get(BuildModel.SUSPECTS).apply("SuspectsByPlan", View.asMultimap()))
            : List.of(),
        run.get(EvaluateModel.METRICS).apply("MetricsByPart", View.asMap()),
        run.get(EvaluateModel.EVALUATION).apply("Evaluation", View.asIterable()),
        run.get(ProfileParts.PROFILES).apply("ProfilesByPart", View.asMap()),
        run.get(EXPLANATION).apply("Explanation", View.asIterable()),
        run.get(EvaluateModel.SEGMENTS).apply("Segments", View.asIterable()),
        run.get(REJECTS).apply("RejectReasons", View.asIterable()),
        run.has(NESTED) ? List.of(run.get(NESTED).apply("NestedByFold", View.asMap())) : List.of(),
        run.has(SCORECARD)
            ? List.of(run.get(SCORECARD).apply("ScorecardAlone", View.asIterable()))
            : List.of(),
        run.has(OPERATING_POINT)
            ? List.of(run.get(OPERATING_POINT).apply("OperatingPointAlone", View.asIterable()))
            : List.of());
  }

  private List<PCollection<?>> written(PCollectionTuple run, WriteManifestFn.Views views) {
    List<PCollection<?>> always =
        List.of(
            run.get(BuildModel.LEADERBOARD)
                .apply("LeaderboardFile", ParDo.of(new WriteResults.LeaderboardFn(output))),
            run.get(EXPLANATION)
                .apply("ExplanationFile", ParDo.of(new WriteResults.ExplanationFn(output))),
            run.get(BUNDLE)
                .apply(
                    "Model",
                    ParDo.of(new WriteResults.BundleFn(output, setup, statement, schema, views))
                        .withSideInputs(views.all())),
            run.get(BUNDLE)
                .apply(
                    "Profiles",
                    ParDo.of(new WriteResults.ProfilesFn(output, views.profiles()))
                        .withSideInputs(views.profiles())),
            run.get(EvaluateModel.TEST_SCORES)
                .apply(
                    "Scores",
                    CsvFiles.scores(
                            output.below("scores"),
                            schema.nameOf(ColumnRole.ID),
                            run.has(SCORECARD),
                            Optional.of(schema.nameOf(ColumnRole.LABEL)),
                            0)
                        .withNumShards(1)
                        .withTempDirectory(output.temp()))
                .getPerDestinationOutputFilenames()
                .apply("ScoreFiles", CsvFiles.names()));
    if (!run.has(SCORECARD)) {
      return always;
    }
    var file =
        run.get(SCORECARD).apply("ScorecardFile", ParDo.of(new WriteResults.ScorecardFn(output)));
    return ImmutableList.<PCollection<?>>builder().addAll(always).add(file).build();
  }
}
