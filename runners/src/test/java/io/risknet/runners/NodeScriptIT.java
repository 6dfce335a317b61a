package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The user data of the cluster's stack, run for real: a JobManager and two workers set themselves
 * up, find each other through the bucket, train, and give the workers up that EC2 takes back.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Each node has a loopback address of its own.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class NodeScriptIT {
  private static final String LIFE_CYCLE = "autoscaling/target-lifecycle-state";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path temp;
  private static Path bucket;
  private static Map<String, String> parameters;
  private static Ec2Metadata metadata;
  private static Ec2Node jobManager;
  private static Ec2Node lasting;
  private static Ec2Node passing;

  @BeforeAll
  static void startTheMachines() throws Exception {
    metadata = Ec2Metadata.start();
    bucket = Files.createDirectories(temp.resolve("bucket"));
    var hash = MoreFiles.asByteSource(FatJar.PATH).hash(Hashing.sha256()).toString();
    var jar = bucket.resolve("jars/" + hash + "/risknet.jar");
    Files.createDirectories(jar.getParent());
    Files.copy(FatJar.PATH, jar);
    parameters =
        Map.of(
            "AWS::StackName", "it",
            "AWS::Region", "eu-west-1",
            "Bucket", "loans",
            "JarKey", "jars/" + hash + "/risknet.jar",
            "JarSha256", hash,
            "LogGroup", "/risknet/logs",
            "WorkerSlots", "1");
    // An address that no other test has, so that the ports may be the real ones.
    var random = ThreadLocalRandom.current();
    var net = "127.%d.%d.".formatted(random.nextInt(2, 255), random.nextInt(0, 255));
    for (var machine :
        Map.of("jobmanager", 1, "lasting", 2, "passing", 3, "replacement", 4).entrySet()) {
      metadata.set(machine.getKey(), "local-ipv4", net + machine.getValue());
      metadata.set(machine.getKey(), LIFE_CYCLE, "InService");
    }
    // Workers first: they wait until the JobManager has written its address.
    lasting = start("lasting", "WorkerLaunch");
    passing = start("passing", "WorkerLaunch");
    jobManager = start("jobmanager", "JobManagerLaunch");
    Await.until("two workers register", () -> workers() == 2);
  }

  private static Ec2Node start(String name, String launch)
      throws IOException, InterruptedException {
    var directory = Files.createDirectory(temp.resolve(name));
    return Ec2Node.start(directory, launch, parameters, metadata, bucket);
  }

  @AfterAll
  static void stopTheMachines() throws Exception {
    for (var node : new Ec2Node[] {passing, lasting, jobManager}) {
      if (node != null) {
        node.stop();
      }
    }
    metadata.close();
  }

  @Test
  void aJobThatIsSubmittedOnTheJobManagerTrains() throws Exception {
    var table = SmallTable.in(temp);
    var output = temp.resolve("run");
    var said =
        jobManager.script(
            "submit",
            "train",
            "--spec=" + table.spec(),
            "--input=" + table.rows(),
            "--output=" + output,
            "--parallelism=1");

    assertThat(said).contains("Submitted.");
    Await.until("the run ends", () -> Files.exists(output.resolve("manifest.json")));
    assertThat(JSON.readTree(jobManager.script("overview")).at("/overview/jobs")).isNotEmpty();
  }

  @Test
  void aWorkerThatIsTakenBackEndsBeforeItsMachineAndStaysAway() throws Exception {
    var end = Instant.now().plusSeconds(120).truncatedTo(ChronoUnit.SECONDS);
    metadata.set(
        "passing",
        "spot/instance-action",
        "{\"action\": \"terminate\", \"time\": \"%s\"}".formatted(end));

    Await.until("the JobManager knows", () -> workers() == 1);
    assertHasEnded(passing);
    assertThat(lasting.runs("risknet.service")).isTrue();
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void workersFindTheJobManagerThatReplacesOneWhoseMachineDied() throws Exception {
    int before = workers();
    assertThat(before).isPositive();
    jobManager.die();
    jobManager = start("replacement", "JobManagerLaunch");

    Await.until("the workers register again", () -> workers() == before);
  }

  /** The last of all, as the others need a worker. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aWorkerWhoseGroupTakesItsMachineEndsToo() throws Exception {
    metadata.set("lasting", LIFE_CYCLE, "Terminated");

    Await.until("the JobManager knows", () -> workers() == 0);
    assertHasEnded(lasting);
  }

  private static void assertHasEnded(Ec2Node worker) throws Exception {
    Await.until("the watch ends", () -> worker.log().contains("the worker has ended"));
    assertThat(worker.runs("risknet.service")).isFalse();
    assertThat(worker.log()).contains("EC2 takes this machine back at");
  }

  @Test
  void aNodeInstallsWhatItNeedsAndShipsItsLogs() throws Exception {
    assertThat(lasting.calls())
        .contains(
            "dnf install -y -q java-17-amazon-corretto-headless libgomp amazon-cloudwatch-agent")
        .anyMatch(call -> call.startsWith("amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s"));
    var logs = JSON.readTree(lasting.directory().resolve("home/logs.json").toFile());
    assertThat(logs.at("/logs/logs_collected/files/collect_list"))
        .allMatch(file -> file.get("log_group_name").asText().equals("/risknet/logs"))
        .extracting(file -> file.get("file_path").asText())
        .contains(lasting.directory().resolve("logs/node.log").toString());
  }

  /** That have registered; none while the JobManager starts. */
  private static int workers() throws IOException, InterruptedException {
    var said = jobManager.ask("overview");
    return said.isEmpty() ? 0 : JSON.readTree(said.get()).at("/cluster/taskmanagers").asInt();
  }
}
