package io.risknet.transforms.bundle;

import com.google.common.collect.ImmutableSortedMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Where a model comes from.
 *
 * @param trial the id of the trial that won, or another name of the training
 * @param parameters hyperparameters and settings it was trained with
 * @param data the fingerprint of the training data
 * @param trainedAt when, as an ISO-8601 instant such as {@code 2026-01-31T12:00:00Z}. Give the time
 *     at which the run began, and a repeated training gives a bundle of equal bytes
 */
public record Provenance(
    String trial, Map<String, String> parameters, String data, String trainedAt) {

  /**
   * Checks the instant.
   *
   * @throws IllegalArgumentException when {@code trainedAt} is no instant
   */
  public Provenance {
    parameters = ImmutableSortedMap.copyOf(parameters);
    try {
      Instant.parse(trainedAt);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + trainedAt + "' is no instant; write it like 2026-01-31T12:00:00Z.", e);
    }
  }

  /** A provenance of these; the time is kept to the second. */
  public static Provenance of(
      String trial, Map<String, String> parameters, String data, Instant trainedAt) {
    return new Provenance(
        trial, parameters, data, Instant.ofEpochSecond(trainedAt.getEpochSecond()).toString());
  }
}
