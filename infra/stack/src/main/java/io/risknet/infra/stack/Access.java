package io.risknet.infra.stack;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** What the nodes of one role may do: use the bucket, write logs, be reached by Systems Manager. */
final class Access extends Construct {
  static final List<String> OBJECT_ACTIONS =
      List.of(
          "s3:GetObject",
          "s3:PutObject",
          "s3:DeleteObject",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts");
  static final List<String> BUCKET_ACTIONS = List.of("s3:ListBucket", "s3:GetBucketLocation");

  private final CfnInstanceProfile profile;

  /**
   * @param readOnly prefixes of the bucket that these nodes may read but not change: the jar that
   *     every node runs, and the address that every worker trusts
   */
  Access(Construct scope, String id, String bucketArn, String logGroup, List<String> readOnly) {
    super(scope, id);
    var role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
            .managedPolicies(
                List.of(ManagedPolicy.fromAwsManagedPolicyName("AmazonSSMManagedInstanceCore")))
            .build();
    role.addToPolicy(statement(Effect.ALLOW, BUCKET_ACTIONS, List.of(bucketArn)));
    role.addToPolicy(statement(Effect.ALLOW, OBJECT_ACTIONS, List.of(bucketArn + "/*")));
    role.addToPolicy(
        statement(
            Effect.DENY,
            List.of("s3:PutObject", "s3:DeleteObject"),
            readOnly.stream().map(prefix -> bucketArn + "/" + prefix + "/*").toList()));
    var logs =
        "arn:%s:logs:%s:%s:log-group:%s:*"
            .formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID, logGroup);
    role.addToPolicy(
        statement(
            Effect.ALLOW,
            List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
            List.of(logs)));
    profile =
        CfnInstanceProfile.Builder.create(this, "Profile")
            .roles(List.of(role.getRoleName()))
            .build();
    // A node that starts before it may do anything gives up on nothing, but waits in vain.
    profile.getNode().addDependency(role);
  }

  String profileArn() {
    return profile.getAttrArn();
  }

  private static PolicyStatement statement(
      Effect effect, List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create()
        .effect(effect)
        .actions(actions)
        .resources(resources)
        .build();
  }
}
