package io.risknet.runners;

import io.risknet.pipelines.options.TrainOptions;
import io.risknet.pipelines.train.TrainPipeline;
import java.io.PrintStream;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet train}. */
final class TrainCommand implements Command {

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "makes a model from raw files: features, search, evaluation, scores";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return TrainOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) {
    train(Arguments.parse(arguments, TrainOptions.class), out);
  }

  /** Trains with options that are parsed already. */
  static void train(TrainOptions options, PrintStream out) {
    try (var progress = ProgressDisplay.start(out)) {
      TrainPipeline.define(options).run(Local.runs(options));
    }
    Summary.print(options.getOutput(), out);
  }
}
