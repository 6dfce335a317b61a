package io.risknet.runners;

import io.risknet.infra.aws.ClusterPlan;
import io.risknet.infra.aws.Ec2Cluster;
import io.risknet.runners.cluster.Jar;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster up --aws}. */
final class UpOnAws implements Command {

  @Override
  public String name() {
    return "cluster up --aws";
  }

  @Override
  public String summary() {
    return "makes a cluster on EC2, or changes the size of one";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return AwsClusterOptions.Plan.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
    var aws = AwsArguments.of(arguments);
    var options = aws.parse(AwsClusterOptions.Plan.class);
    var plan = plan(options);
    try (var clients = aws.clients()) {
      var state = Ec2Cluster.of(plan.name(), clients, out::println).up(plan, jar());
      out.println();
      AwsClusterReport.print(state, out);
    }
  }

  private static ClusterPlan plan(AwsClusterOptions.Plan options) {
    return new ClusterPlan(
        options.getName(),
        Optional.ofNullable(options.getWorkers()),
        Optional.ofNullable(options.getMaxWorkers()),
        Optional.ofNullable(options.getWorkerTypes()),
        Optional.ofNullable(options.getWorkerDisk()),
        Optional.ofNullable(options.getSlots()),
        Optional.ofNullable(options.getJobManagerType()));
  }

  private static Path jar() {
    return Jar.current()
        .map(Jar::path)
        .orElseThrow(
            () -> new IllegalStateException("Nodes run the fat jar, which ./risknet builds."));
  }
}
