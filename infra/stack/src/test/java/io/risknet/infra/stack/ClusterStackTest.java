package io.risknet.infra.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.infra.aws.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class ClusterStackTest {
  private static Template template;
  private static JsonNode resources;

  @BeforeAll
  static void synthesise() {
    template = Template.fromStack(new ClusterStack(Synthesize.app(), "cluster"));
    resources = JsonMapper.builder().build().valueToTree(template.toJSON()).get("Resources");
  }

  @Test
  void noRouteLeadsToTheInternet() {
    template.resourceCountIs("AWS::EC2::InternetGateway", 0);
    template.resourceCountIs("AWS::EC2::NatGateway", 0);
    template.resourceCountIs("AWS::EC2::Route", 0);
    template.allResourcesProperties("AWS::EC2::Subnet", Map.of("MapPublicIpOnLaunch", false));
  }

  @Test
  void theNodesStandInThreeZones() {
    template.resourceCountIs("AWS::EC2::Subnet", 3);
    for (var group : ofType("AWS::AutoScaling::AutoScalingGroup")) {
      assertThat(group.get("VPCZoneIdentifier")).hasSize(3);
    }
    assertThat(ofType("AWS::EC2::Subnet"))
        .extracting(it -> it.get("AvailabilityZone"))
        .doesNotHaveDuplicates();
  }

  @Test
  void s3IsReachedFromEverySubnetByItsGateway() {
    var gateways = endpoints("Gateway");
    assertThat(gateways).hasSize(1);
    assertThat(gateways.get(0).get("RouteTableIds")).hasSize(3);
    assertThat(gateways.get(0).get("ServiceName").toString()).contains("\".s3\"");
  }

  @Test
  void theGatewayLetsNothingThroughButThisBucketAndAmazonsPackages() {
    var statements = endpoints("Gateway").get(0).at("/PolicyDocument/Statement");
    assertThat(statements)
        .hasSize(3)
        .allSatisfy(statement -> assertThat(actions(statement)).noneMatch(it -> it.contains("*")));
    assertThat(statements)
        .extracting(statement -> arn(statement.get("Resource")))
        .containsExactly(
            "arn:aws:s3:::{Bucket}/*",
            "arn:aws:s3:::{Bucket}",
            "arn:aws:s3:::al2023-repos-{AWS::Region}-de612dc2/*");
    assertThat(actions(statements.get(2))).containsExactly("s3:GetObject");
  }

  @Test
  void sessionsAndLogsNeedNoInternet() {
    assertThat(endpoints("Interface"))
        .extracting(endpoint -> arn(endpoint.get("ServiceName")))
        .containsExactlyInAnyOrder(
            "com.amazonaws.{AWS::Region}.ssm",
            "com.amazonaws.{AWS::Region}.ssmmessages",
            "com.amazonaws.{AWS::Region}.logs");
    assertThat(endpoints("Interface"))
        .allMatch(endpoint -> endpoint.get("PrivateDnsEnabled").asBoolean());
  }

  @Test
  void nothingIsOpenToTheWorld() {
    var rules = new ArrayList<>(ofType("AWS::EC2::SecurityGroupIngress"));
    ofType("AWS::EC2::SecurityGroup")
        .forEach(group -> group.path("SecurityGroupIngress").forEach(rules::add));
    assertThat(rules)
        .hasSize(2)
        .allMatch(rule -> rule.has("SourceSecurityGroupId"))
        .noneMatch(
            rule -> rule.has("CidrIp") || rule.has("CidrIpv6") || rule.has("SourcePrefixListId"));
  }

  @Test
  void nodesTakeConnectionsFromNodesOnly() {
    var nodes =
        ofType("AWS::EC2::LaunchTemplate").get(0).at("/LaunchTemplateData/SecurityGroupIds/0");
    assertThat(ofType("AWS::EC2::SecurityGroupIngress"))
        .extracting(rule -> rule.get("SourceSecurityGroupId"))
        .containsOnly(nodes);
  }

  @Test
  void noMachineHasAKeyForSsh() {
    assertThat(launches()).hasSize(2).noneMatch(launch -> launch.has("KeyName"));
  }

  @Test
  void metadataIsGivenToSessionsOfTheMachineItselfOnly() {
    assertThat(launches())
        .allSatisfy(
            launch -> {
              assertThat(launch.at("/MetadataOptions/HttpTokens").asText()).isEqualTo("required");
              assertThat(launch.at("/MetadataOptions/HttpPutResponseHopLimit").asInt()).isOne();
            });
  }

  @Test
  void everyDiskIsEncrypted() {
    assertThat(launches())
        .allSatisfy(
            launch ->
                assertThat(launch.get("BlockDeviceMappings"))
                    .isNotEmpty()
                    .allMatch(disk -> disk.at("/Ebs/Encrypted").asBoolean()));
  }

  @Test
  void theJobManagerIsOneMachineOnDemandThatIsReplaced() {
    template.hasResourceProperties(
        "AWS::AutoScaling::AutoScalingGroup",
        Map.of(
            "MinSize", "1",
            "MaxSize", "1",
            "DesiredCapacity", "1",
            "LaunchTemplate", Match.anyValue(),
            "MixedInstancesPolicy", Match.absent()));
    assertThat(launches()).noneMatch(launch -> launch.has("InstanceMarketOptions"));
  }

  @Test
  void theWorkersAreSpotMachinesOfWhatThereIsMostOf() {
    assertThat(workers().at("/MixedInstancesPolicy/InstancesDistribution"))
        .isEqualTo(
            JsonMapper.builder()
                .build()
                .valueToTree(
                    Map.of(
                        "OnDemandBaseCapacity", 0,
                        "OnDemandPercentageAboveBaseCapacity", 0,
                        "SpotAllocationStrategy", "capacity-optimized")));
  }

  @Test
  void theWorkersAreOfSeveralTypes() {
    assertThat(workers().at("/MixedInstancesPolicy/LaunchTemplate/Overrides"))
        .hasSize(Templates.WORKER_TYPES)
        .doesNotHaveDuplicates();
  }

  @Test
  void aWorkerThatIsToGoIsReplacedBeforeAndHasTwoMinutes() {
    assertThat(workers().get("CapacityRebalance").asBoolean()).isTrue();
    var hook = workers().at("/LifecycleHookSpecificationList/0");
    assertThat(hook.get("LifecycleTransition").asText())
        .isEqualTo("autoscaling:EC2_INSTANCE_TERMINATING");
    assertThat(hook.get("HeartbeatTimeout").asInt()).isEqualTo(120);
    assertThat(hook.get("DefaultResult").asText()).isEqualTo("CONTINUE");
  }

  @Test
  void noRoleMayDoAllOfAnything() {
    assertThat(statements())
        .isNotEmpty()
        .allSatisfy(statement -> assertThat(actions(statement)).noneMatch(it -> it.contains("*")));
  }

  @Test
  void rolesReachThisBucketAndTheirLogsOnly() {
    assertThat(statements())
        .flatExtracting(statement -> arns(statement.get("Resource")))
        .containsOnly(
            "arn:aws:s3:::{Bucket}",
            "arn:aws:s3:::{Bucket}/*",
            "arn:aws:s3:::{Bucket}/jars/*",
            "arn:aws:s3:::{Bucket}/cluster/*",
            "arn:aws:logs:{AWS::Region}:{AWS::AccountId}:log-group:{LogGroup}:*");
  }

  @Test
  void onlyTheManagedPolicyOfSystemsManagerIsAttached() {
    assertThat(ofType("AWS::IAM::Role"))
        .hasSize(2)
        .allSatisfy(
            role ->
                assertThat(role.get("ManagedPolicyArns"))
                    .extracting(ClusterStackTest::arn)
                    .containsExactly("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));
  }

  @Test
  void noNodeMayChangeTheJarAndNoWorkerTheAddressOfTheJobManager() {
    var denied =
        statements().stream()
            .filter(statement -> statement.get("Effect").asText().equals("Deny"))
            .collect(
                Collectors.toMap(
                    statement -> String.join(" ", arns(statement.get("Resource"))),
                    ClusterStackTest::actions));
    assertThat(denied)
        .containsOnlyKeys(
            "arn:aws:s3:::{Bucket}/jars/*",
            "arn:aws:s3:::{Bucket}/jars/* arn:aws:s3:::{Bucket}/cluster/*")
        .allSatisfy(
            (resource, actions) ->
                assertThat(actions).containsExactlyInAnyOrder("s3:PutObject", "s3:DeleteObject"));
  }

  @Test
  void noVersionOfAnObjectIsDestroyedByANode() {
    assertThat(statements())
        .flatExtracting(ClusterStackTest::actions)
        .doesNotContain("s3:DeleteObjectVersion", "s3:PutLifecycleConfiguration");
  }

  @Test
  void machinesAndDisksAreTagged() {
    assertThat(launches())
        .allSatisfy(
            launch ->
                assertThat(launch.get("TagSpecifications"))
                    .extracting(it -> it.get("ResourceType").asText())
                    .containsExactly("instance", "volume"));
    assertThat(launches())
        .allSatisfy(
            launch ->
                assertThat(launch.get("TagSpecifications"))
                    .allMatch(it -> it.get("Tags").toString().contains("\"risknet:stack\"")));
  }

  @Test
  void theImageIsTheOneThatAmazonPublishes() {
    template.hasParameter(
        "Image",
        Map.of(
            "Type",
            "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
            "Default",
            Match.stringLikeRegexp("^/aws/service/ami-amazon-linux-latest/al2023-ami-.*x86_64$")));
  }

  @Test
  void everyNodeRunsTheScriptAsItIsAfterItsSettings() {
    for (var launch : launches()) {
      var parts = launch.at("/UserData/Fn::Base64/Fn::Join/1");
      var last = parts.get(parts.size() - 1).asText();
      assertThat(last).endsWith("\n" + Templates.nodeScript());
      assertThat(parts.get(0).asText()).startsWith("#!/usr/bin/env bash\nexport RISKNET_ROLE=");
    }
  }

  @Test
  void ec2TakesTheUserData() {
    for (var launch : launches()) {
      var text = arn(launch.at("/UserData/Fn::Base64"));
      // The settings are longer than their names: a hash, a key, names of buckets and groups.
      assertThat(text.getBytes(UTF_8).length).isLessThan(16_384 - 500);
    }
  }

  @Test
  void theClientLearnsWhatItNeeds() {
    assertThat(template.findOutputs("*"))
        .containsOnlyKeys(
            Templates.JOB_MANAGER_GROUP,
            Templates.WORKER_GROUP,
            Templates.BUCKET,
            Templates.LOG_GROUP);
  }

  private static List<JsonNode> ofType(String type) {
    return StreamSupport.stream(resources.spliterator(), false)
        .filter(resource -> resource.get("Type").asText().equals(type))
        .map(resource -> resource.get("Properties"))
        .toList();
  }

  private static List<JsonNode> launches() {
    return ofType("AWS::EC2::LaunchTemplate").stream()
        .map(launch -> launch.get("LaunchTemplateData"))
        .toList();
  }

  private static List<JsonNode> endpoints(String type) {
    return ofType("AWS::EC2::VPCEndpoint").stream()
        .filter(endpoint -> endpoint.get("VpcEndpointType").asText().equals(type))
        .toList();
  }

  private static JsonNode workers() {
    return ofType("AWS::AutoScaling::AutoScalingGroup").stream()
        .filter(group -> group.has("MixedInstancesPolicy"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> statements() {
    return ofType("AWS::IAM::Policy").stream()
        .flatMap(
            policy ->
                StreamSupport.stream(policy.at("/PolicyDocument/Statement").spliterator(), false))
        .toList();
  }

  private static List<String> actions(JsonNode statement) {
    var action = statement.get("Action");
    return action.isArray()
        ? StreamSupport.stream(action.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(action.asText());
  }

  private static List<String> arns(JsonNode resource) {
    return resource.isArray()
        ? StreamSupport.stream(resource.spliterator(), false).map(ClusterStackTest::arn).toList()
        : List.of(arn(resource));
  }

  /** A joined text, with the names of what is referred to in braces. */
  private static String arn(JsonNode text) {
    if (text.isTextual()) {
      return text.asText();
    }
    return StreamSupport.stream(text.at("/Fn::Join/1").spliterator(), false)
        .map(part -> part.isTextual() ? part.asText() : "{" + part.path("Ref").asText() + "}")
        .collect(Collectors.joining())
        .replace("{AWS::Partition}", "aws");
  }
}
