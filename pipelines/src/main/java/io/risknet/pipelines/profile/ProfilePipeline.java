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
import io.risknet.pipelines.spec.Specs;
import io.risknet.pipelines.spec.TableSpec;
import io.risknet.transforms.profiling.ProfileRecords;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.NumberLines;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.scoring.ScoreRecords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
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
    var rejects = run.read().rejects().apply("NumberLines", NumberLines.of(run.read().ranges()));
    var tallies =
        run.read()
            .tallies()
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
   * @param read the table
   * @param profile the one profile
   * @param start of the manifest
   */
  private record Profiling(
      ReadTable.Result read, PCollection<TableProfile> profile, RunManifest start) {}

  private static void checkOptions(ProfileOptions options) {
    checkArgument(
        options.getAgainst().isEmpty() != options.getSpec().isEmpty(),
        "Give --against, the model to compare the table with, or --spec, what the table is; one of"
            + " them.");
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
        read, profile, RunManifest.start(PROFILE, spec.name(), options, List.of(input)));
  }

  private static ReadTable readBySpec(TableSpec table, InputFiles input, ProfileOptions options) {
    return ReadTable.of(
        TABLE, TableReading.of(table), input.glob(), input.rangeBytes(options.getRangeBytes()));
  }

  private static Profiling byModel(Pipeline pipeline, ProfileOptions options) {
    var model = OutputDirectory.of("--against", options.getAgainst()).path();
    var bundle = ModelDirectory.load(model);
    var reference =
        bundle
            .profile()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("The model at %s has no profile of its training rows, as an earlier release"
                                + " made it; train it again to compare with it.")
                            .formatted(model)));
    var input = InputFiles.find("--input", options.getInput());
    var read =
        pipeline.apply(
            "ReadTable",
            ReadTable.of(
                TABLE,
                new TableReading(
                    Specs.tableOf(bundle.reading()).scoringFormat(bundle.schema()),
                    bundle.schema(),
                    bundle.cleaning()),
                input.glob(),
                input.rangeBytes(options.getRangeBytes())));
    // No row is rejected here: all of them passed the same rules when they were read.
    var scores = read.batches().apply("Score", ScoreRecords.from(model)).get(ScoreRecords.SCORES);
    PCollection<RecordBatch> all =
        PCollectionList.of(read.batches())
            .and(
                scores
                    .apply(
                        "ScoreColumn",
                        MapElements.into(TypeDescriptor.of(RecordBatch.class)).via(ScoreColumn::of))
                    .setCoder(RecordBatchCoder.of()))
            .apply("AllColumns", Flatten.pCollections());
    return new Profiling(
        read,
        all.apply(
            "Profile", ProfileRecords.of(ScoreColumn.addTo(bundle.schema())).against(reference)),
        RunManifest.start(
            PROFILE, "trial " + bundle.provenance().trial(), options, List.of(input)));
  }

  private static FinishRun.Told write(TableProfile profile, OutputDirectory output)
      throws IOException {
    ProfileFile.write(output, profile);
    return new FinishRun.Told(
        Optional.empty(),
        Optional.of(Stability.of(profile)).filter(stability -> !stability.hasNothing()));
  }
}
