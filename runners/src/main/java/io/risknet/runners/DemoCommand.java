package io.risknet.runners;

import io.risknet.pipelines.freddiemac.synthetic.GenerateQuarter;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import io.risknet.pipelines.options.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet demo}: four synthetic quarters, of which the last is out of time. */
final class DemoCommand implements Command {
  private static final List<String> QUARTERS = List.of("2009Q1", "2009Q2", "2009Q3", "2009Q4");

  /** The options of the demo; those of {@code train} are accepted as well. */
  public interface DemoOptions extends RunOptions {

    @Override
    @Description("The directory for the data and the results.")
    @Default.String("risknet-demo")
    String getOutput();

    @Description("How many loans each of the four quarters has.")
    @Default.Integer(10_000)
    int getLoansPerQuarter();

    void setLoansPerQuarter(int loans);
  }

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
    var directory = Path.of(value(arguments, "output", "risknet-demo"));
    int loans = Integer.parseInt(value(arguments, "loansPerQuarter", "10000"));
    var data = directory.resolve("data");
    out.println("Generating " + QUARTERS.size() * loans + " synthetic loans in " + data + " ...");
    for (var quarter : QUARTERS) {
      // The demo's data is its own: an earlier demo's is replaced, and it is the same data.
      GenerateQuarter.of(SyntheticQuarter.of(quarter).withLoans(loans))
          .withOverwrite(true)
          .write(data);
    }
    var train = new ArrayList<>(others(arguments));
    train.add("--spec=freddie-mac");
    train.add("--loans=" + data.resolve("historical_data_20*.txt"));
    train.add("--performance=" + data.resolve("historical_data_time_*.txt"));
    train.add("--output=" + directory.resolve("run"));
    train.add("--overwrite");
    new TrainCommand().run(train.toArray(String[]::new), out);
  }

  private static String value(String[] arguments, String name, String otherwise) {
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith("--" + name + "="))
        .map(argument -> argument.substring(name.length() + 3))
        .reduce(otherwise, (first, last) -> last);
  }

  private static List<String> others(String[] arguments) {
    return Arrays.stream(arguments)
        .filter(
            argument ->
                !argument.startsWith("--output=") && !argument.startsWith("--loansPerQuarter="))
        .toList();
  }
}
