package io.risknet.pipelines.score;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.ScoreOptions;
import io.risknet.pipelines.run.CheckRejects;
import io.risknet.pipelines.run.CsvFiles;
import io.risknet.pipelines.run.DefinedRun;
import io.risknet.pipelines.run.FinishRun;
import io.risknet.pipelines.run.InputFiles;
import io.risknet.pipelines.run.ModelDirectory;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.StageMark;
import io.risknet.pipelines.run.Tallies;
import io.risknet.pipelines.spec.Specs;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.HoldUntil;
import io.risknet.transforms.records.NumberLines;
import io.risknet.transforms.records.ReadDelimited;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.scoring.ScoreRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** The scoring pipeline: raw files in, id and probability out, the manifest last. */
public final class ScorePipeline {
  private static final String TABLE = "input";
  static final String SCORE = "score";
  private static final List<String> RESULTS = List.of("rejects/**", "scores/**");

  private ScorePipeline() {}

  /**
   * Defines the pipeline, and makes the output ready after everything that can be checked
   * beforehand has been.
   *
   * @throws IllegalArgumentException with one sentence when the model, the input or the output is
   *     not as it should be
   */
  public static DefinedRun define(ScoreOptions options) {
    FileSystems.setDefaultPipelineOptions(options);
    var model = OutputDirectory.of("--model", options.getModel()).path();
    var bundle = ModelDirectory.load(model);
    checkReasons(bundle, options.getReasons());
    var input = InputFiles.find("--input", options.getInput());
    var output = OutputDirectory.of("--output", options.getOutput());
    var start =
        RunManifest.start(SCORE, "trial " + bundle.provenance().trial(), options, List.of(input));
    var pipeline = Pipeline.create(options);
    var read =
        pipeline
            .apply("Files", Create.of(input.glob()))
            .apply("Read", reading(bundle, input, options));
    var scored =
        read.output().apply("Score", ScoreRecords.from(model).withReasons(options.getReasons()));
    var tallies = checked(read, scored.get(ScoreRecords.REJECTS), output, options);
    var scoreFiles = written(scored.get(ScoreRecords.SCORES), bundle, output, options);
    pipeline
        .apply("Run", Create.of(start.runId()))
        .apply("WhenAllIsWritten", HoldUntil.complete(List.of(tallies, scoreFiles)))
        .apply(
            "Finish",
            FinishRun.of(output, start, SCORE, tallies, (run, done) -> FinishRun.Told.NOTHING));
    output.prepare(SCORE, RESULTS, options.isOverwrite(), "--overwrite to replace it");
    return new DefinedRun(pipeline, List.of(OutputDirectory.of(output.temp())));
  }

  private static ReadDelimited<RecordBatch> reading(
      ModelBundle bundle, InputFiles input, ScoreOptions options) {
    return ReadDelimited.batches(
            Specs.tableOf(bundle.reading()).scoringFormat(bundle.schema()), bundle.schema())
        .withRangeBytes(input.rangeBytes(options.getRangeBytes()));
  }

  private static PCollection<Map<String, Long>> checked(
      ReadDelimited.Result<RecordBatch> read,
      PCollection<Reject> unscored,
      OutputDirectory output,
      ScoreOptions options) {
    var rejects =
        PCollectionList.of(read.rejects())
            .and(unscored)
            .apply("AllRejects", Flatten.pCollections())
            .apply("NumberLines", NumberLines.of(read.ranges()));
    return PCollectionList.of(read.ranges().apply("TallyRead", Tallies.ofRanges(TABLE)))
        .and(unscored.apply("TallyUnscored", Tallies.ofRejects(TABLE)))
        .apply("Tallies", Flatten.pCollections())
        .apply(
            "CheckRejects",
            CheckRejects.above(options.getMaxRejectFraction()).writing(rejects, output))
        .apply("EndScore", StageMark.endOf(SCORE, output.temp()));
  }

  private static PCollection<String> written(
      PCollection<RecordBatch> scores,
      ModelBundle bundle,
      OutputDirectory output,
      ScoreOptions options) {
    var files =
        CsvFiles.scores(
                output.below("scores"),
                bundle.schema().nameOf(ColumnRole.ID),
                bundle.points().isPresent(),
                Optional.empty(),
                options.getReasons())
            .withTempDirectory(output.temp());
    return scores
        .apply("Scores", files)
        .getPerDestinationOutputFilenames()
        .apply("ScoreFiles", CsvFiles.names());
  }

  private static void checkReasons(ModelBundle bundle, int reasons) {
    checkArgument(
        reasons >= 0,
        "--reasons=%s can't be given; give 0, for none, or how many at most.",
        reasons);
    if (reasons > 0) {
      var unused = bundle.model().explainer(bundle.features().names());
    }
  }
}
