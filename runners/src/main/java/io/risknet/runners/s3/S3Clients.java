package io.risknet.runners.s3;

import com.google.common.base.Throwables;
import java.net.URI;
import javax.xml.stream.XMLStreamException;
import org.apache.beam.sdk.io.aws2.common.ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.conditions.OrRetryCondition;
import software.amazon.awssdk.core.retry.conditions.RetryCondition;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The client of Beam's S3 file system, on the one who submits a run and on the workers. Beyond what
 * Beam sets by the options:
 *
 * <ul>
 *   <li>A store that is not AWS's is spoken to by paths, as a bucket is not a part of its host
 *       name, and needs no region.
 *   <li>A request is tried eight times, within some seconds, before it fails: a search makes
 *       thousands of them. {@code AWS_MAX_ATTEMPTS} sets another number. It is tried again, too,
 *       when the answer breaks off in the middle of XML, which the SDK takes for a final failure.
 *   <li>Failures are told by {@link S3Sentences}.
 * </ul>
 */
public final class S3Clients implements S3ClientBuilderFactory {
  private static final int ATTEMPTS = 8;

  /** For Beam, which makes one by its class name. */
  public S3Clients() {}

  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    var builder = S3Client.builder().httpClientBuilder(ApacheHttpClient.builder());
    ClientBuilderFactory.getFactory(options).create(builder, options);
    var endpoint = options.getEndpoint();
    if (endpoint != null && !isOfAws(endpoint)) {
      builder.forcePathStyle(true);
      if (options.getAwsRegion() == null) {
        builder.region(configuredRegion());
      }
    }
    return builder.overrideConfiguration(
        override -> override.retryPolicy(retries()).addExecutionInterceptor(new S3Sentences()));
  }

  private static RetryPolicy retries() {
    int attempts = SdkSystemSetting.AWS_MAX_ATTEMPTS.getIntegerValue().orElse(ATTEMPTS);
    return RetryPolicy.forRetryMode(RetryMode.STANDARD).toBuilder()
        .numRetries(attempts - 1)
        .retryCondition(
            OrRetryCondition.create(
                RetryCondition.defaultRetryCondition(),
                context -> isBrokenOff(context.exception())))
        .build();
  }

  private static boolean isBrokenOff(Throwable failure) {
    return failure != null
        && Throwables.getCausalChain(failure).stream()
            .anyMatch(XMLStreamException.class::isInstance);
  }

  /** Endpoints of AWS, those in a private network among them, have the bucket in the host name. */
  private static boolean isOfAws(URI endpoint) {
    return String.valueOf(endpoint.getHost()).matches("(.+\\.)?amazonaws\\.com(\\.cn)?");
  }

  /** What the environment or profile says; else any, as a request has to be signed for one. */
  private static Region configuredRegion() {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
          .getRegion();
    } catch (SdkClientException e) {
      return Region.US_EAST_1;
    }
  }
}
