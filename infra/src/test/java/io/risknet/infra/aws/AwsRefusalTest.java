package io.risknet.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What AWS refuses is one sentence for the user. */
@Timeout(60)
class AwsRefusalTest {
  @RegisterExtension private final FakeAws aws = new FakeAws();

  @Test
  void accessDenied() {
    refusing(403, "AccessDenied", "User: arn:aws:iam::1:user/x is not authorized.");
    assertSentence(
        "AWS does not allow these credentials to look for the stack 'risknet' (User:"
            + " arn:aws:iam::1:user/x is not authorized): docs/flink-on-ec2.md lists what they"
            + " need.");
  }

  @Test
  void unknownCredentials() {
    refusing(403, "InvalidClientTokenId", "The security token is invalid.");
    assertSentence(
        "AWS does not know the credentials (InvalidClientTokenId): see AWS_PROFILE and"
            + " AWS_ACCESS_KEY_ID.");
  }

  @Test
  void expiredCredentials() {
    refusing(403, "ExpiredToken", "The security token is expired");
    assertSentence(
        "The AWS credentials have expired: run 'aws sso login', or renew them, and run this again.");
  }

  @Test
  void anythingElse() {
    refusing(400, "ValidationError", "The name is odd.");
    assertSentence("AWS refused to look for the stack 'risknet': The name is odd.");
  }

  @Test
  void noAnswer() throws IOException {
    try (var nowhere =
        AwsClients.of(Optional.of("eu-west-1"), Optional.of(URI.create("http://127.0.0.1:1")))) {
      assertThatThrownBy(() -> Ec2Cluster.of("risknet", nowhere, line -> {}).bucket())
          .isInstanceOf(AwsRefusal.class)
          .hasMessageStartingWith("AWS can't be asked to look for the stack 'risknet-storage' (")
          .hasMessageEndingWith("): see the network, --awsRegion and the profile.");
    }
  }

  @Test
  void noCredentials() {
    // In the SDK's words; a machine that has a role, or a file with keys, gives none of it here.
    var words = "Unable to load credentials from any of the providers in the chain ...";
    assertThat(AwsRefusal.of("look", SdkClientException.create(words)))
        .hasMessage(
            "There are no AWS credentials: run 'aws sso login' or set AWS_PROFILE, or"
                + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
  }

  @Test
  void noRegion() {
    var words = "Unable to load region from any of the providers in the chain ...";
    assertThat(AwsRefusal.of("look", SdkClientException.create(words)))
        .hasMessageStartingWith("No AWS region is given: name it by --awsRegion,");
  }

  @Test
  void theDetailsAreKeptForVerbose() {
    refusing(400, "ValidationError", "The name is odd.");
    assertThatThrownBy(this::look)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
        .hasNoCause();
  }

  private void refusing(int status, String code, String message) {
    aws.refusal("DescribeStacks risknet", status, code, message);
  }

  private void assertSentence(String sentence) {
    assertThatThrownBy(this::look).isInstanceOf(AwsRefusal.class).hasMessage(sentence);
  }

  private void look() throws Exception {
    try (var clients = aws.clients()) {
      Ec2Cluster.of("risknet", clients, line -> {}).state();
    }
  }
}
