package io.risknet.infra.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.math.Stats;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SpotPrice;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;

/**
 * Asks AWS for today's prices: the Pricing API for those on demand, EC2's spot price history for
 * spot instances.
 *
 * <pre>{@code
 * try (var aws = AwsPrices.of(DefaultCredentialsProvider.create(), "us-east-1", Optional.empty())) {
 *   var today = aws.of(List.of("m6i.xlarge"), Clock.systemUTC());
 * }
 * }</pre>
 */
public final class AwsPrices implements AutoCloseable {

  /** The Pricing API is in few regions, and tells of all. */
  private static final Region PRICING_REGION = Region.US_EAST_1;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String region;
  private final PricingClient pricing;
  private final Ec2Client ec2;

  private AwsPrices(String region, PricingClient pricing, Ec2Client ec2) {
    this.region = region;
    this.pricing = pricing;
    this.ec2 = ec2;
  }

  /**
   * The prices of a region.
   *
   * @param endpoint of both services, where it is not AWS itself
   * @throws IllegalArgumentException with one sentence when there are no credentials
   */
  public static AwsPrices of(
      AwsCredentialsProvider credentials, String region, Optional<URI> endpoint) {
    try {
      credentials.resolveCredentials();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "--refreshPrices found no AWS credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or leave it out and give a list with --prices.",
          e);
    }
    return new AwsPrices(
        region,
        build(PricingClient.builder(), credentials, PRICING_REGION, endpoint),
        build(Ec2Client.builder(), credentials, Region.of(region), endpoint));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, AwsCredentialsProvider credentials, Region region, Optional<URI> endpoint) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .credentialsProvider(credentials)
        .region(region)
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  /**
   * Today's price list of the region.
   *
   * @throws IllegalArgumentException with one sentence when AWS can't be reached, refuses, or knows
   *     no price of a type
   */
  public PriceList of(Collection<String> types, Clock clock) {
    try {
      var spot = spot(types, clock.instant());
      var priced =
          types.stream()
              .distinct()
              .sorted()
              .map(type -> onDemand(type, Optional.ofNullable(spot.get(type))))
              .toList();
      return new PriceList(
          LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString(),
          "AWS Price List API for on-demand prices; EC2 spot price history, the mean over the zones",
          ImmutableSortedMap.of(region, priced));
    } catch (AwsServiceException e) {
      throw new IllegalArgumentException(
          "AWS did not give the prices of %s (%s); --refreshPrices needs a region that is open to the account, and the permissions pricing:GetProducts and ec2:DescribeSpotPriceHistory."
              .formatted(
                  region,
                  e.awsErrorDetails() == null
                      ? "status " + e.statusCode()
                      : e.awsErrorDetails().errorCode()),
          e);
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "AWS can't be reached for the prices of %s; check --region and the network, or leave out --refreshPrices."
              .formatted(region),
          e);
    }
  }

  private InstanceType onDemand(String type, Optional<Double> spot) {
    var products =
        pricing
            .getProducts(
                request ->
                    request
                        .serviceCode("AmazonEC2")
                        .filters(
                            match("regionCode", region),
                            match("instanceType", type),
                            match("operatingSystem", "Linux"),
                            match("tenancy", "Shared"),
                            match("preInstalledSw", "NA"),
                            match("capacitystatus", "Used")))
            .priceList();
    if (products.isEmpty()) {
      throw new IllegalArgumentException(
          "AWS has no on-demand price of the instance type '%s' in the region '%s'; check --instanceTypes and --region."
              .formatted(type, region));
    }
    var product = parse(products.get(0));
    var attributes = product.at("/product/attributes");
    return new InstanceType(
        type,
        attributes.path("vcpu").asInt(),
        Double.parseDouble(attributes.path("memory").asText().replaceAll("[^\\d.]", "")),
        hourly(product),
        spot.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
  }

  /** A product has one term on demand, of one dimension: the hour. */
  private static double hourly(JsonNode product) {
    var term = product.at("/terms/OnDemand").elements().next();
    var dimension = term.get("priceDimensions").elements().next();
    return Double.parseDouble(dimension.at("/pricePerUnit/USD").asText());
  }

  private static JsonNode parse(String product) {
    try {
      return MAPPER.readTree(product);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "AWS's answer about prices is no JSON; try again later, or leave out --refreshPrices.",
          e);
    }
  }

  private static Filter match(String field, String value) {
    return Filter.builder().type(FilterType.TERM_MATCH).field(field).value(value).build();
  }

  /** The mean of the zones' present prices, by type. */
  private Map<String, Double> spot(Collection<String> types, Instant now) {
    var history =
        ec2.describeSpotPriceHistoryPaginator(
                request ->
                    request
                        .instanceTypesWithStrings(types)
                        .productDescriptions("Linux/UNIX")
                        .startTime(now)
                        .endTime(now))
            .spotPriceHistory();
    // A zone may tell of several moments: the latest counts.
    var latest = new HashMap<List<String>, SpotPrice>();
    for (var price : history) {
      latest.merge(
          List.of(price.instanceTypeAsString(), price.availabilityZone()),
          price,
          (one, other) -> one.timestamp().isAfter(other.timestamp()) ? one : other);
    }
    var byType = new HashMap<String, Double>();
    for (var type : types) {
      var prices =
          latest.values().stream()
              .filter(price -> price.instanceTypeAsString().equals(type))
              .map(price -> Double.parseDouble(price.spotPrice()))
              .toList();
      if (!prices.isEmpty()) {
        byType.put(type, Stats.meanOf(prices));
      }
    }
    return byType;
  }

  @Override
  public void close() {
    pricing.close();
    ec2.close();
  }
}
