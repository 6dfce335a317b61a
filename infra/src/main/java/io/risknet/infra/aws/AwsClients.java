package io.risknet.infra.aws;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The services of AWS that a cluster is driven by, with the credentials of the default chain:
 * environment, profile, {@code aws sso login}, role of the machine.
 */
public record AwsClients(
    Region region,
    CloudFormationClient cloudFormation,
    AutoScalingClient autoScaling,
    S3Client s3,
    SsmClient ssm)
    implements AutoCloseable {

  /**
   * Clients for a region.
   *
   * @param region its name; else the one of the environment or the profile
   * @param endpoint of all services, in place of AWS's own; for tests
   * @throws IOException when no region is configured
   */
  public static AwsClients of(Optional<String> region, Optional<URI> endpoint) throws IOException {
    var place = region.isPresent() ? Region.of(region.get()) : configured();
    return new AwsClients(
        place,
        at(CloudFormationClient.builder(), place, endpoint).build(),
        at(AutoScalingClient.builder(), place, endpoint).build(),
        at(S3Client.builder().forcePathStyle(endpoint.isPresent()), place, endpoint).build(),
        at(SsmClient.builder(), place, endpoint).build());
  }

  private static Region configured() throws IOException {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkException e) {
      throw AwsRefusal.of("find out which region to use", e);
    }
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(
      B builder, Region region, Optional<URI> endpoint) {
    builder.region(region);
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }

  @Override
  public void close() {
    cloudFormation.close();
    autoScaling.close();
    s3.close();
    ssm.close();
  }
}
