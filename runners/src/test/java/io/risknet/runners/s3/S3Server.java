package io.risknet.runners.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.conditions.OrRetryCondition;
import software.amazon.awssdk.core.retry.conditions.RetryCondition;
import software.amazon.awssdk.core.retry.conditions.RetryOnStatusCodeCondition;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3-compatible store in this JVM's memory, on a free port of the loopback interface: other
 * processes reach it too. It has one bucket, and a client of its own to put files in and look at
 * what is there.
 */
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "risk";
  public static final String ACCESS_KEY = "AKIDRISKNETTEST";

  /** Long and odd, so that it is found wherever it should not be. */
  public static final String SECRET_KEY = "planted-Secret/0123456789+xyzzy";

  private final S3Proxy proxy;
  private final BlobStoreContext store;
  private final S3Client client;

  private S3Server(S3Proxy proxy, BlobStoreContext store) {
    this.proxy = proxy;
    this.store = store;
    client =
        S3Client.builder()
            .httpClientBuilder(ApacheHttpClient.builder())
            .endpointOverride(endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .overrideConfiguration(settings -> settings.retryPolicy(patient()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
            .build();
  }

  /**
   * The store refuses to list what others delete meanwhile, which S3 does not: it is asked again.
   */
  private static RetryPolicy patient() {
    return RetryPolicy.builder()
        .retryCondition(
            OrRetryCondition.create(
                RetryCondition.defaultRetryCondition(),
                RetryOnStatusCodeCondition.create(HttpStatusCode.BAD_REQUEST)))
        .build();
  }

  /** Starts it, with an empty bucket. */
  public static S3Server start() {
    try {
      var store =
          ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
              .credentials("x", "x")
              .build(BlobStoreContext.class);
      var proxy =
          S3Proxy.builder()
              .blobStore(store.getBlobStore())
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
              .ignoreUnknownHeaders(true)
              .build();
      proxy.start();
      var server = new S3Server(proxy, store);
      server.client.createBucket(request -> request.bucket(BUCKET));
      return server;
    } catch (Exception e) {
      throw new IllegalStateException("The S3 server did not start.", e);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  /** The options of a command that uses it. */
  public List<String> options() {
    return options(endpoint());
  }

  /** The options of a command that uses it through a proxy. */
  public static List<String> options(URI endpoint) {
    return List.of("--endpoint=" + endpoint, "--awsRegion=us-east-1", credentials(SECRET_KEY));
  }

  /** The option that gives its key with some secret. */
  public static String credentials(String secret) {
    return "--awsCredentialsProvider={\"@type\":\"StaticCredentialsProvider\",\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\"}"
        .formatted(ACCESS_KEY, secret);
  }

  /** The URI of a key. */
  public static String uri(String key) {
    return "s3://" + BUCKET + "/" + key;
  }

  /** A client of its own. */
  public S3Client client() {
    return client;
  }

  /** Puts a file in, and gives its URI. */
  public String put(String key, Path file) {
    client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromFile(file));
    return uri(key);
  }

  /** The objects below a prefix, by key. */
  public List<S3Object> list(String prefix) {
    return client
        .listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(prefix))
        .contents()
        .stream()
        .toList();
  }

  /** What an object holds. */
  public byte[] get(String key) {
    return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asByteArray();
  }

  /** Copies all that is below a prefix into a directory, to be looked at like a local run. */
  public Path download(String prefix, Path directory) throws IOException {
    for (var object : list(prefix + "/")) {
      var file = directory.resolve(object.key().substring(prefix.length() + 1));
      Files.createDirectories(file.getParent());
      Files.write(file, get(object.key()));
    }
    return directory;
  }

  @Override
  public void close() {
    client.close();
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The S3 server did not stop.", e);
    } finally {
      store.close();
    }
  }
}
