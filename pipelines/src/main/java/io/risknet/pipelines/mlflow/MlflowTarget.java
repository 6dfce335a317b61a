package io.risknet.pipelines.mlflow;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.TrainOptions;
import java.io.Serializable;
import java.net.URI;
import java.util.Optional;

/**
 * Where a run is logged.
 *
 * @param server the address of the tracking server, without a slash at the end
 * @param experiment the experiment's name
 */
public record MlflowTarget(String server, String experiment) implements Serializable {

  /**
   * What the options {@code --mlflow} and {@code --mlflowExperiment} ask for; nothing when they ask
   * for nothing.
   *
   * @throws IllegalArgumentException with one sentence when the server is none, or comes with
   *     credentials, which everybody who sees the options would see, or when there is an experiment
   *     only
   */
  public static Optional<MlflowTarget> of(String server, String experiment) {
    if (server.isEmpty()) {
      checkArgument(
          experiment.equals(TrainOptions.DEFAULT_MLFLOW_EXPERIMENT),
          "--mlflowExperiment=%s is for a log to MLflow, and there is none without --mlflow; give"
              + " --mlflow=URL, or leave it out.",
          experiment);
      return Optional.empty();
    }
    checkArgument(
        !server.contains("@"),
        "--mlflow takes no credentials; put them into MLFLOW_TRACKING_USERNAME and"
            + " MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, in the environment.");
    // Other clients take such a name, so the sentence below would puzzle.
    checkArgument(
        !server.matches("https?://[^/?#:]*_.*"),
        "--mlflow=%s has an underscore in the name of the host, and Java finds no host by such a"
            + " name; give another name of it, or its IP address.",
        server);
    checkArgument(
        isServer(server),
        "--mlflow=%s is not the address of a tracking server; give one such as http://host:5000.",
        server);
    checkArgument(!experiment.isBlank(), "--mlflowExperiment is blank; give a name.");
    return Optional.of(new MlflowTarget(server.replaceFirst("/+$", ""), experiment));
  }

  private static boolean isServer(String address) {
    try {
      var uri = URI.create(address);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
