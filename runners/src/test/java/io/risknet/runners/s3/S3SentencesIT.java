package io.risknet.runners.s3;

import io.risknet.runners.CommandLine;
import io.risknet.runners.SmallTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SystemSetting;

/** What goes wrong with S3 is told in one sentence that says what to do. */
class S3SentencesIT {
  @TempDir private static Path temp;
  private static S3Server server;
  private static SmallTable table;
  private final List<String> set = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = S3Server.start();
    table = SmallTable.in(temp);
    server.put("in/small.csv", table.rows());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void forget() {
    set.forEach(System::clearProperty);
  }

  /** As it is on a machine where nothing of AWS is set up. */
  private void nothingIsConfigured() {
    var nowhere = temp.resolve("none").toString();
    set(ProfileFileSystemSetting.AWS_CONFIG_FILE, nowhere);
    set(ProfileFileSystemSetting.AWS_SHARED_CREDENTIALS_FILE, nowhere);
    set(SdkSystemSetting.AWS_EC2_METADATA_DISABLED, "true");
    set(SdkSystemSetting.AWS_MAX_ATTEMPTS, "2");
  }

  private void set(SystemSetting setting, String value) {
    System.setProperty(setting.property(), value);
    set.add(setting.property());
  }

  @Test
  void noSuchFile() {
    train("--input=" + S3Server.uri("in/none.csv"))
        .assertSentence("No file matches --input=s3://risk/in/none.csv");
  }

  @Test
  void noSuchBucketOfTheInput() {
    train("--input=s3://nowhere/in/*.csv")
        .assertSentence("There is no bucket 'nowhere'; make it, or give another path.");
  }

  @Test
  void noSuchBucketOfTheOutput() {
    train("--output=s3://nowhere/run").assertSentence("There is no bucket 'nowhere'");
  }

  @Test
  void noSuchSpec() {
    train("--spec=" + S3Server.uri("in/none.yaml"))
        .assertSentence("There is no spec 's3://risk/in/none.yaml'");
  }

  @Test
  void noPermission() {
    run(options(S3Server.credentials("another")), "--input=" + S3Server.uri("in/small.csv"))
        .assertSentence(
            "There is no permission for s3://risk/in/small.csv; grant the AWS credentials the"
                + " access to it, or use others.");
  }

  @Test
  void noPermissionToList() {
    run(options(S3Server.credentials("another")), "--input=" + S3Server.uri("in/*.csv"))
        .assertSentence("S3 does not accept the AWS credentials for s3://risk/in/");
  }

  @Test
  void noRegion() {
    nothingIsConfigured();
    run(List.of(S3Server.credentials("x")), "--input=" + S3Server.uri("in/small.csv"))
        .assertSentence(
            "No AWS region is configured; give --awsRegion, such as us-east-1, or set"
                + " AWS_REGION.");
  }

  @Test
  void noCredentials() {
    nothingIsConfigured();
    run(
            List.of("--endpoint=" + server.endpoint(), "--awsRegion=us-east-1"),
            "--input=" + S3Server.uri("in/small.csv"))
        .assertSentence("There are no AWS credentials; set AWS_ACCESS_KEY_ID and");
  }

  @Test
  void credentialsOfTheSurroundingsAreFound() {
    nothingIsConfigured();
    set(SdkSystemSetting.AWS_ACCESS_KEY_ID, S3Server.ACCESS_KEY);
    set(SdkSystemSetting.AWS_SECRET_ACCESS_KEY, S3Server.SECRET_KEY);

    CommandLine.succeed(
        "profile",
        "--spec=" + table.spec(),
        "--input=" + S3Server.uri("in/small.csv"),
        "--endpoint=" + server.endpoint(),
        "--awsRegion=us-east-1");
  }

  @Test
  void noServer() throws IOException {
    nothingIsConfigured();
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    run(
            List.of("--endpoint=http://127.0.0.1:" + port, S3Server.credentials("x")),
            "--input=" + S3Server.uri("in/small.csv"))
        .assertSentence(
            "S3 can't be reached at http://127.0.0.1:" + port + "; see --endpoint, --awsRegion");
  }

  @Test
  void endpointThatIsNone() {
    run(List.of("--endpoint=localhost:9000"), "--input=" + S3Server.uri("in/small.csv"))
        .assertSentence(
            "--endpoint=localhost:9000 is no address; write it as https://HOST or"
                + " http://HOST:PORT.");
  }

  @Test
  void syntheticFilesGoElsewhere() {
    CommandLine.run("generate", "--output=" + S3Server.uri("data"))
        .assertSentence("--output=s3://risk/data is not on this machine");
  }

  private static List<String> options(String credentials) {
    return List.of("--endpoint=" + server.endpoint(), "--awsRegion=us-east-1", credentials);
  }

  private static CommandLine train(String other) {
    return run(server.options(), other);
  }

  private static CommandLine run(List<String> s3, String other) {
    var name = other.split("=", 2)[0];
    var arguments =
        Stream.of(
                "--spec=" + table.spec(),
                "--input=" + table.rows(),
                "--output=" + temp.resolve("out"))
            .filter(argument -> !argument.startsWith(name + "="));
    return CommandLine.run(
        Stream.of(Stream.of("train", other), arguments, s3.stream())
            .flatMap(all -> all)
            .toArray(String[]::new));
  }
}
