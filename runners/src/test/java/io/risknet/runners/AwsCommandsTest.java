package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code risknet cluster ... --aws} as typed, against an AWS that has one answer for all. */
@Timeout(60)
class AwsCommandsTest {
  private static final String NOTHING_THERE =
      "<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id risknet does not"
          + " exist</Message></Error></ErrorResponse>";
  private static final String DENIED =
      "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User x is not authorized."
          + "</Message></Error></ErrorResponse>";

  private HttpServer aws;

  @BeforeEach
  void credentials() {
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  @AfterEach
  void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    if (aws != null) {
      aws.stop(0);
    }
  }

  @Test
  void statusWithoutACluster() throws IOException {
    answer(400, NOTHING_THERE);
    run("status")
        .assertSentence(
            "There is no cluster 'risknet' in eu-west-1; 'risknet cluster up --aws' makes it.");
  }

  @Test
  void whatAwsDenies() throws IOException {
    answer(403, DENIED);
    run("status").assertSentence("AWS does not allow these credentials to look for the stack");
  }

  @Test
  void downWithoutACluster() throws IOException {
    answer(400, NOTHING_THERE);
    var down = run("down", "--name=other");
    assertThat(down.exitCode()).as(down.err()).isZero();
    assertThat(down.out()).isEqualTo("There is no cluster 'other' in eu-west-1.\n");
  }

  @Test
  void submitWithoutACommand() throws IOException {
    answer(400, NOTHING_THERE);
    CommandLine.run("cluster", "submit", "--aws")
        .assertSentence(
            "What shall the cluster do? Put train or score, with its options, behind --aws.");
  }

  @Test
  void submitOfAnotherCommand() {
    CommandLine.run("cluster", "submit", "--aws", "demo")
        .assertSentence("A cluster is given train or score, not 'demo'.");
  }

  @Test
  void submitWithAnOutputThatNoNodeShares() {
    CommandLine.run("cluster", "submit", "--aws", "train", "--output=run")
        .assertSentence("The nodes share no disk: give --output=s3://BUCKET/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--awsCredentialsProvider={\"secretAccessKey\":\"SECRET\"}",
        "--SSECustomerKey={\"key\":\"SECRET\"}",
        "--proxyConfiguration={\"password\":\"SECRET\"}",
        "--sseCustomerKey=SECRET",
        "-proxyConfiguration"
      })
  void submitWithASecret(String option) throws IOException {
    answer(400, NOTHING_THERE);
    var submit = run("submit", "train", "--output=s3://loans/run", option);
    submit.assertSentence(
        "The nodes use their role for S3", "leave --" + option.replaceAll("^-+|=.*", "") + " out.");
    assertThat(submit.err()).doesNotContain("SECRET");
  }

  @Test
  void upWithTypesThatAreTooFew() {
    CommandLine.run("cluster", "up", "--aws", "--workerTypes=m5.large")
        .assertSentence("--workerTypes=m5.large: give 4 different types of one size");
  }

  @Test
  void anOptionThatIsNone() {
    CommandLine.run("cluster", "up", "--aws", "--wokers=3")
        .assertSentence("There is no option --wokers; did you mean --workers?");
  }

  @Test
  void upWithoutSayingWhere() {
    CommandLine.run("cluster", "up")
        .assertSentence("'cluster up' is for a cluster on EC2: give --aws.");
  }

  @Test
  void helpListsWhatIsOnEc2() {
    assertThat(CommandLine.succeed("help", "cluster").out())
        .contains("cluster up --aws", "cluster submit --aws", "cluster status --aws");
    assertThat(CommandLine.succeed("help", "cluster", "up").out())
        .contains("--workerTypes\n", "m6i.xlarge,m6a.xlarge,m5.xlarge,m5a.xlarge unless given.");
  }

  private void answer(int status, String body) throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
          }
        });
    aws.start();
  }

  private CommandLine run(String action, String... options) {
    var all =
        Stream.concat(
            Stream.of(
                "cluster",
                action,
                "--aws",
                "--awsRegion=eu-west-1",
                "--endpoint=http://127.0.0.1:" + aws.getAddress().getPort()),
            Stream.of(options));
    return CommandLine.run(all.toArray(String[]::new));
  }
}
