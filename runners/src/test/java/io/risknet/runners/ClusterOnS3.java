package io.risknet.runners;

import io.risknet.runners.s3.S3Server;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A cluster of two workers beside an S3 store, and trainings on both.
 *
 * @param server the store
 * @param cluster that works on it
 * @param runs what is trained
 */
record ClusterOnS3(S3Server server, TestCluster cluster, RunsOnS3 runs) implements AutoCloseable {

  /** Starts both, with the table and spec of local runs on the store. */
  static ClusterOnS3 start(Path temp, SmallRuns local) throws IOException, InterruptedException {
    var server = S3Server.start();
    try {
      return new ClusterOnS3(server, TestCluster.start(temp, 2), RunsOnS3.of(local, server));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try (server) {
      cluster.close();
    }
  }
}
