package io.risknet.runners;

import java.time.Duration;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.api.java.ExecutionEnvironmentFactory;
import org.apache.flink.api.java.LocalEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RestartStrategyOptions.RestartStrategyType;

/**
 * What it takes to be a program that Flink runs: {@code flink run -c io.risknet.runners.RiskNet
 * risknet.jar train ...}, or one that its web UI starts. Then Flink decides where the job goes.
 */
final class FlinkProgram {
  /** Enough for the tasks of some lost workers, each of which is a failure of its own to Flink. */
  private static final int ATTEMPTS = 10;

  private static final Duration DELAY = Duration.ofSeconds(1);

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

  /** Lets Flink try again what a lost worker had, unless its user or cluster names a strategy. */
  static void restartWhatIsLost() {
    var environment = ExecutionEnvironment.getExecutionEnvironment();
    if (environment.getConfiguration().contains(RestartStrategyOptions.RESTART_STRATEGY)) {
      return;
    }
    var configuration = new Configuration();
    restartWhatIsLost(configuration);
    environment.configure(configuration, FlinkProgram.class.getClassLoader());
    Context.of(() -> environment);
  }

  /** The same as the configuration of a job. */
  static void restartWhatIsLost(Configuration job) {
    job.set(
        RestartStrategyOptions.RESTART_STRATEGY, RestartStrategyType.FIXED_DELAY.getMainValue());
    job.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, ATTEMPTS);
    job.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, DELAY);
  }

  /** Flink gives each pipeline a new environment; this lets it be one that is set up. */
  private static final class Context extends ExecutionEnvironment {
    static void of(ExecutionEnvironmentFactory factory) {
      initializeContextEnvironment(factory);
    }
  }
}
