package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.freddiemac.synthetic.GenerateQuarter;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import io.risknet.pipelines.options.RunOptions;
import io.risknet.pipelines.options.TrainOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet demo}: four synthetic quarters, of which the last is out of time. */
final class DemoCommand implements Command {
  private static final List<String> QUARTERS = List.of("2009Q1", "2009Q2", "2009Q3", "2009Q4");

  /** Marks a directory whose data and run are the demo's own. */
  private static final String MARK = ".risknet-demo";

  /** The options of the demo; those of {@code train} are accepted as well. */
  public interface DemoOptions extends RunOptions {

    @Override
    @Description("The local directory for the data and the results; else risknet-demo.")
    String getOutput();

    @Description("How many loans each of the four quarters has.")
    @Default.Integer(10_000)
    int getLoansPerQuarter();

    void setLoansPerQuarter(int loans);
  }

  /** All options that the demo accepts. */
  public interface DemoTrainOptions extends DemoOptions, TrainOptions {}

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "generates a year of synthetic loans and runs the whole pipeline on it";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return DemoOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = parse(arguments);
    var directory = Local.directory(options.getOutput());
    var data = directory.resolve("data");
    var run = directory.resolve("run");
    take(directory, List.of(data, run), options.isOverwrite());
    generate(options.getLoansPerQuarter(), data, out);
    options.setLoans(data.resolve("historical_data_20*.txt").toString());
    options.setPerformance(data.resolve("historical_data_time_*.txt").toString());
    options.setOutput(run.toString());
    options.setOverwrite(!options.isResume());
    TrainCommand.train(options, out);
  }

  private static DemoTrainOptions parse(String[] arguments) {
    var all = new ArrayList<>(List.of(arguments));
    checkArgument(
        all.stream().noneMatch(argument -> argument.startsWith("--spec=")),
        "The demo goes by --spec=freddie-mac, as the files are that it generates; 'risknet train'"
            + " takes another spec.");
    all.add("--spec=freddie-mac");
    if (all.stream().noneMatch(argument -> argument.startsWith("--output="))) {
      all.add("--output=risknet-demo");
    }
    var options = Arguments.parse("demo", all.toArray(String[]::new), DemoTrainOptions.class);
    checkArgument(
        (options.getInput() + options.getLoans() + options.getPerformance()).isEmpty(),
        "The demo runs on files that it generates; 'risknet train' takes --input, --loans and"
            + " --performance.");
    checkArgument(
        !options.isResume() || !options.isOverwrite(),
        "--resume goes on with a demo and --overwrite starts anew; give one of them.");
    return options;
  }

  /** What an earlier demo left is replaced: its data is the same. What others left is not. */
  private static void take(Path directory, List<Path> below, boolean overwrite) throws IOException {
    var mark = directory.resolve(MARK);
    if (!Files.exists(mark) && !overwrite) {
      for (var other : below) {
        checkArgument(
            Files.notExists(other),
            "There is %s already, and no demo wrote it; choose another --output, or give"
                + " --overwrite to replace what the demo writes there.",
            other);
      }
    }
    Files.createDirectories(directory);
    Files.writeString(mark, "");
  }

  private static void generate(int loans, Path data, PrintStream out) throws IOException {
    out.println("Generating " + QUARTERS.size() * loans + " synthetic loans in " + data + " ...");
    for (var quarter : QUARTERS) {
      GenerateQuarter.of(SyntheticQuarter.of(quarter).withLoans(loans))
          .withOverwrite(true)
          .write(data);
    }
  }
}
