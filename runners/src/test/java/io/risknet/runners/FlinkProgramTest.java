package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.flink.client.program.ContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code flink run} was configured with, and what RiskNet makes of it. */
class FlinkProgramTest {
  private final Configuration client = new Configuration().set(DeploymentOptions.TARGET, "remote");

  @AfterEach
  void forget() {
    RemoteFlink.forget();
  }

  @Test
  void aRestInterfaceThatIsNotNamedIsAskedFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(this::prepare)
        .withMessage(
            "Flink's configuration does not name its REST interface (rest.address); give 'flink run'"
                + " the address, -m HOST:PORT.");
  }

  @Test
  void tlsIsRefused() {
    client.set(RestOptions.ADDRESS, "127.0.0.1").set(SecurityOptions.SSL_REST_ENABLED, true);

    assertThatIllegalArgumentException()
        .isThrownBy(this::prepare)
        .withMessageStartingWith("Flink's configuration has TLS for REST");
  }

  private void prepare() throws Exception {
    ContextEnvironment.setAsContext(
        new DefaultExecutorServiceLoader(), client, getClass().getClassLoader(), false, true);
    FlinkProgram.prepare();
  }
}
