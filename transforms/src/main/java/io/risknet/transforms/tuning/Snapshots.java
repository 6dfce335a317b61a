package io.risknet.transforms.tuning;

import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.training.Training;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where trainings wait that may go on: files below a directory. One that is gone costs time, as the
 * training starts over, and changes nothing.
 */
final class Snapshots implements Serializable {
  private static final long serialVersionUID = 1;

  private final String temp;

  /**
   * Snapshots below a location.
   *
   * @param temp empty for none
   */
  Snapshots(String temp) {
    this.temp = temp;
  }

  boolean areKept() {
    return !temp.isEmpty();
  }

  void write(TrialUnit unit, Training.Snapshot snapshot) throws IOException {
    AtomicFile.write(
        file(unit, snapshot.rounds()), JsonCoder.write(snapshot).getBytes(StandardCharsets.UTF_8));
  }

  /** The snapshot after so many rounds. */
  Optional<Training.Snapshot> find(TrialUnit unit, int rounds) throws IOException {
    return areKept()
        ? AtomicFile.read(file(unit, rounds))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .map(json -> JsonCoder.read(json, Training.Snapshot.class))
        : Optional.empty();
  }

  private String file(TrialUnit unit, int rounds) {
    return AtomicFile.below(
        temp,
        "%s-%s-rounds-%d"
            .formatted(unit.trial().id(), Ledger.name(unit.fold(), unit.budget().share()), rounds));
  }
}
