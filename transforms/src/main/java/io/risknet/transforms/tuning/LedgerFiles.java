package io.risknet.transforms.tuning;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the files of a {@link Ledger} tell; each is read again only when it has changed. */
final class LedgerFiles {
  private static final JsonMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).build();
  private static final Pattern ROUND = Pattern.compile(".*/trials/round-\\d+\\.json");
  private static final Pattern ATTEMPT =
      Pattern.compile(".*/trials/(?<trial>[^/]+)/attempts/[^/]+\\.json");
  private static final Pattern ENTRY =
      Pattern.compile(
          ".*/trials/(?<unit>[^/]+/fold-\\d+(-share-[^/]+?)?)(?<failed>\\.failed)?\\.json");

  private final String directory;
  private final Map<String, String> seen = new HashMap<>();
  private final SortedMap<Integer, SearchPlan> plans = new TreeMap<>();
  private final Map<String, Begun> attempts = new HashMap<>();
  private final Map<String, UnitResult> finished = new HashMap<>();
  private final Map<String, UnitResult> failed = new HashMap<>();

  /** A training that was begun, with the id of its trial. */
  record Begun(String trial, Ledger.Attempt attempt) {}

  LedgerFiles(String output) {
    directory = AtomicFile.below(output, "trials");
  }

  /** The plans by the number of their round. */
  SortedMap<Integer, SearchPlan> plans() {
    return plans;
  }

  /** The trainings that were begun, by the file that tells of each. */
  Map<String, Begun> attempts() {
    return attempts;
  }

  /** The entry of a unit that is finished. */
  Optional<UnitResult> finished(String trial, String unit) {
    return Optional.ofNullable(finished.get(trial + "/" + unit));
  }

  /** The entry of a unit that failed, maybe before it was finished. */
  Optional<UnitResult> failed(String trial, String unit) {
    return Optional.ofNullable(failed.get(trial + "/" + unit));
  }

  /** Reads what has changed. */
  void refresh() throws IOException {
    var stamps = AtomicFile.stamps(directory);
    // What is still being written has another name, for a moment.
    stamps.keySet().removeIf(file -> !file.endsWith(".json"));
    if (!stamps.keySet().containsAll(seen.keySet())) {
      forget();
    }
    for (var file : stamps.entrySet()) {
      if (!file.getValue().equals(seen.get(file.getKey())) && read(file.getKey())) {
        seen.put(file.getKey(), file.getValue());
      }
    }
  }

  /** A ledger loses files only when it is begun anew. */
  private void forget() {
    seen.clear();
    plans.clear();
    attempts.clear();
    finished.clear();
    failed.clear();
  }

  /** Whether it was there, or is none of the ledger's. */
  private boolean read(String file) throws IOException {
    var round = ROUND.matcher(file);
    var attempt = ATTEMPT.matcher(file);
    var entry = ENTRY.matcher(file);
    if (!round.matches() && !attempt.matches() && !entry.matches()) {
      return true;
    }
    var bytes = AtomicFile.read(file);
    if (bytes.isEmpty()) {
      return false;
    }
    if (round.matches()) {
      var plan = MAPPER.readValue(bytes.get(), SearchPlan.class);
      plans.put(plan.stage(), plan);
    } else if (attempt.matches()) {
      attempts.put(
          file,
          new Begun(attempt.group("trial"), MAPPER.readValue(bytes.get(), Ledger.Attempt.class)));
    } else {
      (entry.group("failed") == null ? finished : failed)
          .put(entry.group("unit"), Ledger.entry(file, bytes.get()));
    }
    return true;
  }
}
