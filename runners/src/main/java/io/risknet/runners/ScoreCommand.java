package io.risknet.runners;

import io.risknet.pipelines.options.ScoreOptions;
import io.risknet.pipelines.score.ScorePipeline;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet score}. */
final class ScoreCommand implements Command {

  @Override
  public String name() {
    return "score";
  }

  @Override
  public String summary() {
    return "gives every row of a table its default probability";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ScoreOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(name(), arguments, ScoreOptions.class);
    Execution.run(options, () -> ScorePipeline.define(options), out);
  }
}
