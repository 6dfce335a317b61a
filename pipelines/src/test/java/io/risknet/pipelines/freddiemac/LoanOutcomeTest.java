package io.risknet.pipelines.freddiemac;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.RecordBatchBuilder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoanOutcomeTest {
  private static final LabelRule RULE = LabelRule.defaults();
  private static final int JAN_2009 = 2009 * 12;

  private final RecordBatchBuilder builder = RecordBatchBuilder.of(MonthRuns.SCHEMA, 8);

  /** A run of months of one loan of 360 months; its first month has the given age. */
  private void run(String file, double position, int start, int months, int age, int state) {
    var id = "F09Q10000001".getBytes(UTF_8);
    MonthRuns.append(
        builder, id, id.length, file, new MonthRun(position, start, age, 360 - age, state), months);
  }

  private LoanOutcome outcome(LabelRule rule) {
    var runs = new MonthRuns(builder.build());
    return LoanOutcome.of(runs, IntStream.range(0, runs.size()).toArray(), rule);
  }

  @Test
  void aLoanThatPaysForSixtyMonthsIsGood() {
    run("a", 1, JAN_2009, 60, 0, 0);

    assertThat(outcome(RULE)).isEqualTo(new LoanOutcome(false, 59 / 360.0, true, 0));
  }

  @Test
  void aDefaultInMonthSixtyCounts() {
    run("a", 1, JAN_2009, 59, 0, 0);
    run("a", 2, JAN_2009 + 59, 1, 59, MonthRuns.DEFAULT);

    assertThat(outcome(RULE).inDefault()).isTrue();
  }

  @Test
  void aDefaultInMonthSixtyOneDoesNotCount() {
    run("a", 1, JAN_2009, 60, 0, 0);
    run("a", 2, JAN_2009 + 60, 1, 60, MonthRuns.DEFAULT);

    assertThat(outcome(RULE).inDefault()).isFalse();
  }

  @Test
  void theWindowIsTheFirstRowsByDateWhateverTheirOrderInTheFile() {
    run("a", 1, JAN_2009 + 60, 1, 60, MonthRuns.DEFAULT);
    run("a", 2, JAN_2009, 60, 0, 0);

    assertThat(outcome(RULE).inDefault()).isFalse();
  }

  @Test
  void theWindowCutsARunInTheMiddle() {
    run("a", 1, JAN_2009, 80, 0, 0);

    assertThat(outcome(RULE).undefaultedProgress()).isEqualTo(59 / 360.0);
  }

  @Test
  void progressLeavesMonthsInDefaultOut() {
    run("a", 1, JAN_2009, 10, 0, 0);
    run("a", 2, JAN_2009 + 10, 20, 10, MonthRuns.DEFAULT);

    assertThat(outcome(RULE).undefaultedProgress()).isEqualTo(9 / 360.0);
  }

  @Test
  void aLoanInDefaultFromTheStartHasNoProgress() {
    run("a", 1, JAN_2009, 5, 0, MonthRuns.DEFAULT);

    assertThat(outcome(RULE).undefaultedProgress()).isNaN();
  }

  @Test
  void aLoanThatNeitherEndedNorFilledItsWindowIsImmature() {
    run("a", 1, JAN_2009, 59, 0, 0);

    assertThat(outcome(RULE).mature()).isFalse();
  }

  @Test
  void aLoanThatEndedEarlyIsMature() {
    run("a", 1, JAN_2009, 9, 0, 0);
    run("a", 2, JAN_2009 + 9, 1, 9, MonthRuns.ENDED);

    assertThat(outcome(RULE).mature()).isTrue();
  }

  @Test
  void aDefaultIsKnownWhateverTheAge() {
    run("a", 1, JAN_2009, 3, 0, MonthRuns.DEFAULT);

    assertThat(outcome(RULE).mature()).isTrue();
    assertThat(outcome(RULE).elapsed()).isFalse();
  }

  @Test
  void ofTwoLinesOfOneMonthTheFirstInTheInputHolds() {
    run("b", 1, JAN_2009 + 1, 1, 1, MonthRuns.DEFAULT);
    run("a", 9, JAN_2009, 60, 0, 0);

    assertThat(outcome(RULE)).isEqualTo(new LoanOutcome(false, 59 / 360.0, true, 1));
  }

  @Test
  void theWindowIsAnOption() {
    run("a", 1, JAN_2009, 12, 0, 0);
    run("a", 2, JAN_2009 + 12, 1, 12, MonthRuns.DEFAULT);
    var oneYear = RULE.withWindow(12);

    assertThat(outcome(oneYear).inDefault()).isFalse();
  }
}
