package io.risknet.pipelines.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The credentials for a tracking server. They are never shown, not even by {@link #toString}. */
final class Authorization {
  private final Optional<String> header;

  private Authorization(Optional<String> header) {
    this.header = header;
  }

  /** What MLflow's own clients take from the environment, in their order. */
  static Authorization from(Map<String, String> environment) {
    var user = environment.get("MLFLOW_TRACKING_USERNAME");
    var password = environment.get("MLFLOW_TRACKING_PASSWORD");
    var token = environment.get("MLFLOW_TRACKING_TOKEN");
    if (user != null && password != null) {
      var both = (user + ":" + password).getBytes(UTF_8);
      return new Authorization(Optional.of("Basic " + Base64.getEncoder().encodeToString(both)));
    }
    return new Authorization(Optional.ofNullable(token).map(text -> "Bearer " + text.strip()));
  }

  /** The value of the header {@code Authorization}. */
  Optional<String> header() {
    return header;
  }

  @Override
  public String toString() {
    return header.isPresent() ? "with credentials" : "without credentials";
  }
}
