package io.risknet.runners;

import io.risknet.pipelines.freddiemac.synthetic.GenerateQuarter;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import io.risknet.pipelines.options.GenerateOptions;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet generate}. */
final class GenerateCommand implements Command {

  @Override
  public String name() {
    return "generate";
  }

  @Override
  public String summary() {
    return "writes synthetic loans in the format of Freddie Mac's files";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return GenerateOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(arguments, GenerateOptions.class);
    var quarter =
        SyntheticQuarter.of(options.getQuarter())
            .withLoans(options.getLoans())
            .withSeed(options.getSeed())
            .withDirtyFraction(options.getDirtyFraction());
    var files =
        GenerateQuarter.of(quarter)
            .withOverwrite(options.isOverwrite())
            .write(Local.directory(options.getOutput()));
    out.println("Loans:       " + files.loans());
    out.println("Performance: " + files.performance());
  }
}
