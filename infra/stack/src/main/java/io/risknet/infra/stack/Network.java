package io.risknet.infra.stack;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * A network without a way in or out: no internet gateway, no NAT. S3 (the bucket, and the packages
 * of Amazon Linux) is reached through a gateway endpoint, which is free; Systems Manager and the
 * logs through interface endpoints.
 */
final class Network extends Construct {
  private static final int ZONES = 3;

  /** Amazon Linux names the bucket of its packages so in every region. */
  private static final String PACKAGES = "al2023-repos-" + Aws.REGION + "-de612dc2";

  private final Vpc vpc;
  private final SecurityGroup nodes;

  Network(Construct scope, String id, String bucketArn) {
    super(scope, id);
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .ipAddresses(IpAddresses.cidr("10.87.0.0/16"))
            .availabilityZones(
                IntStream.range(0, ZONES).mapToObj(i -> Fn.select(i, Fn.getAzs())).toList())
            .natGateways(0)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("Nodes")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .cidrMask(20)
                        .build()))
            .build();
    nodes = group("NodeGroup", "Nodes: each other, and HTTPS to the endpoints");
    nodes.addIngressRule(nodes, Port.allTcp(), "The nodes of this cluster");
    nodes.addEgressRule(nodes, Port.allTcp(), "The nodes of this cluster");
    nodes.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "The endpoints: no route leads elsewhere");
    reachS3(bucketArn);
    reachServices();
  }

  List<String> subnets() {
    return vpc.getIsolatedSubnets().stream().map(subnet -> subnet.getSubnetId()).toList();
  }

  String nodeGroup() {
    return nodes.getSecurityGroupId();
  }

  /** Nothing but this bucket, whoever's credentials are used. */
  private void reachS3(String bucketArn) {
    var s3 =
        vpc.addGatewayEndpoint(
            "S3",
            GatewayVpcEndpointOptions.builder().service(GatewayVpcEndpointAwsService.S3).build());
    s3.addToPolicy(anyone(Access.OBJECT_ACTIONS, bucketArn + "/*"));
    s3.addToPolicy(anyone(Access.BUCKET_ACTIONS, bucketArn));
    s3.addToPolicy(
        anyone(List.of("s3:GetObject"), "arn:" + Aws.PARTITION + ":s3:::" + PACKAGES + "/*"));
  }

  private static PolicyStatement anyone(List<String> actions, String resource) {
    return PolicyStatement.Builder.create()
        .principals(List.of(new AnyPrincipal()))
        .actions(actions)
        .resources(List.of(resource))
        .build();
  }

  /** In one zone: an endpoint is paid for by the zone, and reached from all. */
  private void reachServices() {
    var endpoints = group("EndpointGroup", "Endpoints: HTTPS from the nodes");
    endpoints.addIngressRule(nodes, Port.tcp(443), "The nodes of this cluster");
    Map.of(
            "Ssm", InterfaceVpcEndpointAwsService.SSM,
            "SsmMessages", InterfaceVpcEndpointAwsService.SSM_MESSAGES,
            "Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS)
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            endpoint ->
                vpc.addInterfaceEndpoint(
                    endpoint.getKey(),
                    InterfaceVpcEndpointOptions.builder()
                        .service(endpoint.getValue())
                        .subnets(
                            SubnetSelection.builder()
                                .subnets(vpc.getIsolatedSubnets().subList(0, 1))
                                .build())
                        .open(false)
                        .securityGroups(List.of(endpoints))
                        .build()));
  }

  private SecurityGroup group(String id, String description) {
    return SecurityGroup.Builder.create(this, id)
        .vpc(vpc)
        .description(description)
        .allowAllOutbound(false)
        .build();
  }
}
