package io.risknet.runners.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.runners.CommandLine;
import io.risknet.runners.SmallTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.runners.flink.FlinkExecutionEnvironments;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.io.aws2.options.AwsOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that is given on the command line reaches the workers, and is found nowhere else. */
class SecretsIT {
  private static final String SECRET = S3Server.SECRET_KEY;

  @TempDir private static Path temp;
  private static S3Server server;
  private static final Logger ROOT = Logger.getLogger("");

  private final Recorder recorder = new Recorder();
  private List<Handler> handlers = List.of();

  @BeforeAll
  static void start() {
    server = S3Server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** In the place of the console, which need not have it all. */
  @BeforeEach
  void record() {
    handlers = List.of(ROOT.getHandlers());
    handlers.forEach(ROOT::removeHandler);
    ROOT.addHandler(recorder);
  }

  @AfterEach
  void stopRecording() {
    ROOT.removeHandler(recorder);
    handlers.forEach(ROOT::addHandler);
  }

  /** Keeps all that is logged. */
  private static final class Recorder extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      lines.add(new SimpleFormatter().format(record) + Arrays.toString(record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void aRunTellsNothing(String runner) throws IOException {
    var table = SmallTable.in(temp);
    var run =
        CommandLine.run(
            arguments(
                "train",
                "--spec=" + table.spec(),
                "--input=" + server.put("in/small.csv", table.rows()),
                "--tempLocation=" + S3Server.uri("spool"),
                "--output=" + S3Server.uri(runner),
                "--runner=" + runner,
                "--verbose"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertSilent(run);
    assertThat(recorder.lines).as("what was logged").isNotEmpty();
    var files = server.list("");
    assertThat(files).hasSizeGreaterThan(10);
    for (var file : files) {
      assertThat(new String(server.get(file.key()), UTF_8))
          .as(file.key())
          .doesNotContain(SECRET, S3Server.ACCESS_KEY);
    }
  }

  @Test
  void aRunOnLocalFilesTellsNothing() throws IOException {
    var table = SmallTable.in(temp);
    var output = temp.resolve("local");
    assertSilent(
        CommandLine.run(
            arguments(
                "train",
                "--spec=" + table.spec(),
                "--input=" + table.rows(),
                "--output=" + output,
                "--verbose")));
    try (var files = Files.walk(output)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1))
            .as(file.toString())
            .doesNotContain(SECRET, S3Server.ACCESS_KEY);
      }
    }
  }

  /** The user may have made any slip; the stack trace is asked for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\",\"secretAccessKey\":\"SECRET",
        "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\",\"secretAccessKey\":\"SECRET\"}",
        "--awsCredentialsProvider={\"@type\":\"SECRET\"}",
        "--awsCredentialsProvider=SECRET",
        "--awsCredentialsProvider",
        "-awsCredentialsProvider=SECRET",
        "awsCredentialsProvider=SECRET",
        "--awsCredentialsProvider={}|SECRET",
        "--awsCredentialsProvider|{secretAccessKey:SECRET}",
        "--awsCredentialsProvider={|secretAccessKey:SECRET}",
        "--awsCredentialProvider={\"secretAccessKey\":\"SECRET\"}",
        "--SSECustomerKey={\"key\":\"SECRET\"",
        "--SSECustomerKey={\"key\":[\"SECRET\"]}",
        "--proxyConfiguration={\"password\":\"SECRET\"",
        "--proxyConfiguration={\"password\":\"SECRET\",\"endpoint\":\"no uri\"}",
      })
  void anOptionThatIsNotUnderstoodIsNotRepeated(String slip) {
    var words = slip.replace("SECRET", SECRET).split("\\|");
    var run =
        CommandLine.run(
            Stream.concat(
                    Stream.of("train", "--spec=freddie-mac", "--output=x", "--verbose"),
                    Stream.of(words))
                .toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(2);
    assertSilent(run);
  }

  @Test
  void credentialsThatAreRefusedAreNotRepeated() {
    var run =
        CommandLine.run(
            "train",
            "--spec=" + S3Server.uri("spec.yaml"),
            "--output=x",
            "--endpoint=" + server.endpoint(),
            S3Server.credentials(SECRET + "-wrong"),
            "--verbose");

    assertThat(run.exitCode()).isEqualTo(2);
    assertSilent(run);
  }

  @Test
  void theWebInterfaceOfFlinkDoesNotShowIt() {
    var options = options("--awsRegion=us-east-1").as(FlinkPipelineOptions.class);
    options.setFlinkMaster("[local]");
    options.setFilesToStage(List.of());

    var shown =
        FlinkExecutionEnvironments.createBatchExecutionEnvironment(options)
            .getConfig()
            .getGlobalJobParameters()
            .toMap();

    assertThat(shown)
        .containsEntry("awsRegion", "us-east-1")
        .containsEntry("awsCredentialsProvider", "");
    assertThat(shown.toString()).doesNotContain(SECRET, "proxy-Secret", "Y3VzdG9tZXItU2VjcmV0");
  }

  @Test
  void theWordsOfTheOptionsDoNotTellIt() {
    assertThat(options().toString()).contains("awsCredentialsProvider").doesNotContain(SECRET);
  }

  @Test
  void theWorkersGetIt() {
    var there = new SerializablePipelineOptions(options()).get();

    assertThat(there.as(AwsOptions.class).getAwsCredentialsProvider().resolveCredentials())
        .extracting("secretAccessKey")
        .isEqualTo(SECRET);
  }

  private static AwsOptions options(String... others) {
    var arguments =
        S3Arguments.in(
            Stream.concat(
                    Stream.of(
                        S3Server.credentials(SECRET),
                        "--proxyConfiguration={\"endpoint\":\"http://proxy:1\",\"username\":\"u\",\"password\":\"proxy-Secret\"}",
                        "--SSECustomerKey={\"key\":\"Y3VzdG9tZXItU2VjcmV0\",\"algorithm\":\"AES256\"}"),
                    Stream.of(others))
                .toArray(String[]::new));
    var options =
        PipelineOptionsFactory.fromArgs(arguments.others().toArray(String[]::new))
            .as(AwsOptions.class);
    arguments.addTo(options);
    return options;
  }

  private static String[] arguments(String... arguments) {
    return Stream.concat(Stream.of(arguments), server.options().stream()).toArray(String[]::new);
  }

  private void assertSilent(CommandLine run) {
    assertThat(run.out()).doesNotContain(SECRET);
    assertThat(run.err()).doesNotContain(SECRET);
    assertThat(recorder.lines).noneMatch(line -> line.contains(SECRET));
  }
}
