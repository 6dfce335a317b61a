package io.risknet.infra.stack;

import io.risknet.infra.aws.Templates;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnTag;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.BlockDeviceMappingProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.EbsProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.IamInstanceProfileProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.LaunchTemplateDataProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.MetadataOptionsProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.TagSpecificationProperty;
import software.constructs.Construct;

/** How a machine of one role is launched: image, disk, metadata, access, and what it runs first. */
final class Node {

  /** The two roles, named as the script of the nodes takes them. */
  enum Role {
    JOB_MANAGER("jobmanager"),
    WORKER("worker");

    private final String word;

    Role(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  private Node() {}

  static CfnLaunchTemplate launch(
      Construct scope, Role role, Settings settings, Network network, Access access) {
    boolean isWorker = role == Role.WORKER;
    return CfnLaunchTemplate.Builder.create(scope, isWorker ? "WorkerLaunch" : "JobManagerLaunch")
        .launchTemplateData(
            LaunchTemplateDataProperty.builder()
                .imageId(settings.image())
                .instanceType(isWorker ? settings.workerType(0) : settings.jobManagerType())
                .iamInstanceProfile(
                    IamInstanceProfileProperty.builder().arn(access.profileArn()).build())
                .securityGroupIds(List.of(network.nodeGroup()))
                .metadataOptions(
                    MetadataOptionsProperty.builder()
                        .httpTokens("required")
                        .httpPutResponseHopLimit(1)
                        .build())
                .blockDeviceMappings(List.of(disk(isWorker ? settings.workerDisk() : 30)))
                .tagSpecifications(List.of(tags(role, "instance"), tags(role, "volume")))
                .userData(Fn.base64(userData(role, settings)))
                .build())
        .build();
  }

  private static BlockDeviceMappingProperty disk(Number gibibytes) {
    return BlockDeviceMappingProperty.builder()
        .deviceName("/dev/xvda")
        .ebs(
            EbsProperty.builder()
                .volumeType("gp3")
                .volumeSize(gibibytes)
                .encrypted(true)
                .deleteOnTermination(true)
                .build())
        .build();
  }

  private static TagSpecificationProperty tags(Role role, String resource) {
    return TagSpecificationProperty.builder()
        .resourceType(resource)
        .tags(
            List.of(
                CfnTag.builder().key("Name").value(Aws.STACK_NAME + "-" + role).build(),
                CfnTag.builder().key("project").value("risknet").build(),
                CfnTag.builder().key("risknet:stack").value(Aws.STACK_NAME).build()))
        .build();
  }

  /** The script of the nodes as it is, after what it is to know. */
  private static String userData(Role role, Settings settings) {
    var known =
        Stream.of(
                "ROLE=" + role,
                "CLUSTER=" + Aws.STACK_NAME,
                "BUCKET=" + settings.bucket(),
                "JAR_KEY=" + settings.jarKey(),
                "JAR_SHA256=" + settings.jarSha256(),
                "LOG_GROUP=" + settings.logGroup(),
                "SLOTS=" + settings.slots())
            .map(word -> "export RISKNET_" + word + "\n")
            .collect(Collectors.joining());
    return "#!/usr/bin/env bash\n"
        + known
        + "export AWS_REGION="
        + Aws.REGION
        + "\n"
        + Templates.nodeScript();
  }
}
