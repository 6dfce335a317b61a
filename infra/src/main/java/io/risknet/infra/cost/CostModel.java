package io.risknet.infra.cost;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a run takes and costs on clusters of N workers, all of one type, and a JobManager of its own
 * that is never a spot instance.
 *
 * @param law how long it takes
 * @param prices of the region
 * @param spot whether the workers are spot instances
 * @param vcpuSpeed of one virtual processor, in multiples of a measured core
 * @param trainingGib what a worker on a machine of a type leaves XGBoost of its memory
 */
public record CostModel(
    ScalingLaw law,
    RegionPrices prices,
    boolean spot,
    double vcpuSpeed,
    ToDoubleFunction<InstanceType> trainingGib) {

  /** From the order of the machines until the workers have registered; paid, and waited for. */
  public static final Duration BOOT = Duration.ofMinutes(3);

  /** It plans and coordinates, and trains nothing. */
  public static final String JOB_MANAGER = "m6i.large";

  /**
   * Refuses a speed that is none.
   *
   * @throws IllegalArgumentException when it is not above 0
   */
  public CostModel {
    checkArgument(
        vcpuSpeed > 0 && Double.isFinite(vcpuSpeed),
        "--vcpuSpeed=%s is no speed; give the share of a measured core's that an instance's vCPU has,"
            + " such as 0.6.",
        vcpuSpeed);
  }

  /**
   * The estimate of each type with each number of workers, in the order given.
   *
   * @throws IllegalArgumentException when a type or its price is unknown, or there are no workers
   */
  public List<Estimate> estimates(List<String> types, List<Integer> workers, Workload workload) {
    return types.stream()
        .map(prices::type)
        .flatMap(type -> workers.stream().map(count -> estimate(type, count, workload)))
        .toList();
  }

  private Estimate estimate(InstanceType type, int workers, Workload workload) {
    checkArgument(workers > 0, "--workers=%s is no number of workers; give 1 or more.", workers);
    double seconds = BOOT.toSeconds() + law.seconds(workers * type.vcpus(), workload) / vcpuSpeed;
    double hourly =
        workers * prices.hourly(type, spot) + prices.hourly(prices.type(JOB_MANAGER), false);
    return new Estimate(
        type,
        workers,
        seconds,
        hourly * seconds / 3600,
        memory(type, workload),
        trainingGib.applyAsDouble(type));
  }

  private OptionalDouble memory(InstanceType type, Workload workload) {
    var base = law.base();
    if (base.features().isEmpty()) {
      return OptionalDouble.empty();
    }
    double trainLoans = base.trainLoans() * (workload.loans() / (double) base.workload().loans());
    return OptionalDouble.of(MemoryNeed.gib(trainLoans, base.features().getAsInt(), type.vcpus()));
  }

  /** The cheapest that has the memory and is done by the deadline, if any; of equals the faster. */
  public static Optional<Estimate> cheapest(List<Estimate> estimates, Optional<Duration> deadline) {
    return estimates.stream()
        .filter(Estimate::fits)
        .filter(
            estimate ->
                deadline.stream().allMatch(limit -> estimate.seconds() <= limit.toSeconds()))
        .min(Comparator.comparingDouble(Estimate::dollars).thenComparing(Estimate::seconds));
  }

  /** The fastest that has the memory, if any. */
  public static Optional<Estimate> fastest(List<Estimate> estimates) {
    return estimates.stream()
        .filter(Estimate::fits)
        .min(Comparator.comparingDouble(Estimate::seconds).thenComparing(Estimate::dollars));
  }
}
