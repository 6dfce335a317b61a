package io.risknet.runners.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Small files on S3 are there whole or not at all, in few requests. */
class S3FilesIT {
  private static S3Server server;

  @BeforeAll
  static void start() {
    server = S3Server.start();
    use(S3Server.SECRET_KEY);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void use(String secret) {
    use(server.endpoint(), secret);
  }

  private static void use(URI endpoint, String secret) {
    var arguments =
        S3Arguments.in(new String[] {"--endpoint=" + endpoint, S3Server.credentials(secret)});
    var options =
        PipelineOptionsFactory.fromArgs(arguments.others().toArray(String[]::new)).create();
    arguments.addTo(options);
    FileSystems.setDefaultPipelineOptions(options);
  }

  @BeforeEach
  void forget() {
    RequestLog.clear();
  }

  @Test
  void aFileIsWrittenUnderItsNameAtOnce() throws IOException {
    AtomicFile.write(S3Server.uri("a/file"), new byte[] {1, 2});

    assertThat(RequestLog.requests())
        .extracting(RequestLog.Request::operation)
        .containsExactly("CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload");
    assertThat(server.get("a/file")).containsExactly(1, 2);
  }

  @Test
  void aFileIsReadWithOneLookAndOneGet() throws IOException {
    AtomicFile.write(S3Server.uri("b/file"), new byte[] {3});
    RequestLog.clear();

    assertThat(AtomicFile.read(S3Server.uri("b/file"))).hasValue(new byte[] {3});
    assertThat(RequestLog.requests())
        .extracting(RequestLog.Request::operation)
        .containsExactly("HeadObject", "GetObject");
  }

  @Test
  void aFileThatIsNotThereIsEmptyAfterOneLook() throws IOException {
    assertThat(AtomicFile.read(S3Server.uri("none"))).isEmpty();
    assertThat(RequestLog.requests()).hasSize(1);
  }

  /** Otherwise a ledger would be taken for empty, and everything trained again. */
  @Test
  void aFileThatCannotBeLookedAtIsNotTakenForMissing() {
    try {
      use("another");
      assertThatThrownBy(() -> AtomicFile.read(S3Server.uri("none")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("There is no permission for s3://risk/none");
    } finally {
      use(S3Server.SECRET_KEY);
    }
  }

  /** A bucket can't be a part of such a host name. */
  @Test
  void aStoreByHostNameIsSpokenToByPaths() throws IOException {
    try {
      use(URI.create("http://localhost:" + server.endpoint().getPort()), S3Server.SECRET_KEY);
      AtomicFile.write(S3Server.uri("d/file"), new byte[] {4});
    } finally {
      use(S3Server.SECRET_KEY);
    }
    assertThat(server.get("d/file")).containsExactly(4);
  }

  @Test
  void aLargeFileGoesUpInParts() throws IOException {
    var bytes = new byte[20 << 20];
    new Random(1).nextBytes(bytes);

    AtomicFile.write(S3Server.uri("large"), bytes);

    assertThat(RequestLog.requests())
        .filteredOn(request -> request.operation().equals("UploadPart"))
        .hasSize(3);
    assertThat(server.get("large")).isEqualTo(bytes);
  }

  /** Of its first parts alone an object could be made, which would be read as if it were whole. */
  @Test
  void aLargeFileIsNotThereWhenAPartOfItFails() {
    try (var proxy = FaultyProxy.refusing(server.endpoint(), "PUT .*partNumber=2.*")) {
      use(proxy.endpoint(), S3Server.SECRET_KEY);

      assertThatThrownBy(() -> AtomicFile.write(S3Server.uri("broken"), new byte[20 << 20]))
          .hasMessageStartingWith("There is no permission for s3://risk/broken");
    } finally {
      use(S3Server.SECRET_KEY);
    }
    assertThat(server.list("broken")).isEmpty();
  }

  @Test
  void whatIsWrittenIsListedAtOnce() throws IOException {
    for (var name : List.of("c/1", "c/below/2")) {
      AtomicFile.write(S3Server.uri(name), new byte[] {1});
    }

    assertThat(AtomicFile.stamps(S3Server.uri("c")))
        .containsOnlyKeys(S3Server.uri("c/1"), S3Server.uri("c/below/2"));
  }
}
