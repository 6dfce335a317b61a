package io.risknet.infra.cost;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;

/**
 * A type of EC2 instance, with its prices for Linux in a region.
 *
 * @param name such as {@code m6i.xlarge}
 * @param vcpus how many virtual processors; each is a slot
 * @param memoryGib its memory, in GiB
 * @param onDemand US dollars an hour
 * @param spot US dollars an hour; absent when it is not known
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record InstanceType(
    String name, int vcpus, double memoryGib, double onDemand, OptionalDouble spot) {

  /**
   * Refuses what is no price.
   *
   * @throws IllegalArgumentException when a part is missing, zero or negative
   */
  public InstanceType {
    if (name == null
        || vcpus <= 0
        || memoryGib <= 0
        || onDemand <= 0
        || spot == null
        || spot.stream().anyMatch(price -> price <= 0)) {
      throw new IllegalArgumentException(
          "%s needs vcpus, memoryGib and onDemand above 0, and spot, if any, above 0"
              .formatted(name == null ? "an instance type without a name" : name));
    }
  }
}
