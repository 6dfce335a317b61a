package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.options.RunOptions;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  private static RunOptions parse(String... options) {
    var arguments = new String[options.length + 1];
    arguments[0] = "--output=out";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return Arguments.parse(arguments, RunOptions.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlinkRunner", "flinkrunner", "FLINKRUNNER"})
  void theDefaultsOfFlinkDoNotHangOnTheCaseOfItsName(String name) {
    var options = parse("--runner=" + name);

    assertThat(options.getRunner()).isEqualTo(FlinkRunner.class);
    assertThat(options.as(FlinkPipelineOptions.class).getFlinkMaster()).isEqualTo("[local]");
    assertThat(options.as(FlinkPipelineOptions.class).getObjectReuse()).isTrue();
    assertThat(Local.runs(options)).isTrue();
  }

  @Test
  void aClusterIsNotHere() {
    assertThat(Local.runs(parse("--runner=FlinkRunner", "--flinkMaster=host:8081"))).isFalse();
  }

  @Test
  void aFlinkMasterIsEnoughToChooseFlink() {
    var options = parse("--flinkMaster=host:8081");

    assertThat(options.getRunner()).isEqualTo(FlinkRunner.class);
    assertThat(Local.runs(options)).isFalse();
  }

  @Test
  void onAClusterWhatPassesBetweenStepsIsKept() {
    var options = parse("--flinkMaster=host:8081").as(FlinkPipelineOptions.class);

    assertThat(options.getExecutionModeForBatch()).isEqualTo("BATCH_FORCED");
    assertThat(options.getObjectReuse()).isTrue();
    assertThat(options.getFasterCopy()).isTrue();
    assertThat(options.getParallelism()).as("its slots, asked for later").isEqualTo(-1);
  }

  @Test
  void aJobIsNamedAfterItsCommand() {
    var options = Arguments.parse("train", new String[] {"--output=out"}, RunOptions.class);

    assertThat(options.getJobName()).matches("risknet-train-\\d{8}-\\d{6}");
  }

  /** Beam's own numbers start anew in every process, and workers tell options apart by them. */
  @Test
  void optionsHaveNumbersThatAnotherProcessDoesNotGive() {
    long one = parse().getOptionsId();
    long other = parse().getOptionsId();

    assertThat(Math.abs(one - other)).isGreaterThan(1_000);
  }

  @Test
  void aNameThatIsGivenStays() {
    var arguments = new String[] {"--output=out", "--jobName=mine"};

    assertThat(Arguments.parse("train", arguments, RunOptions.class).getJobName())
        .isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runner=directrunner", "--verbose=false"})
  void theDirectRunnerChecksNoElements(String option) {
    var options = parse(option);

    assertThat(options.as(DirectOptions.class).isEnforceImmutability()).isFalse();
    assertThat(Local.runs(options)).isTrue();
  }

  @Test
  void whatIsGivenWinsOverTheDefaults() {
    assertThat(parse("--targetParallelism=7").as(DirectOptions.class).getTargetParallelism())
        .isEqualTo(7);
  }
}
