package io.risknet.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The upload of a jar of two parts, of which the store refuses the second. */
@Timeout(60)
class JarInBucketTest {
  @RegisterExtension private final FakeAws aws = new FakeAws();

  @TempDir private Path temp;

  @BeforeEach
  void theStoreRefusesTheSecondPart() {
    aws.s3("HEAD", 404, "", Map.of())
        .s3(
            "POST",
            200,
            "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>",
            Map.of())
        .s3("PUT", 200, "", Map.of("ETag", "\"e1\""))
        .s3("PUT", 403, "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>", Map.of())
        .s3("DELETE", 204, "", Map.of());
  }

  @Test
  void aPartThatIsRefusedIsToldAndNothingIsPublished() {
    assertThatThrownBy(this::upload)
        .isInstanceOf(AwsRefusal.class)
        .hasMessageStartingWith("AWS does not allow these credentials to upload the jar to s3://");
    assertThat(aws.actions()).containsExactly("HEAD", "POST", "PUT", "PUT", "DELETE");
  }

  @Test
  void thePartsThatAreThereAreGivenUp() {
    assertThatThrownBy(this::upload).isInstanceOf(AwsRefusal.class);
    assertThat(aws.request("DELETE").path()).endsWith("/risknet.jar?uploadId=u1");
  }

  private void upload() throws IOException {
    var jar = Files.write(temp.resolve("risknet.jar"), new byte[(16 << 20) + 1]);
    try (var clients = aws.clients()) {
      JarInBucket.upload(jar, clients.s3(), "loans", line -> {});
    }
  }
}
