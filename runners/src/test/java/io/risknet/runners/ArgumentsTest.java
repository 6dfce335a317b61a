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
