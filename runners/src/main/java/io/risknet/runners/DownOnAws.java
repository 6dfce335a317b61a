package io.risknet.runners;

import io.risknet.infra.aws.Ec2Cluster;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster down --aws}. */
final class DownOnAws implements Command {

  @Override
  public String name() {
    return "cluster down --aws";
  }

  @Override
  public String summary() {
    return "removes a cluster on EC2; its bucket stays";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return AwsClusterOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
    var aws = AwsArguments.of(arguments);
    var name = aws.parse(AwsClusterOptions.class).getName();
    try (var clients = aws.clients()) {
      var cluster = Ec2Cluster.of(name, clients, out::println);
      boolean wasThere = cluster.down();
      out.printf(
          "%s '%s' in %s.%n",
          wasThere ? "Removed the cluster" : "There is no cluster", name, clients.region());
      cluster
          .bucket()
          .ifPresent(
              bucket ->
                  out.printf(
                      "The bucket s3://%s stays, with data, models and ledgers; the next 'cluster"
                          + " up' finds it. The stack '%s-storage' keeps it, and the logs.%n",
                      bucket, name));
    }
  }
}
