package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.run.OutputDirectory;
import java.nio.file.Path;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** What concerns this machine and no other. */
final class Local {
  private Local() {}

  /** Whether a pipeline with these options runs in this JVM alone. */
  static boolean runs(PipelineOptions options) {
    var runner = options.getRunner();
    return runner == DirectRunner.class
        || (runner == FlinkRunner.class
            && isHere(options.as(FlinkPipelineOptions.class).getFlinkMaster()));
  }

  private static boolean isHere(String flinkMaster) {
    return switch (flinkMaster) {
      case "[local]", "[collection]" -> true;
      case "[auto]" -> !FlinkProgram.isRunning();
      default -> false;
    };
  }

  /**
   * The directory for files that are written without Beam.
   *
   * @throws IllegalArgumentException when {@code --output} is of another file system, or a pattern
   */
  static Path directory(String output) {
    checkArgument(
        !output.matches("\\w[\\w+.-]*://.*"),
        "--output=%s is not on this machine, and synthetic files are written nowhere else; choose a"
            + " local directory, and copy the files from there.",
        output);
    return Path.of(OutputDirectory.of("--output", output).path());
  }
}
