package io.risknet.pipelines.train;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.freddiemac.LabelOptions;
import io.risknet.pipelines.freddiemac.LabelledLoans;
import io.risknet.pipelines.options.LabelledInputOptions;
import io.risknet.pipelines.run.InputFiles;
import io.risknet.pipelines.run.LabelledRows;
import io.risknet.pipelines.run.LabelledTable;
import io.risknet.pipelines.run.TableReading;
import io.risknet.pipelines.spec.RunSpec;
import io.risknet.pipelines.spec.TableSpec;
import io.risknet.transforms.records.TableSchema;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Where rows whose outcome is known come from: a table that holds its own label, or loans whose
 * label Freddie Mac's performance files give.
 *
 * @param inputs the files
 * @param schema of the rows
 * @param outcome what the label stands for, in a sentence
 * @param rows reads them; puts out {@link LabelledRows}
 */
public record LabelledSource(
    List<InputFiles> inputs,
    TableSchema schema,
    String outcome,
    PTransform<PBegin, PCollectionTuple> rows) {

  /**
   * The rows that a spec describes.
   *
   * @throws IllegalArgumentException naming the option that is wrong, or whose files are not there
   */
  public static LabelledSource of(RunSpec spec, LabelledInputOptions options) {
    return spec.performance().isPresent()
        ? ofLoans(spec.table(), TableReading.of(spec.table()), options)
        : ofTable(spec.table(), TableReading.of(spec.table()), options);
  }

  /**
   * A table that holds its own label.
   *
   * @param reading how it is read, which may be in another way than its spec says
   * @throws IllegalArgumentException naming the option whose files are not there, or that is of
   *     loans
   */
  public static LabelledSource ofTable(
      TableSpec table, TableReading reading, LabelledInputOptions options) {
    checkArgument(
        options.getLoans().isEmpty() && options.getPerformance().isEmpty(),
        "--loans and --performance are the files of Freddie Mac, and the table here holds its own"
            + " label; give its files as --input, and nothing else.");
    checkArgument(
        LabelOptions.areDefaults(options),
        "--immature and the options that begin with --label make a label of Freddie Mac's files, and"
            + " the table here holds its own; leave them away.");
    var input = InputFiles.find("--input", options.getInput());
    return new LabelledSource(
        List.of(input),
        reading.schema(),
        table.outcome(),
        new LabelledTable(
                table,
                input.glob(),
                LabelledRows.buckets(input.bytes()),
                input.rangeBytes(options.getRangeBytes()))
            .withReading(reading));
  }

  /**
   * Loans of Freddie Mac.
   *
   * @param reading how their table is read, which may be in another way than its spec says
   * @throws IllegalArgumentException naming the option that is wrong, or whose files are not there
   */
  public static LabelledSource ofLoans(
      TableSpec table, TableReading reading, LabelledInputOptions options) {
    checkArgument(
        options.getInput().isEmpty(),
        "--input is a table that holds its own label, and the rows here come of --loans and"
            + " --performance; leave --input away.");
    var loans = InputFiles.find("--loans", options.getLoans());
    var performance = InputFiles.find("--performance", options.getPerformance());
    var rule = LabelOptions.rule(options);
    return new LabelledSource(
        List.of(loans, performance),
        LabelledLoans.schema(reading.schema()),
        rule.outcome(),
        new LabelledLoans(
                table,
                rule,
                loans.glob(),
                performance.glob(),
                LabelledRows.buckets(loans.bytes()),
                loans.rangeBytes(options.getRangeBytes()),
                performance.rangeBytes(options.getRangeBytes()))
            .withReading(reading));
  }
}
