package io.risknet.pipelines.run;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;

/**
 * A run whose pipeline is defined and whose output is ready.
 *
 * @param pipeline the pipeline
 * @param temporary the directories where it keeps files for a while
 */
public record DefinedRun(Pipeline pipeline, List<OutputDirectory> temporary) {

  /**
   * Runs the pipeline and waits for its end.
   *
   * @param here whether it runs in this JVM alone: then a failure here is its end, and nothing that
   *     it kept for a while is left behind. A cluster may still be at work when its client fails
   */
  public void run(boolean here) {
    try {
      pipeline.run().waitUntilFinish();
    } catch (RuntimeException | Error e) {
      if (here) {
        temporary.forEach(directory -> delete(directory, e));
      }
      throw e;
    }
  }

  /** Hands the pipeline over to a cluster, and does not wait for its end. */
  public void submit() {
    pipeline.run();
  }

  private static void delete(OutputDirectory directory, Throwable because) {
    try {
      directory.delete();
    } catch (IOException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }
}
