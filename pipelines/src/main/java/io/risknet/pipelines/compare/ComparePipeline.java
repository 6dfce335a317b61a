package io.risknet.pipelines.compare;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.CompareOptions;
import io.risknet.pipelines.run.DefinedRun;
import io.risknet.pipelines.run.FinishRun;
import io.risknet.pipelines.run.LabelledRows;
import io.risknet.pipelines.run.ModelDirectory;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.StageMark;
import io.risknet.pipelines.spec.Specs;
import io.risknet.pipelines.train.LabelledSource;
import io.risknet.transforms.bundle.ModelBundle;
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
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;

/**
 * The comparing pipeline: labelled rows in, scored by two models, {@code comparison.json} out, the
 * manifest last. The table is read as the champion's was.
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
    var models =
        options.getModel().stream()
            .map(model -> OutputDirectory.of("--model", model).path())
            .toList();
    var bundles = models.stream().map(ModelDirectory::load).toList();
    var source = source(bundles.get(0), models.get(0), options);
    bundles.forEach(bundle -> check(bundle, models.get(bundles.indexOf(bundle)), source));
    var output = OutputDirectory.of("--output", options.getOutput());
    var trials = bundles.stream().map(bundle -> "trial " + bundle.provenance().trial()).toList();
    var start = RunManifest.start(COMPARE, String.join(", ", trials), options, source.inputs());
    var pipeline = Pipeline.create(options);
    var labelled = pipeline.apply("Label", source.rows());
    var tallies =
        LabelledRows.check(labelled, options.getMaxRejectFraction(), output)
            .apply("EndCompare", StageMark.endOf(COMPARE, output.temp()));
    var label = source.schema().nameOf(ColumnRole.LABEL);
    var scored =
        labelled
            .get(LabelledRows.ROWS)
            .apply("Rows", Values.create())
            .apply("ScoreBoth", ParDo.of(new ScoreBothFn(models.get(0), models.get(1), label)))
            .setCoder(RecordBatchCoder.of());
    compared(scored, models, options.getMinAucGain())
        .apply("Finish", FinishRun.of(output, start, COMPARE, tallies, ComparePipeline::write));
    output.prepare(COMPARE, RESULTS, options.isOverwrite(), "--overwrite to replace it");
    return new DefinedRun(pipeline, List.of(OutputDirectory.of(output.temp())));
  }

  private static LabelledSource source(ModelBundle champion, String model, CompareOptions options) {
    var table = Specs.tableOf(champion.reading());
    if (!options.getLoans().isEmpty()) {
      return LabelledSource.ofLoans(table, options);
    }
    checkArgument(
        table.schema().columns().stream().anyMatch(column -> column.role() == ColumnRole.LABEL),
        "The table that the model at %s was trained on holds no label; give --loans and"
            + " --performance in place of --input.",
        model);
    return LabelledSource.ofTable(table, options);
  }

  private static void check(ModelBundle bundle, String model, LabelledSource source) {
    for (var column : bundle.schema().columns()) {
      checkArgument(
          source.schema().contains(column.name())
              && source.schema().column(column.name()).type() == column.type(),
          "The model at %s needs the column '%s' of type %s, which the champion's table does not"
              + " have; compare models of the same table.",
          model,
          column.name(),
          column.type());
    }
  }

  private static PCollection<Comparison> compared(
      PCollection<RecordBatch> scored, List<String> models, double minAucGain) {
    return scored
        .apply("OneKey", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of()))
        .apply("AllRows", GroupByKey.create())
        .apply("Compare", ParDo.of(new CompareFn(models.get(0), models.get(1), minAucGain)))
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
