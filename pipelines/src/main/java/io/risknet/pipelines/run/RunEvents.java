package io.risknet.pipelines.run;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.tuning.SearchEvent;
import io.risknet.transforms.tuning.SearchEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What happens in a training run: the events of its search, and at last that it has finished.
 *
 * <pre>{@code
 * var events = RunEvents.of("--run", "s3://bucket/run");
 * while (!events.isFinished()) {
 *   events.poll().forEach(event -> dashboard.send(event.toJson()));
 *   Thread.sleep(5_000);
 * }
 * }</pre>
 */
public final class RunEvents {
  private final OutputDirectory output;
  private final SearchEvents search;
  private boolean finished;

  private RunEvents(OutputDirectory output) {
    this.output = output;
    this.search = SearchEvents.of(output.path());
  }

  /**
   * The events of the run in a directory.
   *
   * @param option the option that names it, for messages
   * @throws IllegalArgumentException when there is no training run
   */
  public static RunEvents of(String option, String directory) throws IOException {
    var output = OutputDirectory.of(option, directory);
    var command = output.command();
    checkArgument(
        command.isPresent(),
        "There is no run in %s=%s; give the --output of 'risknet train', once that has begun.",
        option,
        directory);
    checkArgument(
        command.get().equals("train"),
        "%s=%s holds what 'risknet %s' wrote, which has no search; give the --output of 'risknet"
            + " train'.",
        option,
        directory,
        command.get());
    return new RunEvents(output);
  }

  /** What is new since the last call, in order of time. */
  public List<SearchEvent> poll() throws IOException {
    // Looked at first: whatever came before the manifest is in the ledger then.
    var manifest = output.finished();
    var events = new ArrayList<>(search.poll());
    if (manifest.isPresent() && !finished) {
      finished = true;
      events.add(finished(manifest.get()));
    }
    return events;
  }

  /** Whether the end of the run was told. */
  public boolean isFinished() {
    return finished;
  }

  private static SearchEvent finished(RunManifest manifest) {
    var search = manifest.search().orElseThrow();
    return new SearchEvent.Finished(
        manifest.runId(),
        search.bestTrial(),
        search.bestScore(),
        manifest.metrics().orElse(Map.of()),
        manifest.finishedAt());
  }
}
