package io.risknet.transforms.tuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The finished units of a search, each in a small file of its own that is there whole or not at
 * all: {@code trials/<trial id>/fold-<fold>.json} below a run's output, for a share of the rows
 * {@code fold-<fold>-share-<share>.json}. What failed stands in {@code fold-<fold>.failed.json}.
 * Every training that was begun left a file in {@code attempts}, which tells when and where. What a
 * round of suggestions is about to evaluate stands in {@code trials/round-<stage>.json}. {@link
 * SearchEvents} reads all of it while a search goes on.
 */
final class Ledger implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String FAILED = ".failed.json";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  private final String output;

  Ledger(String output) {
    this.output = output;
  }

  /**
   * A training that was begun.
   *
   * @param unit which, as its file is called without the ending
   * @param rung of the search, see {@link SuccessiveHalving}
   * @param from the number of rounds that it goes on from; 0 where it starts over
   * @param rounds the number of rounds at which it ends, if it is not stopped before
   * @param worker the process, as {@code pid@host}
   * @param startedAt when
   */
  record Attempt(String unit, int rung, int from, int rounds, String worker, String startedAt) {}

  /** All that is known of a unit, maybe for other numbers of rounds. */
  Optional<UnitResult> known(TrialUnit unit) throws IOException {
    return read(file(unit, ".json"));
  }

  /** Reads the file of a unit. */
  static UnitResult entry(String file, byte[] bytes) throws IOException {
    try {
      var result = MAPPER.readValue(bytes, UnitResult.class);
      var unused = result.ended();
      return result;
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "The ledger's entry %s is not readable; delete it, and the unit is trained again."
              .formatted(file),
          e);
    }
  }

  /** Notes what a round of suggestions is about to evaluate, in place of an earlier search's. */
  void plan(SearchPlan plan) throws IOException {
    AtomicFile.write(
        AtomicFile.below(output, "trials/round-%d.json".formatted(plan.stage())),
        MAPPER.writeValueAsBytes(plan));
  }

  /** Notes that a training begins, after the rounds that an earlier one has left. */
  void begin(TrialUnit unit, int from, String worker) throws IOException {
    var budget = unit.budget();
    var attempt =
        new Attempt(
            name(unit), budget.rung(), from, budget.lastRounds(), worker, Instant.now().toString());
    AtomicFile.write(
        below(unit, "attempts/%s-%s.json".formatted(name(unit), UUID.randomUUID())),
        MAPPER.writeValueAsBytes(attempt));
  }

  /**
   * Keeps a result, with other numbers of rounds that are known already.
   *
   * @return what is now known of the unit's budget
   */
  UnitResult write(TrialUnit unit, UnitResult result) throws IOException {
    var all = known(unit).map(result::after).orElse(result);
    write(file(unit, ".json"), all);
    return all.within(unit.budget(), false);
  }

  /** Notes a failed unit beside the finished ones; it is tried again when it is met again. */
  void writeFailure(TrialUnit unit, UnitResult result) throws IOException {
    write(file(unit, FAILED), result);
  }

  /** What went wrong with a unit when it was tried last, in this search or before. */
  Optional<UnitResult> failure(TrialUnit unit) throws IOException {
    return read(file(unit, FAILED));
  }

  /**
   * The trials of which a unit has failed since the present search was planned, and was not done
   * since then.
   */
  Set<String> failedTrials() throws IOException {
    var plan = AtomicFile.read(AtomicFile.below(output, "trials/round-0.json"));
    var begin =
        plan.isEmpty()
            ? Instant.EPOCH
            : Instant.parse(MAPPER.readValue(plan.get(), SearchPlan.class).plannedAt());
    var failed = new HashSet<String>();
    for (var file : AtomicFile.stamps(AtomicFile.below(output, "trials")).keySet()) {
      var failure = file.endsWith(FAILED) ? read(file) : Optional.<UnitResult>empty();
      if (failure.isPresent() && !failure.get().ended().isBefore(begin)) {
        var done = read(file.substring(0, file.length() - FAILED.length()) + ".json");
        if (done.isEmpty() || done.get().ended().isBefore(failure.get().ended())) {
          failed.add(failure.get().trial().id());
        }
      }
    }
    return failed;
  }

  private static Optional<UnitResult> read(String file) throws IOException {
    var bytes = AtomicFile.read(file);
    return bytes.isEmpty() ? Optional.empty() : Optional.of(entry(file, bytes.get()));
  }

  private static void write(String file, UnitResult result) throws IOException {
    AtomicFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
  }

  private String file(TrialUnit unit, String ending) {
    return below(unit, name(unit) + ending);
  }

  private String below(TrialUnit unit, String file) {
    return AtomicFile.below(output, "trials/%s/%s".formatted(unit.trial().id(), file));
  }

  private static String name(TrialUnit unit) {
    return name(unit.fold(), unit.budget().share());
  }

  /** How the file of a unit is called, without the ending. */
  static String name(int fold, double share) {
    return "fold-" + fold + (share == 1 ? "" : "-share-" + share);
  }
}
