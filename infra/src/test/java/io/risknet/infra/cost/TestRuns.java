package io.risknet.infra.cost;

import io.risknet.infra.cost.MeasuredRun.StageTime;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Small runs and prices whose numbers are easy to follow. */
final class TestRuns {
  static final Workload WORKLOAD = new Workload(1_000_000, 20_000);

  static final InstanceType SMALL = type("m6i.xlarge", 4, 16, 0.2);
  static final InstanceType LARGE = type("m6i.2xlarge", 8, 32, 0.4);
  static final InstanceType JOB_MANAGER = type("m6i.large", 2, 8, 0.1);
  static final RegionPrices PRICES =
      new RegionPrices("in the test's list", "us-east-1", List.of(SMALL, LARGE, JOB_MANAGER));

  private TestRuns() {}

  static InstanceType type(String name, int vcpus, double memory, double onDemand) {
    return new InstanceType(name, vcpus, memory, onDemand, OptionalDouble.of(onDemand / 4));
  }

  /** What a worker leaves XGBoost, for these tests. */
  static double thirdOfMemory(InstanceType type) {
    return type.memoryGib() / 3;
  }

  /** A run of read and search; 10,000 training rows of 20 columns. */
  static MeasuredRun run(int slots, double read, double search) {
    return of(slots, new StageTime("read", read), new StageTime("search", search));
  }

  static MeasuredRun of(int slots, StageTime... stages) {
    return new MeasuredRun(
        "run-%d".formatted(slots),
        slots,
        WORKLOAD,
        10_000,
        120,
        OptionalInt.of(20),
        OptionalDouble.of(99),
        List.of(stages));
  }
}
