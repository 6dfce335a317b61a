package io.risknet.infra.stack;

import io.risknet.infra.aws.Templates;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.InstancesDistributionProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.LaunchTemplateOverridesProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.LaunchTemplateProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.LaunchTemplateSpecificationProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.LifecycleHookSpecificationProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.MixedInstancesPolicyProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.constructs.Construct;

/**
 * A Flink cluster: one JobManager on demand, and workers on spot machines of several types in
 * several zones. Each stands in an Auto Scaling group, so that a machine that is lost is replaced.
 */
final class ClusterStack extends Stack {

  ClusterStack(Construct scope, String id) {
    super(scope, id, Synthesize.props("RiskNet: a Flink cluster in a private network"));
    var settings = new Settings(this);
    var bucketArn = "arn:" + Aws.PARTITION + ":s3:::" + settings.bucket();
    var network = new Network(this, "Network", bucketArn);
    var jobManagers = jobManager(settings, network, bucketArn);
    var workers = workers(settings, network, bucketArn);
    Marks.tag(this);
    output(
        Templates.JOB_MANAGER_GROUP, jobManagers.getRef(), "The group that keeps one JobManager");
    output(Templates.WORKER_GROUP, workers.getRef(), "The group of the spot workers");
    output(Templates.BUCKET, settings.bucket(), "Data, models, ledgers and the jar");
    output(Templates.LOG_GROUP, settings.logGroup(), "What the nodes log");
  }

  private CfnAutoScalingGroup jobManager(Settings settings, Network network, String bucketArn) {
    var access =
        new Access(this, "JobManagerAccess", bucketArn, settings.logGroup(), List.of("jars"));
    var launch = Node.launch(this, Node.Role.JOB_MANAGER, settings, network, access);
    var group =
        CfnAutoScalingGroup.Builder.create(this, "JobManagerMachine")
            .minSize("1")
            .maxSize("1")
            .desiredCapacity("1")
            .vpcZoneIdentifier(network.subnets())
            .launchTemplate(latest(launch))
            .build();
    group.getNode().addDependency(network, access);
    return group;
  }

  private CfnAutoScalingGroup workers(Settings settings, Network network, String bucketArn) {
    var access =
        new Access(
            this, "WorkerAccess", bucketArn, settings.logGroup(), List.of("jars", "cluster"));
    var launch = Node.launch(this, Node.Role.WORKER, settings, network, access);
    var sizes = settings.sizes();
    var group =
        CfnAutoScalingGroup.Builder.create(this, "WorkerMachines")
            .minSize(sizes.get(0).getValueAsString())
            .desiredCapacity(sizes.get(1).getValueAsString())
            .maxSize(sizes.get(2).getValueAsString())
            .vpcZoneIdentifier(network.subnets())
            // A replacement starts as soon as EC2 expects to take a machine back.
            .capacityRebalance(true)
            .mixedInstancesPolicy(
                MixedInstancesPolicyProperty.builder()
                    .instancesDistribution(
                        InstancesDistributionProperty.builder()
                            .onDemandBaseCapacity(0)
                            .onDemandPercentageAboveBaseCapacity(0)
                            .spotAllocationStrategy("capacity-optimized")
                            .build())
                    .launchTemplate(
                        LaunchTemplateProperty.builder()
                            .launchTemplateSpecification(latest(launch))
                            .overrides(types(settings))
                            .build())
                    .build())
            .lifecycleHookSpecificationList(List.of(twoMinutes()))
            .build();
    group.getNode().addDependency(network, access);
    return group;
  }

  private static List<LaunchTemplateOverridesProperty> types(Settings settings) {
    return IntStream.range(0, Templates.WORKER_TYPES)
        .mapToObj(
            i ->
                LaunchTemplateOverridesProperty.builder()
                    .instanceType(settings.workerType(i))
                    .build())
        .toList();
  }

  /** What spot gives, also when the group takes a machine: the worker drains in it. */
  private static LifecycleHookSpecificationProperty twoMinutes() {
    return LifecycleHookSpecificationProperty.builder()
        .lifecycleHookName("drain")
        .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
        .heartbeatTimeout(120)
        .defaultResult("CONTINUE")
        .build();
  }

  private static LaunchTemplateSpecificationProperty latest(CfnLaunchTemplate launch) {
    return LaunchTemplateSpecificationProperty.builder()
        .launchTemplateId(launch.getRef())
        .version(launch.getAttrLatestVersionNumber())
        .build();
  }

  private void output(String name, String value, String description) {
    CfnOutput.Builder.create(this, name).value(value).description(description).build();
  }
}
