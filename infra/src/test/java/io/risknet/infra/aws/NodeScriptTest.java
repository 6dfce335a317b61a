package io.risknet.infra.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of the nodes, with programs in the place of EC2's that note how they were called. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "The script is for Amazon Linux.")
@Timeout(60)
class NodeScriptTest {
  /** printf 'a jar' | sha256sum. */
  private static final String A_JAR =
      "fc8bd814a3051a9717431182d5af2a2d654481aac82a028c05c73afa4ca38823";

  private static final String NOTE = "#!/bin/sh\necho \"$(basename \"$0\") $*\" >>\"$CALLS\"\n";

  @TempDir private Path temp;

  @Test
  void shellcheckFindsNothing() throws Exception {
    assumeTrue(
        shellcheckIsThere(),
        "Skipped, as there is no 'shellcheck' to run: install it (shellcheck on Debian).");
    var script = Files.writeString(temp.resolve("node.sh"), Templates.nodeScript());
    var check =
        new ProcessBuilder("shellcheck", "--norc", script.toString())
            .redirectErrorStream(true)
            .start();
    var findings = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(check.waitFor()).as(findings).isZero();
  }

  private static boolean shellcheckIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("shellcheck", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aNodeRunsTheJarOfTheTemplate() throws Exception {
    assertThat(run("worker", A_JAR)).isZero();

    assertThat(temp.resolve("home/risknet.jar")).hasContent("a jar");
    assertThat(calls())
        .containsSubsequence(
            "systemctl daemon-reload",
            "systemctl enable --now risknet.service",
            "systemctl enable --now risknet-watch.service");
  }

  @Test
  void aNodeRefusesAnotherJar() throws Exception {
    assertThat(run("worker", A_JAR.replace('8', '9'))).isOne();

    assertThat(temp.resolve("home/risknet.jar")).doesNotExist();
    assertThat(calls()).noneMatch(call -> call.startsWith("systemctl"));
  }

  @Test
  void flinkIsAUserOfItsOwnThatCanWriteToItsOwnDirectoriesOnly() throws Exception {
    assertThat(run("jobmanager", A_JAR)).isZero();

    assertThat(temp.resolve("units/risknet.service"))
        .content()
        .contains("\n[Service]\nUser=risknet\n")
        .contains(
            """

            NoNewPrivileges=true
            PrivateTmp=true
            ProtectSystem=strict
            ProtectHome=true
            ReadWritePaths=%1$s/data %1$s/logs
            """
                .formatted(temp));
    assertThat(calls()).contains("chown -R risknet: %1$s/data %1$s/logs".formatted(temp));
  }

  @Test
  void aServiceThatEndsIsStartedAgainHoweverOften() throws Exception {
    assertThat(run("worker", A_JAR)).isZero();

    assertThat(temp.resolve("units/risknet.service"))
        .content()
        .contains("\nStartLimitIntervalSec=0\n", "\nRestart=always\n", "\nRestartSec=5\n");
  }

  @Test
  void theJobManagerTakesItsShareOfTheMachine() throws Exception {
    assertThat(run("jobmanager", A_JAR, "serve")).isZero();

    assertThat(calls())
        .anyMatch(
            call ->
                call.endsWith(
                    "/risknet.jar cluster jobmanager --bindAddress=10.0.0.9 --port=8081"
                        + " --rpcPort=6123 --memory=85% --temp="
                        + temp.resolve("data/node")));
  }

  @Test
  void aWorkerTakesItsShareOfTheMachine() throws Exception {
    assertThat(run("worker", A_JAR, "serve")).isZero();

    assertThat(calls())
        .anyMatch(
            call ->
                call.endsWith(
                    "/risknet.jar cluster worker --bindAddress=10.0.0.9 --jobManager=10.0.0.9"
                        + " --slots=4 --memory=85% --temp="
                        + temp.resolve("data/node")));
  }

  /** The estimate of what fits a worker goes by it. */
  @Test
  void theShareIsTheOneThatIsReckonedWith() {
    assertThat(Templates.nodeScript())
        .contains("memory=${RISKNET_MEMORY:-" + Templates.MEMORY_PERCENT + "%}");
  }

  /** Runs the script to its end. */
  private int run(String role, String sha256, String... words) throws Exception {
    var bin = Files.createDirectories(temp.resolve("bin"));
    for (var name :
        List.of("dnf", "useradd", "chown", "amazon-cloudwatch-agent-ctl", "systemctl", "java")) {
      program(bin.resolve(name), NOTE);
    }
    program(bin.resolve("curl"), "#!/bin/sh\necho 10.0.0.9\n");
    // Downloads "a jar" to a file, and the JobManager's address to its output.
    program(
        bin.resolve("aws"),
        """
        #!/bin/bash
        case ${*: -1} in
          s3://*) cat >/dev/null ;;
          -) echo 10.0.0.9 ;;
          *) printf 'a jar' >"${*: -1}" ;;
        esac
        """);
    Files.createDirectories(temp.resolve("units"));
    var script = program(temp.resolve("user-data"), Templates.nodeScript());
    var command = new ProcessBuilder(script.toString());
    command.command().addAll(List.of(words));
    command
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("PATH", bin + ":" + System.getenv("PATH")),
                Map.entry("CALLS", temp.resolve("calls").toString()),
                Map.entry("AWS_REGION", "eu-west-1"),
                Map.entry("RISKNET_ROLE", role),
                Map.entry("RISKNET_CLUSTER", "risknet"),
                Map.entry("RISKNET_BUCKET", "loans"),
                Map.entry("RISKNET_JAR_KEY", "jars/1/risknet.jar"),
                Map.entry("RISKNET_JAR_SHA256", sha256),
                Map.entry("RISKNET_LOG_GROUP", "/risknet/logs"),
                Map.entry("RISKNET_SLOTS", "4"),
                Map.entry("RISKNET_HOME", temp.resolve("home").toString()),
                Map.entry("RISKNET_DATA", temp.resolve("data").toString()),
                Map.entry("RISKNET_LOGS", temp.resolve("logs").toString()),
                Map.entry("RISKNET_UNITS", temp.resolve("units").toString()),
                Map.entry("RISKNET_PAUSE_SECONDS", "0")));
    return command
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("out").toFile())
        .start()
        .waitFor();
  }

  private static Path program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(temp.resolve("calls"));
  }
}
