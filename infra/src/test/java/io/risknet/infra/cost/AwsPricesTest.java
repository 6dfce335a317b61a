package io.risknet.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Against answers in the shape that AWS documents. */
@Timeout(60)
class AwsPricesTest {
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);

  private static PriceList refresh(URI endpoint) {
    try (var aws = AwsPrices.of(CREDENTIALS, "eu-west-1", Optional.of(endpoint))) {
      return aws.of(List.of("m6i.xlarge"), CLOCK);
    }
  }

  @Test
  void theListIsOfTodayWithBothPrices() throws IOException {
    try (var aws = FakeAws.start()) {
      var list = refresh(aws.endpoint());

      assertThat(list.date()).isEqualTo("2026-02-03");
      // In zone a the later of two prices, 8 cents, and in zone b 10 cents, on the next page.
      assertThat(list.in("eu-west-1").types())
          .containsExactly(new InstanceType("m6i.xlarge", 4, 16, 0.214, OptionalDouble.of(0.09)));
    }
  }

  @Test
  void linuxOnSharedHardwareIsAskedFor() throws IOException {
    try (var aws = FakeAws.start()) {
      refresh(aws.endpoint());

      var products =
          aws.asked().stream()
              .filter(asked -> asked.body().contains("AmazonEC2"))
              .findFirst()
              .orElseThrow();
      assertThat(products.body())
          .contains("eu-west-1", "m6i.xlarge", "Linux", "Shared", "NA", "Used");
      assertThat(products.authorization()).contains("/us-east-1/pricing/aws4_request");
    }
  }

  @Test
  void presentSpotPricesOfTheRegionAreAskedFor() throws IOException {
    try (var aws = FakeAws.start()) {
      refresh(aws.endpoint());

      var spot = aws.asked().get(0);
      assertThat(spot.body())
          .contains(
              "Action=DescribeSpotPriceHistory",
              "InstanceType.1=m6i.xlarge",
              "ProductDescription.1=Linux/UNIX",
              "StartTime=2026-02-03T04:05:06Z");
      assertThat(spot.authorization()).contains("/eu-west-1/ec2/aws4_request");
    }
  }

  @Test
  void aTypeThatAwsDoesNotKnow() throws IOException {
    try (var aws = FakeAws.knowingNothing()) {
      assertThatThrownBy(() -> refresh(aws.endpoint()))
          .hasMessage(
              "AWS has no on-demand price of the instance type 'm6i.xlarge' in the region 'eu-west-1';"
                  + " check --instanceTypes and --region.");
    }
  }

  @Test
  void anAccountWithoutPermission() throws IOException {
    try (var aws = FakeAws.refusing()) {
      assertThatThrownBy(() -> refresh(aws.endpoint()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "AWS did not give the prices of eu-west-1 (AccessDeniedException); --refreshPrices needs");
    }
  }

  @Test
  void aServiceThatIsNotThere() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(() -> refresh(URI.create("http://127.0.0.1:" + free)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("AWS can't be reached for the prices of eu-west-1;");
  }

  @Test
  void noCredentials() {
    AwsCredentialsProvider none =
        () -> {
          throw SdkClientException.create("Unable to load credentials");
        };

    assertThatThrownBy(() -> AwsPrices.of(none, "eu-west-1", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--refreshPrices found no AWS credentials; set AWS_ACCESS_KEY_ID");
  }
}
