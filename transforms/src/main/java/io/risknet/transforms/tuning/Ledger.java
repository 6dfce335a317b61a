package io.risknet.transforms.tuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The finished units of a search, each in a small file of its own that is there whole or not at
 * all: {@code trials/<trial id>/fold-<fold>.json} below a run's output. What failed stands in
 * {@code fold-<fold>.failed.json}.
 */
final class Ledger implements Serializable {
  private static final long serialVersionUID = 1;
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final String output;

  Ledger(String output) {
    this.output = output;
  }

  /**
   * What is known of a unit, for exactly its numbers of rounds; nothing when one of them is
   * missing.
   */
  Optional<UnitResult> find(TrialUnit unit) throws IOException {
    return read(unit)
        .filter(result -> result.rocAuc().keySet().containsAll(unit.rounds()))
        .map(
            result -> {
              var wanted = new TreeMap<>(result.rocAuc());
              wanted.keySet().retainAll(unit.rounds());
              return result.with(wanted, true);
            });
  }

  /** Keeps a result, with other numbers of rounds that are known already. */
  void write(TrialUnit unit, UnitResult result) throws IOException {
    var rocAuc = new TreeMap<Integer, Double>();
    read(unit).ifPresent(known -> rocAuc.putAll(known.rocAuc()));
    rocAuc.putAll(result.rocAuc());
    write(file(unit), result.with(rocAuc, false));
  }

  /** Notes a failed unit beside the finished ones; it is tried again when it is met again. */
  void writeFailure(TrialUnit unit, UnitResult result) throws IOException {
    write(file(unit).replace(".json", ".failed.json"), result);
  }

  private static void write(String file, UnitResult result) throws IOException {
    AtomicFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
  }

  private Optional<UnitResult> read(TrialUnit unit) throws IOException {
    var bytes = AtomicFile.read(file(unit));
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(bytes.get(), UnitResult.class));
    } catch (IOException e) {
      throw new IOException(
          "The ledger's entry %s is not readable; delete it, and the unit is trained again."
              .formatted(file(unit)),
          e);
    }
  }

  private String file(TrialUnit unit) {
    return AtomicFile.below(
        output, "trials/%s/fold-%d.json".formatted(unit.trial().id(), unit.fold()));
  }
}
