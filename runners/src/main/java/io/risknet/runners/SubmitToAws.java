package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.infra.aws.Ec2Cluster;
import io.risknet.runners.s3.S3Arguments;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet cluster submit --aws COMMAND --option=value ...}. */
final class SubmitToAws implements Command {
  private static final List<String> COMMANDS = List.of("train", "score");

  @Override
  public String name() {
    return "cluster submit --aws";
  }

  @Override
  public String summary() {
    return "hands a train or score command, with its options behind it, to a cluster on EC2";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return AwsClusterOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
    var aws = AwsArguments.of(arguments);
    var options = aws.parse(AwsClusterOptions.class);
    checkArgument(
        !aws.command().isEmpty(),
        "What shall the cluster do? Put train or score, with its options, behind --aws.");
    checkArgument(
        COMMANDS.contains(aws.command().get(0)),
        "A cluster is given train or score, not '%s'.",
        aws.command().get(0));
    checkArgument(
        aws.command().stream().anyMatch(word -> word.startsWith("--output=s3://")),
        "The nodes share no disk: give --output=s3://BUCKET/PREFIX behind '%s'.",
        aws.command().get(0));
    // AWS keeps what it sends to machines, and there it can be seen in the list of processes.
    S3Arguments.firstSecret(aws.command())
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "The nodes use their role for S3, and what is submitted can be read by others:"
                      + " leave --%s out.".formatted(name));
            });
    try (var clients = aws.clients()) {
      out.println(Ec2Cluster.of(options.getName(), clients, out::println).submit(aws.command()));
    }
  }
}
