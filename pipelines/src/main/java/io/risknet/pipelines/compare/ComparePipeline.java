package io.risknet.pipelines.compare;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.CompareOptions;
import io.risknet.pipelines.run.DefinedRun;
import io.risknet.pipelines.run.FinishRun;
import io.risknet.pipelines.run.LabelledRows;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.StageMark;
import io.risknet.pipelines.train.LabelledSource;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * The comparing pipeline: labelled rows in, scored by two models, {@code comparison.json} out, the
 * manifest last. Duplicates and labels are settled by the champion's spec, on rows of which nothing
 * but id and label is cleaned, and each model scores a row as {@code risknet score} does.
 */
public final class ComparePipeline {
  /** The command. */
  public static final String COMPARE = "compare";

  private static final List<String> RESULTS = List.of(Comparison.FILE, "rejects/**");

  private ComparePipeline() {}

  /**
   * Defines the pipeline, and makes the output ready after everything that can be checked
   * beforehand has been.
   *
   * @throws IllegalArgumentException with one sentence when an option, a model, the input or the
   *     output is not as it should be
   */
  public static DefinedRun define(CompareOptions options) {
    FileSystems.setDefaultPipelineOptions(options);
    checkArgument(
        options.getModel().size() == 2,
        "Give --model twice, the champion's directory first and then the challenger's; it is given"
            + " %s times.",
        options.getModel().size());
    var champion = Contender.at(options.getModel().get(0));
    var challenger = Contender.at(options.getModel().get(1));
    var source = source(champion, challenger, options);
    var output = OutputDirectory.of("--output", options.getOutput());
    var trials = "trial %s, trial %s".formatted(trial(champion), trial(challenger));
    var start = RunManifest.start(COMPARE, trials, options, source.inputs());
    var pipeline = Pipeline.create(options);
    var labelled = pipeline.apply("Label", source.rows());
    var tallies =
        LabelledRows.check(labelled, options.getMaxRejectFraction(), output)
            .apply("EndCompare", StageMark.endOf(COMPARE, output.temp()));
    var label = source.schema().nameOf(ColumnRole.LABEL);
    var score = new ScoreBothFn(champion.directory(), challenger.directory(), label);
    var compare =
        new CompareFn(
            champion.directory(),
            challenger.directory(),
            source.outcome(),
            options.getMinAucGain(),
            options.getMaxRejectFraction());
    compared(labelled.get(LabelledRows.ROWS), score, compare)
        .apply("Finish", FinishRun.of(output, start, COMPARE, tallies, ComparePipeline::write));
    output.prepare(COMPARE, RESULTS, options.isOverwrite(), "--overwrite to replace it");
    return new DefinedRun(pipeline, List.of(OutputDirectory.of(output.temp())));
  }

  private static String trial(Contender model) {
    return model.bundle().provenance().trial();
  }

  private static LabelledSource source(
      Contender champion, Contender challenger, CompareOptions options) {
    var table = champion.table();
    var id = table.schema().column(table.schema().nameOf(ColumnRole.ID));
    var label = table.schema().first(ColumnRole.LABEL);
    if (label.isPresent()) {
      var reading = CommonTable.reading(champion, challenger, List.of(id, label.get()));
      return LabelledSource.ofTable(table, reading, options);
    }
    checkArgument(
        !options.getLoans().isEmpty(),
        "The table that the model at %s was trained on holds no label; give --loans and"
            + " --performance in place of --input.",
        champion.directory());
    var reading = CommonTable.reading(champion, challenger, List.of(id));
    return LabelledSource.ofLoans(table, reading, options);
  }

  private static PCollection<Comparison> compared(
      PCollection<KV<Integer, RecordBatch>> rows, ScoreBothFn score, CompareFn compare) {
    var byBucket = KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of());
    return rows.apply("ScoreBoth", ParDo.of(score))
        .setCoder(byBucket)
        .apply("OneKey", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), byBucket))
        .apply("AllRows", GroupByKey.create())
        .apply("Compare", ParDo.of(compare))
        .setCoder(JsonCoder.of(Comparison.class));
  }

  private static FinishRun.Told write(Comparison comparison, OutputDirectory output)
      throws IOException {
    comparison.write(output);
    return new FinishRun.Told(
        Optional.of(
            Map.of(
                ScoreBothFn.CHAMPION, comparison.champion().metrics(),
                ScoreBothFn.CHALLENGER, comparison.challenger().metrics())),
        Optional.empty());
  }
}
