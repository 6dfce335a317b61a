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
    if (options.getRunner() == FlinkRunner.class) {
      prepare(options.as(FlinkPipelineOptions.class));
    }
    if (isDetached(options)) {
      pipeline.get().submit();
      out.printf(
          "Submitted. The run goes on without this program, and its %s/manifest.json tells that it"
              + " has ended; Flink calls the job %s.%n",
          options.getOutput(), options.getJobName());
      return;
    }
    boolean here = Local.runs(options);
    try (var progress =
        here ? ProgressDisplay.start(out) : ProgressDisplay.follow(options.getOutput(), out)) {
      pipeline.get().run(here);
    } catch (RuntimeException e) {
      throw here ? e : RemoteFlink.explain(e);
    }
    Summary.print(options.getOutput(), out);
  }

  private static void prepare(FlinkPipelineOptions options) throws IOException {
    if (FlinkProgram.isRunning()) {
      FlinkProgram.restartWhatIsLost();
    } else if (!Local.runs(options)) {
      RemoteFlink.prepare(options);
    }
  }

  private static boolean isDetached(RunOptions options) {
    return options.getRunner() == FlinkRunner.class
        && !Local.runs(options)
        && !options.as(FlinkPipelineOptions.class).getAttachedMode();
  }
}
