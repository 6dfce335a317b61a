package io.risknet.infra.cost;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The prices of one region.
 *
 * @param list the list they are from, as messages call it
 * @param region such as {@code us-east-1}
 * @param types its instance types
 */
public record RegionPrices(String list, String region, List<InstanceType> types) {

  /**
   * The type of a name.
   *
   * @throws IllegalArgumentException when the list has none; the sentence names those it has
   */
  public InstanceType type(String name) {
    return types.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no price of the instance type '%s' in %s, %s, which has %s; choose one of these, or give --refreshPrices with --instanceTypes=%s."
                        .formatted(
                            name,
                            region,
                            list,
                            types.stream().map(InstanceType::name).collect(joining(", ")),
                            name)));
  }

  /**
   * What an hour of a type costs, in US dollars.
   *
   * @throws IllegalArgumentException when the spot price is wanted and not known
   */
  public double hourly(InstanceType type, boolean spot) {
    checkArgument(
        !spot || type.spot().isPresent(),
        "There is no spot price of %s in %s, %s; leave out --spot, choose other --instanceTypes, or"
            + " give --refreshPrices.",
        type.name(),
        region,
        list);
    return spot ? type.spot().getAsDouble() : type.onDemand();
  }
}
