package io.risknet.runners;

import io.risknet.pipelines.run.RunEvents;
import io.risknet.transforms.tuning.SearchEvent;
import io.risknet.transforms.tuning.TimeLeft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far a run in other processes is, by what it has written so far. */
final class LedgerProgress {
  private final String output;
  private Optional<RunEvents> events = Optional.empty();
  private String objective = "";
  private Instant start = Instant.EPOCH;
  private Instant roundStart = Instant.EPOCH;
  private final TimeLeft left = new TimeLeft();
  private double seconds;
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

  /** The state after one more event. */
  RunProgress take(SearchEvent event) {
    if (event instanceof SearchEvent.Planned planned) {
      plan(planned);
      last = new RunProgress("search", last.done(), planned.unitsTotal(), last.extra());
    } else if (event instanceof SearchEvent.Unit unit) {
      count(unit);
      last =
          RunProgress.ofSearch(
              unit.unitsDone(),
              unit.unitsTotal(),
              RunProgress.best(objective, unit.best()),
              left.seconds(seconds));
    }
    return last;
  }

  private void plan(SearchEvent.Planned planned) {
    objective = planned.objective();
    left.planned(planned.stage(), planned.stages(), planned.units());
    roundStart = Instant.parse(planned.plannedAt());
    if (planned.stage() == 0) {
      start = roundStart;
      seconds = 0;
    }
  }

  /**
   * What fails may have done so before this search began, and what is promoted may have stopped in
   * an earlier round.
   */
  private void count(SearchEvent.Unit unit) {
    // One that failed, and is done by a later attempt, is told of twice.
    boolean isNew = unit.unitsDone() > last.done();
    boolean trained =
        !unit.reused()
            && !unit.finishedAt().isEmpty()
            && !Instant.parse(unit.finishedAt()).isBefore(roundStart);
    if (isNew) {
      left.done(!trained);
    }
    if (trained) {
      var sinceStart = Duration.between(start, Instant.parse(unit.finishedAt()));
      seconds = Math.max(seconds, sinceStart.toMillis() / 1e3);
    }
  }
}
