package io.risknet.pipelines.profile;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.ProfileOptions;
import io.risknet.pipelines.run.CheckRejects;
import io.risknet.pipelines.run.DefinedRun;
import io.risknet.pipelines.run.FinishRun;
import io.risknet.pipelines.run.InputFiles;
import io.risknet.pipelines.run.ModelDirectory;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.ProfileFile;
import io.risknet.pipelines.run.ReadTable;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.ScoreColumn;
import io.risknet.pipelines.run.Stability;
import io.risknet.pipelines.run.StageMark;
import io.risknet.pipelines.run.TableReading;
import io.risknet.pipelines.run.Tallies;
import io.risknet.pipelines.spec.Specs;
import io.risknet.pipelines.spec.TableSpec;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.profiling.ProfileRecords;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.NumberLines;
import io.risknet.transforms.records.RangeStats;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.scoring.ScoreRecords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The profiling pipeline: raw files in, {@code profile.json} out, the manifest last. Against a
 * model the table is read, cleaned and scored by it, and compared with what it was trained on.
 */
public final class ProfilePipeline {
  /** The command. */
  public static final String PROFILE = "profile";

  private static final String TABLE = "input";
  private static final List<String> RESULTS = List.of("rejects/**", ProfileFile.NAME);

  private ProfilePipeline() {}

  /**
   * Defines the pipeline, and makes the output ready after everything that can be checked
   * beforehand has been.
   *
   * @throws IllegalArgumentException with one sentence when an option, the spec, the model, the
   *     input or the output is not as it should be
   */
  public static DefinedRun define(ProfileOptions options) {
    FileSystems.setDefaultPipelineOptions(options);
    checkOptions(options);
    var output = OutputDirectory.of("--output", options.getOutput());
    var pipeline = Pipeline.create(options);
    var run =
        options.getAgainst().isEmpty() ? bySpec(pipeline, options) : byModel(pipeline, options);
    var rejects = run.rejects().apply("NumberLines", NumberLines.of(run.ranges()));
    var tallies =
        run.tallies()
            .apply(
                "CheckRejects",
                CheckRejects.above(options.getMaxRejectFraction()).writing(rejects, output))
            .apply("EndProfile", StageMark.endOf(PROFILE, output.temp()));
    run.profile()
        .apply(
            "Finish", FinishRun.of(output, run.start(), PROFILE, tallies, ProfilePipeline::write));
    output.prepare(PROFILE, RESULTS, options.isOverwrite(), "--overwrite to replace it");
    return new DefinedRun(pipeline, List.of(OutputDirectory.of(output.temp())));
  }

  /**
   * What is there once the table is read and profiled.
   *
   * @param rejects lines and rows that were left out, of the profile or of scoring
   * @param tallies of the table
   * @param ranges that were read
   * @param profile the one profile
   * @param start of the manifest
   */
  private record Profiling(
      PCollection<Reject> rejects,
      PCollection<KV<String, Long>> tallies,
      PCollection<RangeStats> ranges,
      PCollection<TableProfile> profile,
      RunManifest start) {}

  private static void checkOptions(ProfileOptions options) {
    checkArgument(
        options.getAgainst().isEmpty() != options.getSpec().isEmpty(),
        "Give --against, the model to compare the table with, or --spec, what the table is; one of"
            + " them.");
    checkArgument(
        !options.getAgainst().isEmpty() || options.getMaxPsi() == ProfileOptions.DEFAULT_MAX_PSI,
        "--maxPsi=%s is for a comparison, and there is none without --against; give the model to"
            + " compare the table with in place of --spec.",
        options.getMaxPsi());
    checkArgument(
        options.getMaxPsi() >= 0,
        "--maxPsi=%s should be 0 or more, such as 0.25.",
        options.getMaxPsi());
  }

  private static Profiling bySpec(Pipeline pipeline, ProfileOptions options) {
    var spec = Specs.load(options.getSpec());
    spec.table().cleaning().checkFit(spec.table().schema());
    var input = InputFiles.find("--input", options.getInput());
    var read = pipeline.apply("ReadTable", readBySpec(spec.table(), input, options));
    var profile = read.batches().apply("Profile", ProfileRecords.of(spec.table().schema()));
    return new Profiling(
        read.rejects(),
        read.tallies(),
        read.ranges(),
        profile,
        RunManifest.start(PROFILE, spec.name(), options, List.of(input)));
  }

  private static ReadTable readBySpec(TableSpec table, InputFiles input, ProfileOptions options) {
    return ReadTable.of(
        TABLE, TableReading.of(table), input.glob(), input.rangeBytes(options.getRangeBytes()));
  }

  /**
   * A value that is not allowed is what drift looks like, so it is profiled as it is. Its row can't
   * be scored, and is not in the profile of the score.
   */
  private static Profiling byModel(Pipeline pipeline, ProfileOptions options) {
    var model = OutputDirectory.of("--against", options.getAgainst()).path();
    var bundle = ModelDirectory.load(model);
    var reference = reference(bundle, model);
    var input = InputFiles.find("--input", options.getInput());
    var read =
        pipeline.apply(
            "ReadTable",
            ReadTable.of(
                TABLE,
                new TableReading(
                    Specs.tableOf(bundle.reading()).scoringFormat(bundle.schema()),
                    bundle.schema(),
                    bundle.cleaning().leavingNoneOut()),
                input.glob(),
                input.rangeBytes(options.getRangeBytes())));
    var scored = read.batches().apply("Score", ScoreRecords.from(model));
    var unscored = scored.get(ScoreRecords.REJECTS);
    return new Profiling(
        PCollectionList.of(read.rejects())
            .and(unscored)
            .apply("AllRejects", Flatten.pCollections()),
        PCollectionList.of(read.tallies())
            .and(unscored.apply("TallyUnscored", Tallies.ofUnscored(TABLE)))
            .apply("AllTallies", Flatten.pCollections()),
        read.ranges(),
        withScores(read.batches(), scored.get(ScoreRecords.SCORES))
            .apply(
                "Profile",
                ProfileRecords.of(ScoreColumn.addTo(bundle.schema())).against(reference)),
        RunManifest.start(
            PROFILE, "trial " + bundle.provenance().trial(), options, List.of(input)));
  }

  private static TableProfile reference(ModelBundle bundle, String model) {
    return bundle
        .profile()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("The model at %s has no profile of its training rows, as an earlier release"
                            + " made it; train it again to compare with it.")
                        .formatted(model)));
  }

  private static PCollection<RecordBatch> withScores(
      PCollection<RecordBatch> rows, PCollection<RecordBatch> scores) {
    var column =
        scores
            .apply(
                "ScoreColumn",
                MapElements.into(TypeDescriptor.of(RecordBatch.class)).via(ScoreColumn::of))
            .setCoder(RecordBatchCoder.of());
    return PCollectionList.of(rows).and(column).apply("AllColumns", Flatten.pCollections());
  }

  private static FinishRun.Told write(TableProfile profile, OutputDirectory output)
      throws IOException {
    ProfileFile.write(output, profile);
    return new FinishRun.Told(
        Optional.empty(),
        Optional.of(Stability.of(profile)).filter(stability -> !stability.hasNothing()));
  }
}
