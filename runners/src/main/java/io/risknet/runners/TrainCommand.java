package io.risknet.runners;

import io.risknet.pipelines.options.TrainOptions;
import io.risknet.pipelines.train.TrainPipeline;
import java.io.IOException;
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
  public void run(String[] arguments, PrintStream out) throws IOException {
    train(Arguments.parse(name(), arguments, TrainOptions.class), out);
  }

  /** Trains with options that are parsed already. */
  static void train(TrainOptions options, PrintStream out) throws IOException {
    Execution.run(options, () -> TrainPipeline.define(options), out);
  }
}
