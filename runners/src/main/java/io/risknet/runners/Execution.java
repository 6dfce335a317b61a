package io.risknet.runners;

import io.risknet.pipelines.options.RunOptions;
import io.risknet.pipelines.run.DefinedRun;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;

/** Carries a run out where its options say. */
final class Execution {
  private Execution() {}

  /**
   * Runs a pipeline and prints how it ended; of a detached one, how to follow it.
   *
   * @param pipeline defines it; called when the place is known to be ready
   */
  static void run(RunOptions options, Supplier<DefinedRun> pipeline, PrintStream out)
      throws IOException {
    if (runToEnd(options, pipeline, out)) {
      Summary.print(options.getOutput(), out);
    }
  }

  /**
   * Runs a pipeline, and leaves it to the caller to print how it ended.
   *
   * @param pipeline defines it; called when the place is known to be ready
   * @return whether it has ended; a detached one goes on, and how to follow it has been printed
   */
  static boolean runToEnd(RunOptions options, Supplier<DefinedRun> pipeline, PrintStream out)
      throws IOException {
    if (Local.runs(options)) {
      if (options.getRunner() == FlinkRunner.class) {
        EmbeddedFlink.prepare(options.as(FlinkPipelineOptions.class));
      }
      try (var progress = ProgressDisplay.start(out)) {
        pipeline.get().run(true);
      }
      return true;
    }
    if (options.getRunner() == FlinkRunner.class) {
      boolean program = FlinkProgram.isRunning();
      try {
        return runToEndOnFlink(options, pipeline, out);
      } finally {
        if (!program) {
          RemoteFlink.forget();
        }
      }
    }
    pipeline.get().run(false);
    return true;
  }

  /** Whether runs go on without this program, which then can't tell when they end. */
  static boolean isDetached(RunOptions options) {
    return options.getRunner() == FlinkRunner.class
        && !Local.runs(options)
        && !options.as(FlinkPipelineOptions.class).getAttachedMode();
  }

  private static boolean runToEndOnFlink(
      RunOptions options, Supplier<DefinedRun> pipeline, PrintStream out) throws IOException {
    var flink = options.as(FlinkPipelineOptions.class);
    if (FlinkProgram.isRunning()) {
      FlinkProgram.prepare();
    } else {
      RemoteFlink.prepare(flink);
    }
    if (!flink.getAttachedMode()) {
      pipeline.get().submit();
      out.printf(
          "Submitted. The run goes on without this program, and its %s/manifest.json tells that it"
              + " has ended; Flink calls the job %s.%n",
          options.getOutput(), options.getJobName());
      return false;
    }
    try (var progress = ProgressDisplay.follow(options.getOutput(), out)) {
      pipeline.get().run(false);
    } catch (RuntimeException e) {
      throw RemoteFlink.explain(e);
    }
    return true;
  }
}
