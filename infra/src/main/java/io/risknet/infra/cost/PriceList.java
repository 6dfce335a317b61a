package io.risknet.infra.cost;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Prices of EC2 instances at a date.
 *
 * <pre>{@code
 * double hour = PriceList.builtIn().in("us-east-1").type("m6i.xlarge").onDemand();
 * }</pre>
 *
 * @param date the day they are of, as in 2025-06-30
 * @param source where they are from, in words
 * @param regions the instance types of each region
 */
public record PriceList(String date, String source, Map<String, List<InstanceType>> regions) {
  private static final String DAMAGED =
      "The price list %s is damaged: %s; mend it, or write a new one with --refreshPrices.";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * Refuses a list that is not whole.
   *
   * @throws IllegalArgumentException when a part is missing, or the date is none
   */
  public PriceList {
    if (date == null || source == null || regions == null || regions.isEmpty()) {
      throw new IllegalArgumentException("it needs a date, a source and regions");
    }
    regions.forEach(
        (region, types) -> {
          if (types == null || types.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("the region %s lacks a type".formatted(region));
          }
        });
    try {
      LocalDate.parse(date);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'%s' is no date such as 2025-06-30".formatted(date), e);
    }
    regions = ImmutableSortedMap.copyOf(regions);
  }

  /** The list that RiskNet comes with. */
  public static PriceList builtIn() {
    try {
      var resource = Resources.getResource(PriceList.class, "prices.json");
      return fromJson("the built-in list", Resources.toString(resource, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The list that {@link #toJson} wrote.
   *
   * @param name what messages call it
   * @throws IllegalArgumentException when it is damaged
   */
  public static PriceList fromJson(String name, String json) {
    try {
      var list = MAPPER.readValue(json, PriceList.class);
      if (list == null) {
        throw new IllegalArgumentException(DAMAGED.formatted(name, "it is empty"));
      }
      return list;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(DAMAGED.formatted(name, reason(e)), e);
    }
  }

  /** Jackson wraps what a record refuses, and adds where in the text it was. */
  private static String reason(JsonProcessingException e) {
    var refused =
        e.getCause() instanceof IllegalArgumentException cause ? cause.getMessage() : null;
    return refused != null ? refused : e.getOriginalMessage().lines().findFirst().orElse("no JSON");
  }

  /**
   * The prices of a region.
   *
   * @throws IllegalArgumentException when the list has none; the sentence names those it has
   */
  public RegionPrices in(String region) {
    if (!regions.containsKey(region)) {
      throw new IllegalArgumentException(
          "The price list of %s has no region '%s', but %s; choose one of these with --region, or give --refreshPrices."
              .formatted(date, region, String.join(", ", regions.keySet())));
    }
    return new RegionPrices("in the list of " + date, region, regions.get(region));
  }

  /** The day they are of. */
  @JsonIgnore
  public LocalDate day() {
    return LocalDate.parse(date);
  }

  /** As indented JSON. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
