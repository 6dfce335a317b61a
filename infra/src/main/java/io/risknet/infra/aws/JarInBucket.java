package io.risknet.infra.aws;

import static io.risknet.infra.aws.AwsRefusal.ask;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A jar under a key that is its hash: it is uploaded once, is never changed, and a node checks what
 * it got.
 *
 * @param key in the bucket
 * @param sha256 of its bytes, in hexadecimal digits
 */
record JarInBucket(String key, String sha256) {
  private static final int PART = 16 << 20;

  /** Puts a jar into a bucket, unless it is there. */
  static JarInBucket upload(Path jar, S3Client s3, String bucket, Consumer<String> progress)
      throws IOException {
    var sha256 = hash(jar);
    var uploaded = new JarInBucket("jars/" + sha256 + "/risknet.jar", sha256);
    long size = Files.size(jar);
    if (!uploaded.isIn(s3, bucket, size)) {
      progress.accept(
          "Uploading %,d MB to s3://%s/%s".formatted(size / 1_000_000, bucket, uploaded.key));
      uploaded.send(jar, s3, bucket);
    }
    return uploaded;
  }

  private boolean isIn(S3Client s3, String bucket, long size) throws AwsRefusal {
    return ask(
        "look for " + path(bucket),
        () -> {
          try {
            return s3.headObject(request -> request.bucket(bucket).key(key)).contentLength()
                == size;
          } catch (S3Exception e) {
            if (e.statusCode() == 404) {
              return false;
            }
            throw e;
          }
        });
  }

  private void send(Path jar, S3Client s3, String bucket) throws IOException {
    var purpose = "upload the jar to " + path(bucket);
    var id =
        ask(
            purpose,
            () -> s3.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId());
    try (var bytes = Files.newInputStream(jar)) {
      var parts = new ArrayList<CompletedPart>();
      for (byte[] part = bytes.readNBytes(PART); part.length > 0; part = bytes.readNBytes(PART)) {
        var body = RequestBody.fromBytes(part);
        int number = parts.size() + 1;
        var sent =
            ask(
                purpose,
                () ->
                    s3.uploadPart(
                        request -> request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                        body));
        parts.add(CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build());
      }
      ask(
          purpose,
          () ->
              s3.completeMultipartUpload(
                  request ->
                      request
                          .bucket(bucket)
                          .key(key)
                          .uploadId(id)
                          .multipartUpload(upload -> upload.parts(parts))));
    } catch (IOException e) {
      abort(s3, bucket, id, e);
      throw e;
    }
  }

  /** Otherwise its parts are paid for until the bucket's lifecycle ends them. */
  private void abort(S3Client s3, String bucket, String id, IOException reason) {
    try {
      ask(
          "abort the upload",
          () -> s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id)));
    } catch (AwsRefusal e) {
      reason.addSuppressed(e);
    }
  }

  private String path(String bucket) {
    return "s3://" + bucket + "/" + key;
  }

  static String hash(Path file) throws IOException {
    try (var bytes = new DigestInputStream(Files.newInputStream(file), digest())) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
