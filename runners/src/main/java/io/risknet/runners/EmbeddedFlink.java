package io.risknet.runners;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.ConfigConstants;

/** Flink in this JVM, which by itself would listen on all addresses of the machine. */
final class EmbeddedFlink {
  /**
   * Workers fetch large parts of a job from the machine's own name, where nothing listens then; in
   * one JVM they are handed over.
   */
  private static final String LOOPBACK =
      """
      rest.address: localhost
      rest.bind-address: localhost
      jobmanager.bind-host: localhost
      blob.offload.minsize: %d
      """
          .formatted(Integer.MAX_VALUE);

  private EmbeddedFlink() {}

  /** Has it listen on loopback alone, unless the user gives a configuration. */
  static void prepare(FlinkPipelineOptions options) throws IOException {
    if (options.getFlinkConfDir() != null
        || System.getenv(ConfigConstants.ENV_FLINK_CONF_DIR) != null) {
      return;
    }
    var directory = Files.createTempDirectory("risknet-flink");
    directory.toFile().deleteOnExit();
    Files.writeString(directory.resolve("config.yaml"), LOOPBACK).toFile().deleteOnExit();
    options.setFlinkConfDir(directory.toString());
  }
}
