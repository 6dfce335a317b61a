package io.risknet.runners;

import io.risknet.infra.aws.Ec2Cluster;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster status --aws}. */
final class StatusOnAws implements Command {

  @Override
  public String name() {
    return "cluster status --aws";
  }

  @Override
  public String summary() {
    return "shows the machines, workers and jobs of a cluster on EC2";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return AwsClusterOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
    var aws = AwsArguments.of(arguments);
    var options = aws.parse(AwsClusterOptions.class);
    try (var clients = aws.clients()) {
      AwsClusterReport.print(Ec2Cluster.of(options.getName(), clients, out::println).state(), out);
    }
  }
}
