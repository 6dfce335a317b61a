package io.risknet.runners;

import io.risknet.pipelines.run.RunEvents;
import io.risknet.transforms.tuning.SearchEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** How far a run in other processes is, by what it has written so far. */
final class LedgerProgress {
  private final String output;
  private Optional<RunEvents> events = Optional.empty();
  private String objective = "";
  private RunProgress last = new RunProgress("search", 0, 0, "");

  LedgerProgress(String output) {
    this.output = output;
  }

  /** The present state; the last one known where there is none to be read now. */
  RunProgress now() {
    try {
      if (events.isEmpty()) {
        events = Optional.of(RunEvents.of("--output", output));
      }
      events.get().poll().forEach(this::take);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      // There is no search yet, or the file system is busy: nothing that should end the run.
      return last;
    }
    return last;
  }

  private void take(SearchEvent event) {
    if (event instanceof SearchEvent.Planned planned) {
      objective = planned.objective();
      last = new RunProgress("search", last.done(), planned.unitsTotal(), last.extra());
    } else if (event instanceof SearchEvent.Unit unit) {
      last =
          new RunProgress(
              "search",
              unit.unitsDone(),
              unit.unitsTotal(),
              RunProgress.best(objective, unit.best()));
    }
  }
}
