package io.risknet.runners;

import io.risknet.infra.aws.ClusterState;
import io.risknet.infra.aws.FlinkState;
import io.risknet.infra.aws.Machine;
import java.io.PrintStream;
import java.util.List;

/** What the user is told of a cluster on EC2. */
final class AwsClusterReport {
  private AwsClusterReport() {}

  static void print(ClusterState state, PrintStream out) {
    out.printf("Cluster '%s': %s%n", state.name(), state.stackStatus());
    out.printf("  bucket  s3://%s%n", state.bucket());
    out.printf("  logs    aws logs tail %s --follow%n", state.logGroup());
    machines("JobManager", state.jobManagers(), out);
    machines("Workers, %d wanted".formatted(state.wantedWorkers()), state.workers(), out);
    if (state.flink().isEmpty()) {
      out.printf("%nThe JobManager does not answer; while its machine starts, that is so.%n");
      return;
    }
    flink(state.flink().get(), state.jobManagers().get(0), out);
  }

  private static void machines(String what, List<Machine> machines, PrintStream out) {
    out.printf("%n%s:%s%n", what, machines.isEmpty() ? " no machine at the moment" : "");
    for (var machine : machines) {
      out.printf(
          "  %-20s %-12s %-12s %s%n",
          machine.id(), machine.type(), machine.zone(), machine.state());
    }
  }

  private static void flink(FlinkState flink, Machine jobManager, PrintStream out) {
    out.printf(
        "%nFlink: %d workers, %d slots, %d free%n",
        flink.workers(), flink.slots(), flink.freeSlots());
    for (var job : flink.jobs()) {
      out.printf("  %s  %-9s %6d s  %s%n", job.id(), job.state(), job.seconds(), job.name());
    }
    var address = flink.address().split(":", 2);
    out.printf(
        "Its web UI is at http://localhost:8081 while this runs:%n  aws ssm start-session --target %s"
            + " --document-name AWS-StartPortForwardingSessionToRemoteHost --parameters"
            + " host=%s,portNumber=%s,localPortNumber=8081%n",
        jobManager.id(), address[0], address[1]);
  }
}
