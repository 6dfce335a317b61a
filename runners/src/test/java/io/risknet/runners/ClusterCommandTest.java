package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCommandTest {
  @TempDir private Path temp;

  @Test
  void helpListsTheActions() {
    assertThat(CommandLine.succeed("help", "cluster").out())
        .containsSubsequence(
            "  cluster start ",
            "  cluster add-worker ",
            "  cluster status ",
            "  cluster stop ",
            "  cluster jobmanager ",
            "  cluster worker ");
  }

  @Test
  void helpOfAnActionListsItsOptions() {
    assertThat(CommandLine.succeed("help", "cluster", "start").out())
        .startsWith("risknet cluster start: ")
        .contains("\n  --workers [2]\n", "\n  --memory [4g]\n", "\n  --bindAddress [127.0.0.1]\n")
        .isEqualTo(CommandLine.succeed("cluster", "start", "--help").out());
  }

  @Test
  void anActionIsNeeded() {
    CommandLine.run("cluster")
        .assertSentence("Give one of start, add-worker, status, stop, jobmanager, worker");
  }

  @Test
  void anActionThatIsNotThereIsNamed() {
    CommandLine.run("cluster", "begin").assertSentence("There is no 'cluster begin'");
    CommandLine.run("help", "cluster", "begin").assertSentence("There is no 'cluster begin'");
  }

  @Test
  void whatDoesNotRunHasNoStatusAndNoRoomForWorkers() {
    var directory = "--directory=" + temp.resolve("none");
    CommandLine.run("cluster", "status", directory).assertSentence("No cluster runs from " + temp);
    CommandLine.run("cluster", "add-worker", directory)
        .assertSentence("No cluster runs from " + temp, "risknet cluster start");
  }

  @Test
  void stoppingWhatDoesNotRunIsDoneAlready() {
    assertThat(CommandLine.succeed("cluster", "stop", "--directory=" + temp).out())
        .isEqualTo("No cluster runs from " + temp + ".\n");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start("--port=" + taken.getLocalPort())
          .assertSentence("Port " + taken.getLocalPort() + " is taken", "--port=0");
    }
  }

  @Test
  void aClusterHasWorkersWithSlotsAndMemory() {
    start("--workers=0").assertSentence("--workers=0");
    start("--slots=0").assertSentence("--slots=0");
    start("--memory=900m").assertSentence("--memory=900m is too little for a worker of 1 slots");
    start("--memory=lots").assertSentence("--memory=lots is no size");
    start("--jobManagerMemory=700m").assertSentence("A JobManager needs more memory than");
  }

  @Test
  void whatListensEverywhereNeedsAnAddress() {
    start("--bindAddress=0.0.0.0").assertSentence("--bindAddress=0.0.0.0", "with --address");
  }

  @Test
  void whatJavaNeedsForANodeIsPrinted() {
    assertThat(CommandLine.succeed("cluster", "worker", "--memory=4g", "--printJvmOptions").out())
        .startsWith("-Xmx1255m -XX:MaxDirectMemorySize=1664m ");
    assertThat(CommandLine.succeed("cluster", "jobmanager", "--printJvmOptions").out())
        .startsWith("-Xmx1024m ");
  }

  @Test
  void aNodeInAJvmOfAnotherSizeSaysWhatToDo() {
    CommandLine.run("cluster", "worker", "--memory=64g", "--temp=" + temp)
        .assertSentence("This JVM was started with a heap of", "--printJvmOptions");
  }

  private CommandLine start(String option) {
    return CommandLine.run("cluster", "start", "--directory=" + temp.resolve("new"), option);
  }
}
