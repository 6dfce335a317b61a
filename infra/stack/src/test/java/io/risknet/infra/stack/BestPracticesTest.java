package io.risknet.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.constructs.Construct;

/** AWS's own checks find nothing but what was decided otherwise, with the reason. */
@NeedsNode
class BestPracticesTest {

  @Test
  void ofTheStorage() {
    assertThat(findings(app -> new StorageStack(app, "storage"), STORAGE)).isEmpty();
  }

  @Test
  void ofTheCluster() {
    assertThat(findings(app -> new ClusterStack(app, "cluster"), CLUSTER)).isEmpty();
  }

  @Test
  void whatIsDecidedOtherwiseIsStillFoundWithoutTheDecision() {
    assertThat(findings(app -> new ClusterStack(app, "cluster"), List.of())).isNotEmpty();
  }

  private static final List<NagPackSuppression> STORAGE =
      List.of(
          decided(
              "AwsSolutions-S1",
              "Who reads the bucket is told by CloudTrail, which an account has or has not; a log"
                  + " bucket of its own would be another one to keep."));

  private static final List<NagPackSuppression> CLUSTER =
      List.of(
          decided(
              "AwsSolutions-IAM4",
              "AmazonSSMManagedInstanceCore is what Systems Manager asks for, and follows its"
                  + " agent; the nodes have nothing else that is managed."),
          decided(
              "AwsSolutions-IAM5",
              "The wildcards are the objects of one bucket and the streams of one log group; no"
                  + " action has one (ClusterStackTest)."),
          decided(
              "AwsSolutions-VPC7",
              "The network has no way in or out, so its flow logs would list the nodes' own"
                  + " exchange with each other."),
          decided(
              "CdkNagValidationFailure",
              "The check of encrypted disks can't read a size that is a parameter; ClusterStackTest"
                  + " holds them encrypted."),
          decided(
              "AwsSolutions-AS3",
              "'risknet cluster status' tells how many machines there are; nobody waits for a"
                  + " message of each spot machine that comes and goes."));

  private static NagPackSuppression decided(String id, String reason) {
    return NagPackSuppression.builder().id(id).reason(reason).build();
  }

  private static List<String> findings(
      Function<Construct, Stack> make, List<NagPackSuppression> decided) {
    var stack = make.apply(Synthesize.app());
    NagSuppressions.addStackSuppressions(stack, decided);
    Aspects.of(stack).add(new AwsSolutionsChecks());
    var annotations = Annotations.fromStack(stack);
    var any = Match.stringLikeRegexp("AwsSolutions-.*");
    return Stream.concat(
            annotations.findError("*", any).stream(), annotations.findWarning("*", any).stream())
        .map(finding -> finding.getId() + ": " + finding.getEntry().getData())
        .toList();
  }
}
