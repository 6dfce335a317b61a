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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster that was made does, and its end, against answers as AWS gives them. */
@Timeout(60)
class Ec2ClusterTest {
  @RegisterExtension private final FakeAws aws = new FakeAws();

  @TempDir private Path temp;
  private final List<String> progress = new ArrayList<>();
  private Path jar;

  @BeforeEach
  void writeJar() throws IOException {
    jar = Files.writeString(temp.resolve("risknet.jar"), "a jar");
  }

  @Test
  void submitRunsTheClientOnTheJobManager() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER);
    TestCluster.machines(aws);
    aws.json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json(
            "GetCommandInvocation",
            TestCluster.invocation(0, TestCluster.OVERVIEW.formatted(2), ""))
        .jsonRefusal("GetCommandInvocation", "InvocationDoesNotExist")
        .json("GetCommandInvocation", "{\"Status\": \"InProgress\", \"ResponseCode\": -1}")
        .json("GetCommandInvocation", TestCluster.invocation(0, "Submitted.", ""));

    var printed =
        cluster().submit(List.of("train", "--spec=freddie-mac", "--output=s3://loans/it's"));

    assertThat(printed).isEqualTo("Submitted.");
    assertThat(submission().body())
        .contains("\"InstanceIds\":[\"i-jm\"]", "\"AWS-RunShellScript\"")
        .contains(
            "'/opt/risknet/node.sh' 'submit' 'train' '--spec=freddie-mac'"
                + " '--output=s3://loans/it'\\\\''s' '--tempLocation=s3://loans/temp/risknet'");
  }

  @Test
  void submitTellsOfWorkersThatAreMissing() throws Exception {
    submitWith(1, "train");
    assertThat(progress)
        .contains(
            "Only 1 of 2 workers are there, and the job keeps to their 8 slots to its end; for more,"
                + " submit it when 'risknet cluster status --aws' shows them all, or with"
                + " --parallelism.");
  }

  @Test
  void withAllWorkersSubmitTellsOfNone() throws Exception {
    submitWith(2, "train");
    assertThat(progress).containsExactly("Submitting on the JobManager i-jm");
  }

  @Test
  void whoNamesTheSlotsKnowsWhatWorkersThereAre() throws Exception {
    submitWith(1, "train", "--parallelism=16");
    assertThat(progress).containsExactly("Submitting on the JobManager i-jm");
  }

  private void submitWith(int workers, String... command) throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER);
    TestCluster.answers(aws, workers);
    cluster().submit(List.of(command));
  }

  @Test
  void aLocalSpecGoesToTheBucket() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER).s3("PUT", 200, "", Map.of());
    TestCluster.answers(aws, 2);
    var spec = Files.writeString(temp.resolve("spec.yaml"), "a jar");
    cluster().submit(List.of("train", "--spec=" + spec, "--tempLocation=s3://loans/mine"));

    var key = "specs/fc8bd814a3051a9717431182d5af2a2d654481aac82a028c05c73afa4ca38823/spec.yaml";
    assertThat(aws.request("PUT").path()).isEqualTo("/loans/" + key);
    assertThat(submission().body())
        .contains("'train' '--spec=s3://loans/" + key + "' '--tempLocation=s3://loans/mine'\"");
  }

  @Test
  void whatTheClientThereRefusesIsTold() {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER);
    TestCluster.machines(aws);
    aws.json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json(
            "GetCommandInvocation",
            TestCluster.invocation(
                2, "", "noise\nrisknet: There is no option --lons; did you mean --loans?"));

    assertThatThrownBy(() -> cluster().submit(List.of("train", "--lons=x")))
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The JobManager refused the job: There is no option --lons; did you mean --loans?");
  }

  @Test
  void aMachineThatDoesNotTakeTheCommandIsNotReady() {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER);
    TestCluster.machines(aws);
    aws.json("SendCommand", "{\"Command\": {\"CommandId\": \"c1\"}}")
        .json("GetCommandInvocation", TestCluster.invocation(-1, "", ""));

    assertThatThrownBy(() -> cluster().submit(List.of("train")))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageContaining("has no JobManager that answers");
  }

  @Test
  void withoutAJobManagerNothingIsSubmitted() {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .noGroup("jm-group")
        .noGroup("worker-group");
    assertThatThrownBy(() -> cluster().submit(List.of("train")))
        .isInstanceOf(AwsRefusal.class)
        .hasMessageContaining("has no JobManager that answers");
  }

  @Test
  void stateTellsOfStackMachinesAndJobs() throws Exception {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER);
    TestCluster.answers(aws, 2);

    var state = cluster().state();
    assertThat(state.stackStatus()).isEqualTo("CREATE_COMPLETE");
    assertThat(state.jobManagers())
        .containsExactly(new Machine("i-jm", "m6i.large", "eu-west-1a", "InService"));
    assertThat(state.workers())
        .containsExactly(new Machine("i-w", "m6i.large", "eu-west-1a", "InService"));
    assertThat(state.wantedWorkers()).isEqualTo(2);
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
  void stateOfAClusterThatIsBeingMadeSaysSo() {
    aws.stack("risknet", "CREATE_IN_PROGRESS", Map.of());
    assertThatThrownBy(() -> cluster().state())
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' is being changed (CREATE_IN_PROGRESS): wait some minutes, and run"
                + " this again.");
  }

  @Test
  void stateOfAClusterThatCouldNotBeMadeSaysHowToGoOn() {
    aws.stack("risknet", "ROLLBACK_COMPLETE", Map.of());
    assertThatThrownBy(() -> cluster().state())
        .isInstanceOf(AwsRefusal.class)
        .hasMessageStartingWith("The stack 'risknet' is in state ROLLBACK_COMPLETE, from a change");
  }

  @Test
  void stateOfAClusterThatIsBeingChangedIsToldAllTheSame() throws Exception {
    aws.stack("risknet", "UPDATE_IN_PROGRESS", TestCluster.CLUSTER);
    TestCluster.answers(aws, 2);
    assertThat(cluster().state().stackStatus()).isEqualTo("UPDATE_IN_PROGRESS");
  }

  @Test
  void aStackThatIsNoClusterHasNoState() {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.STORAGE);
    assertThatThrownBy(() -> cluster().state())
        .isInstanceOf(AwsRefusal.class)
        .hasMessage(
            "The stack 'risknet' has no output JobManagerGroup, so it is no cluster: choose another"
                + " --name.");
  }

  @Test
  void aStackOfSomebodyElseIsLeftAlone() {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER, "shop")
        .events()
        .xml("UpdateStack", "<StackId>1</StackId>")
        .xml("DeleteStack", "");
    TestCluster.answers(aws, 2);

    assertNotOurs(() -> cluster().down());
    assertNotOurs(() -> cluster().submit(List.of("train")));
    assertNotOurs(() -> cluster().state());
    assertNotOurs(() -> cluster().up(TestCluster.PLAN, jar));
    assertThat(aws.actions()).containsOnly("DescribeStacks");
  }

  @Test
  void ofAStackThatWasRolledBackTheTagIsLeftToTellWhoseItIs() throws Exception {
    aws.stack("risknet", "ROLLBACK_COMPLETE", Map.of())
        .stack("risknet", "ROLLBACK_COMPLETE", Map.of())
        .stack("risknet", "DELETE_COMPLETE", Map.of())
        .noStack("risknet-storage")
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
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .stack("risknet", "DELETE_IN_PROGRESS", TestCluster.CLUSTER)
        .stack("risknet", "DELETE_COMPLETE", TestCluster.CLUSTER)
        .stack("risknet-storage", "CREATE_COMPLETE", TestCluster.STORAGE)
        .events()
        .xml("DeleteStack", "");

    assertThat(cluster().down()).isTrue();
    assertThat(aws.request("DeleteStack").parameter("StackName")).hasValue("risknet");
  }

  @Test
  void downWaitsByTheIdAsAStackThatIsGoneHasNoName() throws Exception {
    downRemovesTheClustersStackOnly();
    int deletion = aws.actions().indexOf("DeleteStack");
    assertThat(aws.requests().get(deletion + 1).body()).contains("arn%3Aaws");
  }

  @Test
  void downRemovesAStackOfTheBucketThatCouldNotBeMade() throws Exception {
    aws.noStack("risknet")
        .stack("risknet-storage", "ROLLBACK_COMPLETE", Map.of())
        .stack("risknet-storage", "ROLLBACK_COMPLETE", Map.of())
        .stack("risknet-storage", "DELETE_COMPLETE", Map.of())
        .events()
        .xml("DeleteStack", "");

    assertThat(cluster().down()).isTrue();
    assertThat(aws.request("DeleteStack").parameter("StackName")).hasValue("risknet-storage");
  }

  @Test
  void downLeavesAStackOfTheBucketThatIsBeingMade() throws Exception {
    aws.noStack("risknet").stack("risknet-storage", "CREATE_IN_PROGRESS", Map.of());
    assertThat(cluster().down()).isFalse();
    assertThat(aws.actions()).doesNotContain("DeleteStack");
  }

  @Test
  void downOfNothingIsNoFailure() throws Exception {
    aws.noStack("risknet").noStack("risknet-storage");
    assertThat(cluster().down()).isFalse();
    assertThat(aws.actions()).doesNotContain("DeleteStack");
  }

  @Test
  void downThatFailsTellsWhy() {
    aws.stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .stack("risknet", "CREATE_COMPLETE", TestCluster.CLUSTER)
        .stack("risknet", "DELETE_FAILED", TestCluster.CLUSTER)
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

  /** The last command that was sent; the first asks for the workers. */
  private FakeAws.Request submission() {
    return aws.requests().stream()
        .filter(request -> request.action().equals("SendCommand"))
        .reduce((first, last) -> last)
        .orElseThrow();
  }
}
