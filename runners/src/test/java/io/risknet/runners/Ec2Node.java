package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.infra.aws.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine of the cluster's stack on this machine: runs the user data of the committed template as
 * EC2 does, in directories and at a loopback address of its own. Only what this machine has not, or
 * should not be changed by, is put in its place: dnf, the AWS CLI, systemd, users.
 *
 * @param directory of its files
 * @param settings its environment beside the user data's own
 */
record Ec2Node(Path directory, Map<String, String> settings) {
  private static final List<String> PROGRAMS = List.of("aws", "systemctl");
  private static final List<String> NOTED =
      List.of("dnf", "amazon-cloudwatch-agent-ctl", "useradd", "chown");

  /**
   * Starts a machine, and waits until its user data has run.
   *
   * @param launch the name of its launch template
   * @param parameters of the stack, and what CloudFormation itself knows
   */
  static Ec2Node start(
      Path directory,
      String launch,
      Map<String, String> parameters,
      Ec2Metadata metadata,
      Path bucket)
      throws IOException, InterruptedException {
    var bin = Files.createDirectories(directory.resolve("bin"));
    for (var program : PROGRAMS) {
      install(program, bin.resolve(program));
    }
    for (var program : NOTED) {
      install("ask", bin.resolve(program));
    }
    Files.writeString(bin.resolve("runuser"), "#!/bin/sh\nshift 3\nexec \"$@\"\n");
    assertThat(bin.resolve("runuser").toFile().setExecutable(true)).isTrue();
    var path =
        "%s:%s:%s"
            .formatted(bin, Path.of(System.getProperty("java.home"), "bin"), System.getenv("PATH"));
    var node =
        new Ec2Node(
            directory,
            Map.of(
                "PATH", path,
                "TEST_BUCKET", bucket.toString(),
                "RISKNET_HOME", directory.resolve("home").toString(),
                "RISKNET_DATA", directory.resolve("data").toString(),
                "RISKNET_LOGS", Files.createDirectory(directory.resolve("logs")).toString(),
                "RISKNET_UNITS", Files.createDirectory(directory.resolve("units")).toString(),
                "RISKNET_METADATA", metadata.endpoint(directory.getFileName().toString()),
                "RISKNET_MEMORY", "1700m",
                "RISKNET_PAUSE_SECONDS", "1",
                // So that two minutes' notice leaves the worker two seconds.
                "RISKNET_DRAIN_SECONDS", "118"));
    var script = Files.writeString(directory.resolve("user-data"), userData(launch, parameters));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    node.succeed(script.toString());
    return node;
  }

  /** The user data of a launch template, with values for what it refers to. */
  private static String userData(String launch, Map<String, String> values) throws IOException {
    var parts =
        JsonMapper.builder()
            .build()
            .readTree(Templates.cluster())
            .at("/Resources/" + launch)
            .at("/Properties/LaunchTemplateData/UserData/Fn::Base64/Fn::Join/1");
    var text = new StringBuilder();
    for (JsonNode part : parts) {
      text.append(part.isTextual() ? part.asText() : values.get(part.get("Ref").asText()));
    }
    return text.toString();
  }

  /** What its script prints for a command that is to succeed. */
  String script(String... words) throws IOException, InterruptedException {
    return succeed(scriptWith(words));
  }

  /** What its script prints for a command; nothing when that fails. */
  Optional<String> ask(String... words) throws IOException, InterruptedException {
    var output = Files.createTempFile(directory, "out", ".log");
    return run(output, scriptWith(words)) == 0
        ? Optional.of(Files.readString(output))
        : Optional.empty();
  }

  private String[] scriptWith(String... words) {
    return Stream.concat(Stream.of(directory.resolve("home/node.sh").toString()), Stream.of(words))
        .toArray(String[]::new);
  }

  /** What the programs that stand for EC2's were called with. */
  List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("logs/calls"));
  }

  String log() throws IOException {
    return Files.exists(node()) ? Files.readString(node()) : "";
  }

  /** Whether the program of a unit runs. */
  boolean runs(String unit) throws IOException {
    return process(unit).isPresent();
  }

  /** Its processes end as those of a machine that is gone, and none is started again. */
  void die() throws IOException {
    for (var unit : units()) {
      Files.createFile(directory.resolve("units/" + unit + ".stopped"));
      process(unit).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Ends its services. */
  void stop() throws IOException, InterruptedException {
    for (var unit : units()) {
      succeed(directory.resolve("bin/systemctl").toString(), "stop", unit);
    }
  }

  /** The services that it has. */
  private List<String> units() {
    return Stream.of("risknet.service", "risknet-watch.service")
        .filter(unit -> Files.exists(directory.resolve("units/" + unit + ".pid")))
        .toList();
  }

  private Optional<ProcessHandle> process(String unit) throws IOException {
    var pid = Files.readString(directory.resolve("units/" + unit + ".pid")).strip();
    return ProcessHandle.of(Long.parseLong(pid));
  }

  private String succeed(String... command) throws IOException, InterruptedException {
    var output = Files.createTempFile(directory, "out", ".log");
    assertThat(run(output, command))
        .as(() -> String.join(" ", command) + "\n" + read(errors()) + read(output) + read(node()))
        .isZero();
    return Files.readString(output);
  }

  private int run(Path output, String... command) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()));
    builder.environment().clear();
    builder.environment().putAll(settings);
    var process = builder.start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
    return process.exitValue();
  }

  private Path errors() {
    return directory.resolve("err.log");
  }

  private Path node() {
    return directory.resolve("logs/node.log");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void install(String resource, Path program) throws IOException {
    try (InputStream bytes = Ec2Node.class.getResourceAsStream("node/" + resource)) {
      Files.copy(bytes, program);
    }
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }
}
