package io.risknet.infra.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The CloudFormation templates that {@code risknet cluster up --aws} sends, and the script of the
 * nodes. The templates are written by {@code risknet-infra-stack}, which holds them equal to its
 * code.
 */
public final class Templates {
  /** The file of the stack that outlives clusters. */
  public static final String STORAGE_FILE = "storage.json";

  /** The file of a cluster's stack. */
  public static final String CLUSTER_FILE = "cluster.json";

  /** How many instance types the workers are given. */
  public static final int WORKER_TYPES = 4;

  /** How many workers there may be, unless it is said. */
  public static final int MAX_WORKERS = 64;

  /** How many workers a cluster has where nothing else is asked for. */
  public static final int WORKERS = 2;

  /** What a node takes of its machine's memory, in percent; the rest is the system's. */
  public static final int MEMORY_PERCENT = 85;

  /** The output that names the group of the JobManager. */
  public static final String JOB_MANAGER_GROUP = "JobManagerGroup";

  /** The output that names the group of the workers. */
  public static final String WORKER_GROUP = "WorkerGroup";

  /** The output, of both stacks, that names the bucket. */
  public static final String BUCKET = "BucketName";

  /** The output, of both stacks, that names the log group. */
  public static final String LOG_GROUP = "LogGroupName";

  private Templates() {}

  /** The stack of the bucket and the logs. */
  public static String storage() {
    return resource(STORAGE_FILE);
  }

  /** The stack of a cluster. */
  public static String cluster() {
    return resource(CLUSTER_FILE);
  }

  /** What a node runs. */
  public static String nodeScript() {
    return resource("node.sh");
  }

  private static String resource(String name) {
    try (var stream = Templates.class.getResourceAsStream("/io/risknet/infra/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("There is no " + name + " in RiskNet's jar.");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("RiskNet's own " + name + " can't be read.", e);
    }
  }
}
