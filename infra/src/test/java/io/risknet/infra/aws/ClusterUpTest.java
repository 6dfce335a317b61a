package io.risknet.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Making and changing a cluster against answers as AWS gives them. */
@Timeout(60)
class ClusterUpTest {
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
    var state = cluster().up(TestCluster.PLAN, jar);

    assertThat(aws.actions())
        .containsSubsequence("CreateStack", "HEAD", "POST", "PUT", "POST", "CreateStack");
    assertThat(state.flink()).hasValueSatisfying(it -> assertThat(it.workers()).isEqualTo(2));
  }

  @Test
  void upSendsTheCommittedTemplateWithThePlan() throws Exception {
    nothingIsThere();
    cluster().up(TestCluster.PLAN, jar);

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
    cluster().up(TestCluster.PLAN, jar);

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
    cluster().up(TestCluster.PLAN, jar);

    assertThat(aws.actions()).doesNotContain("PUT");
  }

  @Test
  void theBucketOfAnEarlierClusterIsFoundAgain() throws Exception {
    aws.stack("risknet-storage", "CREATE_COMPLETE", TestCluster.STORAGE);
    nothingIsThere();
    cluster().up(TestCluster.PLAN, jar);

    assertThat(aws.request("CreateStack").parameter("StackName")).hasValue("risknet");
  }

  @Test
  void upTellsWhatHappens() throws Exception {
    nothingIsThere();
    cluster().up(TestCluster.PLAN, jar);

    assertThat(progress)
        .contains(
            "Creating the stack 'risknet' in eu-west-1",
            "  CREATE_COMPLETE                    WorkerMachines",
            "Waiting for the workers");
  }

  @Test
  void theAddressOfAnEarlierJobManagerIsForgottenBeforeWorkersLookForIt() throws Exception {
    nothingIsThere();
    cluster().up(TestCluster.PLAN, jar);

    assertThat(aws.actions()).containsSubsequence("DELETE", "CreateStack", "DescribeStacks");
    assertThat(aws.request("DELETE").path()).isEqualTo("/loans/cluster/risknet/jobmanager");
  }

  @Test
  void upOfARunningClusterChangesItAndKeepsItsJar() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .stack("risknet", "UPDATE_IN_PROGRESS", TestCluster.CLUSTER)
        .stack("risknet", "UPDATE_COMPLETE", TestCluster.CLUSTER)
        .events()
        .xml("UpdateStack", "<StackId>1</StackId>");
    TestCluster.answers(aws, 2);
    cluster().up(TestCluster.PLAN, jar);

    var sent = aws.request("UpdateStack");
    assertThat(sent.templateParameter("Workers")).hasValue("2");
    assertThat(sent.templateParameter("JarKey")).isEmpty();
    assertThat(sent.body()).contains("UsePreviousValue=true");
    assertThat(aws.actions()).doesNotContain("PUT", "CreateStack");
  }

  @Test
  void upOfARunningClusterKeepsWhatIsNotGiven() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .events()
        .xml("UpdateStack", "<StackId>1</StackId>");
    TestCluster.answers(aws, 2);
    var types = List.of("r6i.xlarge", "r6a.xlarge", "r5.xlarge", "r5a.xlarge");
    cluster().up(planOf(Optional.empty(), Optional.of(types)), jar);

    var sent = aws.request("UpdateStack");
    assertThat(sent.templateParameter("WorkerTypes"))
        .hasValue("r6i.xlarge,r6a.xlarge,r5.xlarge,r5a.xlarge");
    assertThat(List.of("Workers", "MaxWorkers", "WorkerDisk", "WorkerSlots", "JobManagerType"))
        .allMatch(sent::keeps);
  }

  @Test
  void moreWorkersThanARunningClusterMayHaveRaiseThat() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .events()
        .xml("UpdateStack", "<StackId>1</StackId>");
    TestCluster.answers(aws, 2);
    cluster().up(planOf(Optional.of(5), Optional.empty()), jar);

    assertThat(aws.request("UpdateStack").templateParameter("MaxWorkers")).hasValue("5");
  }

  @Test
  void upWithNothingToChangeSaysSo() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .events()
        .refusal("UpdateStack", 400, "ValidationError", "No updates are to be performed.");
    TestCluster.answers(aws, 2);
    cluster().up(TestCluster.PLAN, jar);

    assertThat(progress).contains("It is as asked for already.");
  }

  @Test
  void upWaitsUntilTheWorkersAnswer() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .events()
        .refusal("UpdateStack", 400, "ValidationError", "No updates are to be performed.");
    TestCluster.machines(aws);
    aws.jsonRefusal("SendCommand", "InvalidInstanceId")
        .json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json("GetCommandInvocation", TestCluster.invocation(7, "", "no JobManager yet"))
        .json(
            "GetCommandInvocation",
            TestCluster.invocation(0, TestCluster.OVERVIEW.formatted(1), ""))
        .json(
            "GetCommandInvocation",
            TestCluster.invocation(0, TestCluster.OVERVIEW.formatted(2), ""));

    assertThat(cluster().up(TestCluster.PLAN, jar).flink())
        .hasValueSatisfying(it -> assertThat(it.workers()).isEqualTo(2));
    assertThat(aws.actions()).filteredOn("SendCommand"::equals).hasSize(4);
  }

  @Test
  void workersThatAreLateAreNoFailure() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .events()
        .refusal("UpdateStack", 400, "ValidationError", "No updates are to be performed.");
    TestCluster.answers(aws, 1);
    cluster().withPatience(Duration.ofMillis(5), Duration.ofMillis(20)).up(TestCluster.PLAN, jar);

    assertThat(progress).anyMatch(line -> line.startsWith("Only 1 of 2 workers are there yet"));
  }

  @Test
  void aJobManagerThatNeverAnswersIsAFailureThatNamesTheLogs() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .events()
        .refusal("UpdateStack", 400, "ValidationError", "No updates are to be performed.");
    TestCluster.machines(aws);
    aws.jsonRefusal("SendCommand", "InvalidInstanceId");

    assertThatThrownBy(
            () ->
                cluster()
                    .withPatience(Duration.ofMillis(5), Duration.ofMillis(20))
                    .up(TestCluster.PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageContaining("no JobManager answers: 'aws logs tail /risknet/logs --since 1h'");
  }

  @Test
  void upOfAStackThatWasRolledBackSaysHowToGoOn() {
    aws.stack("risknet", "ROLLBACK_COMPLETE", Map.of());
    assertThatThrownBy(() -> cluster().up(TestCluster.PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' is in state ROLLBACK_COMPLETE, from a change that failed: 'risknet"
                + " cluster down --aws' removes it, and 'risknet cluster up --aws' makes it anew.");
    assertThat(aws.actions()).containsExactly("DescribeStacks");
  }

  @Test
  void upWithABucketThatCouldNotBeMadeSaysHowToGoOn() {
    aws.noStack("risknet").stack("risknet-storage", "ROLLBACK_COMPLETE", Map.of());
    assertThatThrownBy(() -> cluster().up(TestCluster.PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageStartingWith("The stack 'risknet-storage' is in state ROLLBACK_COMPLETE")
        .hasMessageContaining("'risknet cluster down --aws' removes it");
  }

  @Test
  void upOfAStackThatIsChangingSaysToWait() {
    aws.stack("risknet", "DELETE_IN_PROGRESS", Map.of());
    assertThatThrownBy(() -> cluster().up(TestCluster.PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageContaining("is being changed (DELETE_IN_PROGRESS): wait");
  }

  @Test
  void aFailedStartTellsTheFirstReason() {
    aws.stack("risknet-storage", "CREATE_COMPLETE", TestCluster.STORAGE)
        .s3("HEAD", 200, "", Map.of("Content-Length", "5"))
        .s3("DELETE", 204, "", Map.of())
        .noStack("risknet")
        .stack("risknet", "ROLLBACK_COMPLETE", Map.of())
        .xml("CreateStack", "<StackId>1</StackId>")
        .events(
            "WorkerMachines|CREATE_FAILED|Resource creation cancelled",
            "JobManagerMachine|CREATE_FAILED|You have reached your limit of machines.");

    assertThatThrownBy(() -> cluster().up(TestCluster.PLAN, jar))
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' could not be made as asked (JobManagerMachine: You have reached"
                + " your limit of machines); 'risknet cluster down --aws' removes what is left of"
                + " it.");
  }

  private Ec2Cluster cluster() throws IOException {
    return Ec2Cluster.of("risknet", aws.clients(), progress::add)
        .withPatience(Duration.ofMillis(5), Duration.ofSeconds(30));
  }

  /** An account where nothing is yet, as far as a test has not said otherwise. */
  private void nothingIsThere() {
    aws.noStack("risknet-storage")
        .stack("risknet-storage", "CREATE_COMPLETE", TestCluster.STORAGE)
        .noStack("risknet")
        .stack("risknet", "CREATE_IN_PROGRESS", Map.of())
        .stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
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
    TestCluster.answers(aws, 2);
  }

  private static ClusterPlan planOf(Optional<Integer> workers, Optional<List<String>> workerTypes) {
    return new ClusterPlan(
        "risknet",
        workers,
        Optional.empty(),
        workerTypes,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private FakeAws.Request creation(String stack) {
    return aws.requests().stream()
        .filter(request -> request.action().equals("CreateStack"))
        .filter(request -> request.parameter("StackName").orElse("").equals(stack))
        .findFirst()
        .orElseThrow();
  }
}
