package io.risknet.pipelines.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowTargetTest {

  @Test
  void nothingAskedForIsNothing() {
    assertThat(MlflowTarget.of("", "risknet")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"credit risk", ""})
  void anExperimentWithoutAServerIsRefused(String experiment) {
    assertThatThrownBy(() -> MlflowTarget.of("", experiment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--mlflowExperiment=%s is for a log to MLflow, and there is none without --mlflow; give"
                + " --mlflow=URL, or leave it out.",
            experiment);
  }

  @Test
  void aSlashAtTheEndDoesNotMatter() {
    assertThat(MlflowTarget.of("https://host/mlflow/", "risknet"))
        .contains(new MlflowTarget("https://host/mlflow", "risknet"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:5000", "databricks", "http://", "http://host?a=b", "a b"})
  void whatIsNoServerIsRefused(String server) {
    assertThatThrownBy(() -> MlflowTarget.of(server, "risknet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--mlflow=%s is not the address of a tracking server; give one such as"
                + " http://host:5000.",
            server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://mlflow_server:5000", "https://my_host.local/mlflow", "http://_"})
  void anUnderscoreInTheHostsNameIsRefusedForWhatItIs(String server) {
    assertThatThrownBy(() -> MlflowTarget.of(server, "risknet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--mlflow=%s has an underscore in the name of the host, and Java finds no host by such"
                + " a name; give another name of it, or its IP address.",
            server);
  }

  @Test
  void anUnderscoreBehindTheHostDoesNotMatter() {
    assertThat(MlflowTarget.of("http://host:5000/my_mlflow", "risknet"))
        .contains(new MlflowTarget("http://host:5000/my_mlflow", "risknet"));
  }

  @Test
  void credentialsAreRefusedAndNotRepeated() {
    assertThatThrownBy(() -> MlflowTarget.of("http://ann:s3cret@host", "risknet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--mlflow takes no credentials")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void anExperimentHasAName() {
    assertThatThrownBy(() -> MlflowTarget.of("http://host", " "))
        .hasMessage("--mlflowExperiment is blank; give a name.");
  }
}
