package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.runners.cluster.FlinkRest;
import java.io.IOException;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.api.java.LocalEnvironment;
import org.apache.flink.client.deployment.executors.RemoteExecutor;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;

/**
 * What it takes to be a program that Flink runs: {@code flink run -c io.risknet.runners.RiskNet
 * risknet.jar train ...}, or one that its web UI starts. Then Flink decides where the job goes.
 */
final class FlinkProgram {
  private FlinkProgram() {}

  /** Whether Flink runs this program. */
  static boolean isRunning() {
    // Flink loads a program by a class loader of its own. To ask Flink right away would load much
    // of it at each start.
    return Thread.currentThread().getContextClassLoader() != ClassLoader.getSystemClassLoader()
        && !(ExecutionEnvironment.getExecutionEnvironment() instanceof LocalEnvironment);
  }

  /** Whether it wants to wait for the end of the job, and not {@code --detached}. */
  static boolean isAttached() {
    return ExecutionEnvironment.getExecutionEnvironment()
        .getConfiguration()
        .get(DeploymentOptions.ATTACHED);
  }

  /**
   * Sets up the environment that Flink gives, where it leads to a cluster that runs already.
   *
   * @throws IllegalArgumentException when its REST interface is not named, or has TLS
   */
  static void prepare() throws IOException {
    var environment = ExecutionEnvironment.getExecutionEnvironment();
    var configuration = environment.getConfiguration();
    if (RemoteExecutor.NAME.equals(configuration.get(DeploymentOptions.TARGET))) {
      RemoteFlink.checkWithoutTls(configuration);
      // With high availability Flink can do without, as it finds the address elsewhere.
      var host = configuration.getOptional(RestOptions.ADDRESS);
      checkArgument(
          host.isPresent(),
          "Flink's configuration does not name its REST interface (rest.address); give 'flink run'"
              + " the address, -m HOST:PORT.");
      var rest = FlinkRest.of(host.get() + ":" + configuration.get(RestOptions.PORT));
      RemoteFlink.install(environment, rest, false);
    }
  }
}
