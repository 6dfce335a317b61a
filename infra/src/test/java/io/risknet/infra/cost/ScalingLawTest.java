package io.risknet.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.infra.cost.MeasuredRun.StageTime;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingLawTest {

  @Test
  void twoRunsGiveTheFixedAndTheParallelPart() {
    // 70 = f + p and 40 = f + p / 2, so p = 60 and f = 10, of which 4 are the runner's start.
    var law = ScalingLaw.of(TestRuns.run(1, 70, 240), TestRuns.run(2, 40, 130));

    assertThat(law.stages())
        .containsExactly(
            new StageLaw("read", 4, 6, 60, 0),
            // 240 = f + p and 130 = f + p / 2.
            new StageLaw("search", 0, 20, 220, 120));
  }

  @Test
  void theOrderOfTwoRunsDoesNotMatter() {
    var one = TestRuns.run(1, 70, 240);
    var two = TestRuns.run(2, 40, 130);

    assertThat(ScalingLaw.of(two, one)).isEqualTo(ScalingLaw.of(one, two));
  }

  @Test
  void oneRunGivesItsOwnTimeBack() {
    var law = ScalingLaw.of(TestRuns.run(2, 33, 150));

    assertThat(law.seconds(2, TestRuns.WORKLOAD)).isCloseTo(183, within(1e-9));
  }

  @Test
  void oneRunIsTakenToBeSerialByATwentieth() {
    // 4 s start; of 100 s at one slot 5 are serial, and 95 become 47.5 at two: 56.5 s.
    var law = ScalingLaw.of(TestRuns.of(2, new StageTime("read", 56.5)));

    assertThat(law.stages().get(0).serialSeconds()).isCloseTo(5, within(1e-9));
    assertThat(law.stages().get(0).parallelSeconds()).isCloseTo(95, within(1e-9));
  }

  @Test
  void theRefitIsOneTrainingThatSlotsDoNotShorten() {
    var law = ScalingLaw.of(TestRuns.of(2, new StageTime("refit", 30)));

    assertThat(law.seconds(64, TestRuns.WORKLOAD)).isEqualTo(30);
  }

  @Test
  void aRunShorterThanAnyStartIsAllStart() {
    var law = ScalingLaw.of(TestRuns.of(2, new StageTime("read", 3)));

    assertThat(law.stages()).containsExactly(new StageLaw("read", 3, 0, 0, 0));
  }

  @ParameterizedTest
  // 240 s of 120 trainings, 2 s each: as many as slots at a time.
  @CsvSource({"1, 240", "7, 36", "8, 30", "100, 4", "120, 2", "1000, 2"})
  void trainingsAreNotDivided(int slots, double seconds) {
    var law = ScalingLaw.of(TestRuns.run(1, 4, 240), TestRuns.run(2, 4, 120));

    assertThat(law.seconds(slots, TestRuns.WORKLOAD)).isCloseTo(4 + seconds, within(1e-9));
  }

  @Test
  void readingGrowsWithRowsAndTheSearchWithLoans() {
    var law = ScalingLaw.of(TestRuns.run(1, 70, 240), TestRuns.run(2, 40, 130));

    // 4 + 10 x (6 + 60 / 2) of reading, 3 x (20 + 220 / 2) of the search.
    assertThat(law.seconds(2, new Workload(10_000_000, 60_000))).isCloseTo(754, within(1e-9));
  }

  @Test
  void whatIsMoreThanTwiceAsFastHasNoSerialPart() {
    var law =
        ScalingLaw.of(
            TestRuns.of(1, new StageTime("features", 10)),
            TestRuns.of(2, new StageTime("features", 4)));

    assertThat(law.stages()).containsExactly(new StageLaw("features", 0, 0, 10, 0));
  }

  @Test
  void whatIsSlowerWithMoreSlotsHasNoParallelPart() {
    var law =
        ScalingLaw.of(
            TestRuns.of(1, new StageTime("features", 4)),
            TestRuns.of(2, new StageTime("features", 5)));

    assertThat(law.stages()).containsExactly(new StageLaw("features", 0, 5, 0, 0));
  }

  @Test
  void twoRunsOfTheSameSlotsTellNothing() {
    assertThatThrownBy(() -> ScalingLaw.of(TestRuns.run(2, 1, 1), TestRuns.run(2, 2, 2)))
        .hasMessage(
            "run-2 and run-2 both had 2 slots, which tells nothing of more; give runs with different"
                + " ones, such as 1 and 2.");
  }

  @Test
  void twoRunsOfOtherWorkAreRefused() {
    var other =
        new MeasuredRun(
            "other",
            1,
            new Workload(5, 5),
            5,
            120,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            TestRuns.run(1, 1, 1).stages());

    assertThatThrownBy(() -> ScalingLaw.of(TestRuns.run(2, 1, 1), other))
        .hasMessageStartingWith("run-2 and other are not of the same work (1000000 rows, ");
  }

  @Test
  void aRunWithoutStagesIsNone() {
    assertThatThrownBy(
            () ->
                new MeasuredRun(
                    "empty",
                    1,
                    TestRuns.WORKLOAD,
                    1,
                    1,
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    List.of()))
        .hasMessageStartingWith("empty has 1 slots, 0 stages, 1 trainings and 1 training rows");
  }
}
