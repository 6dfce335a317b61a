package io.risknet.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The cluster's whole life against answers as AWS gives them. */
@Timeout(60)
class Ec2ClusterTest {
  private static final Map<String, String> STORAGE =
      Map.of("BucketName", "loans", "LogGroupName", "/risknet/logs");
  private static final Map<String, String> CLUSTER =
      Map.of(
          "BucketName", "loans",
          "LogGroupName", "/risknet/logs",
          "JobManagerGroup", "jm-group",
          "WorkerGroup", "worker-group");
  private static final ClusterPlan PLAN =
      new ClusterPlan(
          "risknet",
          2,
          4,
          List.of("m6i.xlarge", "m6a.xlarge", "m5.xlarge", "m5a.xlarge"),
          100,
          0,
          "m6i.large");
  private static final String OVERVIEW =
      """
      {"address": "10.87.0.9:8081", "cluster": {"taskmanagers": %d, "slots-total": 8, "slots-available": 3},
       "overview": {"jobs": [
         {"jid": "a1", "name": "risknet-train", "state": "RUNNING", "duration": 61500}]}}
      """;

  @RegisterExtension private final FakeAws aws = new FakeAws();

  @TempDir private Path temp;
  private final List<String> progress = new ArrayList<>();
  private Path jar;

  @BeforeEach
  void writeJar() throws IOException {
    jar = Files.writeString(temp.resolve("risknet.jar"), "a jar");
  }

  @Test
  void upMakesBothStacksAndUploadsTheJarInBetween() throws Exception {
    nothingIsThere();
    var state = cluster().up(PLAN, jar);

    assertThat(aws.actions())
        .containsSubsequence("CreateStack", "HEAD", "POST", "PUT", "POST", "CreateStack");
    assertThat(state.flink()).hasValueSatisfying(it -> assertThat(it.workers()).isEqualTo(2));
  }

  @Test
  void upSendsTheCommittedTemplateWithThePlan() throws Exception {
    nothingIsThere();
    cluster().up(PLAN, jar);

    var sent = creation("risknet");
    assertThat(sent.parameter("TemplateBody")).hasValue(Ec2Cluster.compact(Templates.cluster()));
    assertThat(sent.templateParameter("Workers")).hasValue("2");
    assertThat(sent.templateParameter("MaxWorkers")).hasValue("4");
    assertThat(sent.templateParameter("WorkerTypes"))
        .hasValue("m6i.xlarge,m6a.xlarge,m5.xlarge,m5a.xlarge");
    assertThat(sent.templateParameter("Bucket")).hasValue("loans");
    assertThat(sent.templateParameter("LogGroup")).hasValue("/risknet/logs");
    assertThat(sent.parameter("Capabilities.member.1")).hasValue("CAPABILITY_IAM");
  }

  @Test
  void theJarsKeyIsItsHash() throws Exception {
    nothingIsThere();
    cluster().up(PLAN, jar);

    // printf 'a jar' | sha256sum
    var hash = "fc8bd814a3051a9717431182d5af2a2d654481aac82a028c05c73afa4ca38823";
    assertThat(creation("risknet").templateParameter("JarSha256")).hasValue(hash);
    assertThat(creation("risknet").templateParameter("JarKey"))
        .hasValue("jars/" + hash + "/risknet.jar");
    assertThat(aws.request("PUT").path()).startsWith("/loans/jars/" + hash + "/risknet.jar?");
    assertThat(aws.request("PUT").body()).contains("a jar");
  }

  @Test
  void aJarThatIsInTheBucketIsNotUploadedAgain() throws Exception {
    aws.s3("HEAD", 200, "", Map.of("Content-Length", "5"));
    nothingIsThere();
    cluster().up(PLAN, jar);

    assertThat(aws.actions()).doesNotContain("PUT");
  }

  @Test
  void theBucketOfAnEarlierClusterIsFoundAgain() throws Exception {
    aws.stack("risknet-storage", "CREATE_COMPLETE", STORAGE);
    nothingIsThere();
    cluster().up(PLAN, jar);

    assertThat(aws.request("CreateStack").parameter("StackName")).hasValue("risknet");
  }

  @Test
  void upTellsWhatHappens() throws Exception {
    nothingIsThere();
    cluster().up(PLAN, jar);

    assertThat(progress)
        .contains(
            "Creating the stack 'risknet' in eu-west-1",
            "  CREATE_COMPLETE                    WorkerMachines",
            "Waiting for 2 workers");
  }

  @Test
  void theAddressOfAnEarlierJobManagerIsForgottenBeforeWorkersLookForIt() throws Exception {
    nothingIsThere();
    cluster().up(PLAN, jar);

    assertThat(aws.actions()).containsSubsequence("DELETE", "CreateStack", "DescribeStacks");
    assertThat(aws.request("DELETE").path()).isEqualTo("/loans/cluster/risknet/jobmanager");
  }

  @Test
  void upOfARunningClusterChangesItAndKeepsItsJar() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .stack("risknet", "UPDATE_IN_PROGRESS", CLUSTER)
        .stack("risknet", "UPDATE_COMPLETE", CLUSTER)
        .events()
        .xml("UpdateStack", "<StackId>1</StackId>");
    theClusterAnswers(2);
    cluster().up(PLAN, jar);

    var sent = aws.request("UpdateStack");
    assertThat(sent.templateParameter("Workers")).hasValue("2");
    assertThat(sent.templateParameter("JarKey")).isEmpty();
    assertThat(sent.body()).contains("UsePreviousValue=true");
    assertThat(aws.actions()).doesNotContain("PUT", "CreateStack");
  }

  @Test
  void upWithNothingToChangeSaysSo() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .events()
        .refusal("UpdateStack", 400, "ValidationError", "No updates are to be performed.");
    theClusterAnswers(2);
    cluster().up(PLAN, jar);

    assertThat(progress).contains("It is as asked for already.");
  }

  @Test
  void upWaitsUntilTheWorkersAnswer() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .events()
        .refusal("UpdateStack", 400, "ValidationError", "No updates are to be performed.");
    machines();
    aws.jsonRefusal("SendCommand", "InvalidInstanceId")
        .json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json("GetCommandInvocation", invocation(7, "", "no JobManager yet"))
        .json("GetCommandInvocation", invocation(0, OVERVIEW.formatted(1), ""))
        .json("GetCommandInvocation", invocation(0, OVERVIEW.formatted(2), ""));

    assertThat(cluster().up(PLAN, jar).flink())
        .hasValueSatisfying(it -> assertThat(it.workers()).isEqualTo(2));
    assertThat(aws.actions()).filteredOn("SendCommand"::equals).hasSize(4);
  }

  @Test
  void workersThatAreLateAreNoFailure() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .events()
        .refusal("UpdateStack", 400, "ValidationError", "No updates are to be performed.");
    theClusterAnswers(1);
    cluster().withPatience(Duration.ofMillis(5), Duration.ofMillis(20)).up(PLAN, jar);

    assertThat(progress).anyMatch(line -> line.startsWith("Only 1 of 2 workers are there yet"));
  }

  @Test
  void aJobManagerThatNeverAnswersIsAFailureThatNamesTheLogs() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .events()
        .refusal("UpdateStack", 400, "ValidationError", "No updates are to be performed.");
    machines();
    aws.jsonRefusal("SendCommand", "InvalidInstanceId");

    assertThatThrownBy(
            () -> cluster().withPatience(Duration.ofMillis(5), Duration.ofMillis(20)).up(PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageContaining("no JobManager answers: 'aws logs tail /risknet/logs --since 1h'");
  }

  @Test
  void upOfAStackThatWasRolledBackSaysHowToGoOn() {
    aws.stack("risknet", "ROLLBACK_COMPLETE", Map.of());
    assertThatThrownBy(() -> cluster().up(PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' is in state ROLLBACK_COMPLETE, from a change that failed: 'risknet"
                + " cluster down --aws' removes it, then run this again.");
    assertThat(aws.actions()).containsExactly("DescribeStacks");
  }

  @Test
  void upOfAStackThatIsChangingSaysToWait() {
    aws.stack("risknet", "DELETE_IN_PROGRESS", Map.of());
    assertThatThrownBy(() -> cluster().up(PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageContaining("is being changed (DELETE_IN_PROGRESS): wait");
  }

  @Test
  void aFailedStartTellsTheFirstReason() {
    aws.stack("risknet-storage", "CREATE_COMPLETE", STORAGE)
        .s3("HEAD", 200, "", Map.of("Content-Length", "5"))
        .s3("DELETE", 204, "", Map.of())
        .noStack("risknet")
        .stack("risknet", "ROLLBACK_COMPLETE", Map.of())
        .xml("CreateStack", "<StackId>1</StackId>")
        .events(
            "WorkerMachines|CREATE_FAILED|Resource creation cancelled",
            "JobManagerMachine|CREATE_FAILED|You have reached your limit of machines.");

    assertThatThrownBy(() -> cluster().up(PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' could not be made as asked (JobManagerMachine: You have reached"
                + " your limit of machines); 'risknet cluster down --aws' removes what is left of"
                + " it.");
  }

  @Test
  void submitRunsTheClientOnTheJobManager() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER);
    machines();
    aws.json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .jsonRefusal("GetCommandInvocation", "InvocationDoesNotExist")
        .json("GetCommandInvocation", "{\"Status\": \"InProgress\", \"ResponseCode\": -1}")
        .json("GetCommandInvocation", invocation(0, "Submitted.", ""));

    var printed =
        cluster().submit(List.of("train", "--spec=freddie-mac", "--output=s3://loans/it's"));

    assertThat(printed).isEqualTo("Submitted.");
    assertThat(aws.request("SendCommand").body())
        .contains("\"InstanceIds\":[\"i-jm\"]", "\"AWS-RunShellScript\"")
        .contains(
            "'/opt/risknet/node.sh' 'submit' 'train' '--spec=freddie-mac'"
                + " '--output=s3://loans/it'\\\\''s' '--tempLocation=s3://loans/temp/risknet'");
  }

  @Test
  void aLocalSpecGoesToTheBucket() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER).s3("PUT", 200, "", Map.of());
    theClusterAnswers(2);
    var spec = Files.writeString(temp.resolve("spec.yaml"), "a jar");
    cluster().submit(List.of("train", "--spec=" + spec, "--tempLocation=s3://loans/mine"));

    var key = "specs/fc8bd814a3051a9717431182d5af2a2d654481aac82a028c05c73afa4ca38823/spec.yaml";
    assertThat(aws.request("PUT").path()).isEqualTo("/loans/" + key);
    assertThat(aws.request("SendCommand").body())
        .contains("'train' '--spec=s3://loans/" + key + "' '--tempLocation=s3://loans/mine'\"");
  }

  @Test
  void whatTheClientThereRefusesIsTold() {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER);
    machines();
    aws.json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json(
            "GetCommandInvocation",
            invocation(2, "", "noise\nrisknet: There is no option --lons; did you mean --loans?"));

    assertThatThrownBy(() -> cluster().submit(List.of("train", "--lons=x")))
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The JobManager refused the job: There is no option --lons; did you mean --loans?");
  }

  @Test
  void aMachineThatDoesNotTakeTheCommandIsNotReady() {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER);
    machines();
    aws.json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json("GetCommandInvocation", invocation(-1, "", ""));

    assertThatThrownBy(() -> cluster().submit(List.of("train")))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageContaining("has no JobManager that answers");
  }

  @Test
  void withoutAJobManagerNothingIsSubmitted() {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .xml("DescribeAutoScalingGroups", "<AutoScalingGroups/>");
    assertThatThrownBy(() -> cluster().submit(List.of("train")))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageContaining("has no JobManager that answers");
  }

  @Test
  void stateTellsOfStackMachinesAndJobs() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER);
    theClusterAnswers(2);

    var state = cluster().state();
    assertThat(state.stackStatus()).isEqualTo("CREATE_COMPLETE");
    assertThat(state.jobManagers())
        .containsExactly(new Machine("i-jm", "m6i.large", "eu-west-1a", "InService"));
    assertThat(state.flink())
        .contains(
            new FlinkState(
                "10.87.0.9:8081",
                2,
                8,
                3,
                List.of(new FlinkState.Job("a1", "risknet-train", "RUNNING", 61))));
  }

  @Test
  void stateOfNothingSaysHowToMakeIt() {
    aws.noStack("risknet");
    assertThatThrownBy(() -> cluster().state())
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "There is no cluster 'risknet' in eu-west-1; 'risknet cluster up --aws' makes it.");
  }

  @Test
  void aStackThatIsNoClusterHasNoState() {
    aws.stack("risknet", "CREATE_COMPLETE", STORAGE);
    assertThatThrownBy(() -> cluster().state())
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' has no output JobManagerGroup, so it is no cluster: choose another"
                + " --name.");
  }

  @Test
  void aStackOfSomebodyElseIsLeftAlone() {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER, "shop")
        .events()
        .xml("UpdateStack", "<StackId>1</StackId>")
        .xml("DeleteStack", "");
    theClusterAnswers(2);

    assertNotOurs(() -> cluster().down());
    assertNotOurs(() -> cluster().submit(List.of("train")));
    assertNotOurs(() -> cluster().state());
    assertNotOurs(() -> cluster().up(PLAN, jar));
    assertThat(aws.actions()).containsOnly("DescribeStacks");
  }

  @Test
  void ofAStackThatWasRolledBackTheTagIsLeftToTellWhoseItIs() throws Exception {
    aws.stack("risknet", "ROLLBACK_COMPLETE", Map.of())
        .stack("risknet", "ROLLBACK_COMPLETE", Map.of())
        .stack("risknet", "DELETE_COMPLETE", Map.of())
        .events()
        .xml("DeleteStack", "");
    assertThat(cluster().down()).isTrue();
  }

  private static void assertNotOurs(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' in eu-west-1 has no tag project=risknet, so RiskNet did not make it:"
                + " choose another --name.");
  }

  @Test
  void downRemovesTheClustersStackOnly() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .stack("risknet", "DELETE_IN_PROGRESS", CLUSTER)
        .stack("risknet", "DELETE_COMPLETE", CLUSTER)
        .events()
        .xml("DeleteStack", "");

    assertThat(cluster().down()).isTrue();
    assertThat(aws.request("DeleteStack").parameter("StackName")).hasValue("risknet");
  }

  @Test
  void downWaitsByTheIdAsAStackThatIsGoneHasNoName() throws Exception {
    downRemovesTheClustersStackOnly();
    assertThat(aws.requests().get(aws.requests().size() - 1).body()).contains("arn%3Aaws");
  }

  @Test
  void downOfNothingIsNoFailure() throws Exception {
    aws.noStack("risknet");
    assertThat(cluster().down()).isFalse();
    assertThat(aws.actions()).doesNotContain("DeleteStack");
  }

  @Test
  void downThatFailsTellsWhy() {
    aws.stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .stack("risknet", "DELETE_FAILED", CLUSTER)
        .events()
        .events("NetworkVpc|DELETE_FAILED|The vpc has dependencies.")
        .xml("DeleteStack", "");
    assertThatThrownBy(() -> cluster().down())
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' could not be removed (NetworkVpc: The vpc has dependencies); mend"
                + " that, and run this again.");
  }

  private Ec2Cluster cluster() throws IOException {
    return Ec2Cluster.of("risknet", aws.clients(), progress::add)
        .withPatience(Duration.ofMillis(5), Duration.ofSeconds(30));
  }

  /** An account where nothing is yet, as far as a test has not said otherwise. */
  private void nothingIsThere() {
    aws.noStack("risknet-storage")
        .stack("risknet-storage", "CREATE_COMPLETE", STORAGE)
        .noStack("risknet")
        .stack("risknet", "CREATE_IN_PROGRESS", Map.of())
        .stack("risknet", "CREATE_COMPLETE", CLUSTER)
        .xml("CreateStack", "<StackId>1</StackId>")
        .events("WorkerMachines|CREATE_COMPLETE")
        .s3("HEAD", 404, "", Map.of())
        .s3("DELETE", 204, "", Map.of())
        .s3(
            "POST",
            200,
            "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>",
            Map.of())
        .s3("POST", 200, "<CompleteMultipartUploadResult/>", Map.of())
        .s3("PUT", 200, "", Map.of("ETag", "\"e1\""));
    theClusterAnswers(2);
  }

  private void theClusterAnswers(int workers) {
    machines();
    aws.json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json("GetCommandInvocation", invocation(0, OVERVIEW.formatted(workers), ""));
  }

  private void machines() {
    aws.xml(
        "DescribeAutoScalingGroups",
        "<AutoScalingGroups><member><Instances><member><InstanceId>i-jm</InstanceId>"
            + "<InstanceType>m6i.large</InstanceType><AvailabilityZone>eu-west-1a</AvailabilityZone>"
            + "<LifecycleState>InService</LifecycleState></member></Instances></member></AutoScalingGroups>");
  }

  private static String invocation(int exitCode, String out, String err) {
    return JsonMapper.builder()
        .build()
        .createObjectNode()
        .put("Status", exitCode == 0 ? "Success" : "Failed")
        .put("ResponseCode", exitCode)
        .put("StandardOutputContent", out)
        .put("StandardErrorContent", err)
        .toString();
  }

  private FakeAws.Request creation(String stack) {
    return aws.requests().stream()
        .filter(request -> request.action().equals("CreateStack"))
        .filter(request -> request.parameter("StackName").orElse("").equals(stack))
        .findFirst()
        .orElseThrow();
  }
}
