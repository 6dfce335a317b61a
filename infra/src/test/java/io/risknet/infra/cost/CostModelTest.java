package io.risknet.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CostModelTest {
  /** 4 + 60 / slots of reading, 7,200 / slots of the search. */
  private static final ScalingLaw LAW =
      ScalingLaw.of(TestRuns.run(1, 64, 7_200), TestRuns.run(2, 34, 3_600));

  private static CostModel model(boolean spot, double vcpuSpeed) {
    return new CostModel(LAW, TestRuns.PRICES, spot, vcpuSpeed, TestRuns::thirdOfMemory);
  }

  private static List<Estimate> estimates(CostModel model, Integer... workers) {
    return model.estimates(List.of("m6i.xlarge"), List.of(workers), TestRuns.WORKLOAD);
  }

  @Test
  void timeIsThatOfTheMachinesStartAndOfTheRun() {
    // 180 + 4 + 60 / 8 + 7200 / 8.
    assertThat(estimates(model(false, 1), 2).get(0).seconds()).isCloseTo(1091.5, within(1e-9));
  }

  @Test
  void costIsThatOfTheWorkersAndTheJobManager() {
    // 0.2 x 2 + 0.1 dollars an hour.
    assertThat(estimates(model(false, 1), 2).get(0).dollars())
        .isCloseTo(0.5 * 1091.5 / 3600, within(1e-9));
  }

  @Test
  void spotIsForTheWorkersOnly() {
    // 0.05 x 2 + 0.1 dollars an hour.
    assertThat(estimates(model(true, 1), 2).get(0).dollars())
        .isCloseTo(0.2 * 1091.5 / 3600, within(1e-9));
  }

  @Test
  void aSlowerProcessorMakesTheRunLonger() {
    assertThat(estimates(model(false, 0.5), 2).get(0).seconds()).isCloseTo(2003, within(1e-9));
  }

  @Test
  void theCheapestByTheDeadlineIsChosen() {
    // 1,999 s and 16.7 cents, 1,091.5 s and 15.2, 667.75 s and 16.7, 425.875 s and 20.1.
    var estimates = estimates(model(false, 1), 1, 2, 4, 8);

    assertThat(workers(CostModel.cheapest(estimates, Optional.empty()))).hasValue(2);
    assertThat(workers(CostModel.cheapest(estimates, Optional.of(Duration.ofSeconds(700)))))
        .hasValue(4);
    assertThat(CostModel.cheapest(estimates, Optional.of(Duration.ofSeconds(425)))).isEmpty();
    assertThat(workers(CostModel.fastest(estimates))).hasValue(8);
  }

  @Test
  void whatLacksTheMemoryIsNeverChosen() {
    var cheap = new Estimate(TestRuns.SMALL, 1, 60, 0.1, OptionalDouble.of(6), 5);
    var dear = new Estimate(TestRuns.LARGE, 1, 90, 0.5, OptionalDouble.of(6), 10);

    assertThat(CostModel.cheapest(List.of(cheap, dear), Optional.empty())).hasValue(dear);
    assertThat(CostModel.fastest(List.of(cheap, dear))).hasValue(dear);
  }

  @Test
  void memoryIsThatOfTwoFoldsAndOfEachTraining() {
    // 10,000 of 20,000 loans train; of 2^30 loans 2^29. Twice 13 bytes for each of 20 values, and
    // 24 bytes for each of 4 slots: 616 bytes a row, so half that number of GiB.
    var estimate =
        model(false, 1)
            .estimates(
                List.of("m6i.xlarge"), List.of(8), new Workload(TestRuns.WORKLOAD.rows(), 1L << 30))
            .get(0);

    assertThat(estimate.memoryGib()).hasValue(308);
    assertThat(estimate.fits()).isFalse();
  }

  @Test
  void whatAWorkerLeavesXGBoostCountsAndNotTheWholeMachine() {
    // 2^24 of 2^25 loans train, at 616 bytes: 9.6 GiB, of a third of 16.
    var estimate =
        model(false, 1)
            .estimates(
                List.of("m6i.xlarge"), List.of(1), new Workload(TestRuns.WORKLOAD.rows(), 1L << 25))
            .get(0);

    assertThat(estimate.memoryGib()).hasValue(9.625);
    assertThat(estimate.fits()).isFalse();
  }

  @Test
  void withoutANumberOfColumnsTheMemoryIsUnknown() {
    var run =
        new MeasuredRun(
            "old",
            1,
            TestRuns.WORKLOAD,
            10,
            120,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            TestRuns.run(1, 1, 1).stages());
    var estimate =
        estimates(
                new CostModel(
                    ScalingLaw.of(run), TestRuns.PRICES, false, 1, TestRuns::thirdOfMemory),
                1)
            .get(0);

    assertThat(estimate.memoryGib()).isEmpty();
    assertThat(estimate.fits()).isTrue();
  }

  @Test
  void noWorkers() {
    assertThatThrownBy(() -> estimates(model(false, 1), 0))
        .hasMessage("--workers=0 is no number of workers; give 1 or more.");
  }

  @Test
  void noSpeed() {
    assertThatThrownBy(() -> model(false, 0)).hasMessageStartingWith("--vcpuSpeed=0.0 is no speed");
  }

  private static OptionalInt workers(Optional<Estimate> estimate) {
    return estimate.stream().mapToInt(Estimate::workers).findFirst();
  }
}
