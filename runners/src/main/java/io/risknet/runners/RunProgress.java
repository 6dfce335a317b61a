package io.risknet.runners;

import io.risknet.transforms.records.Progress;
import io.risknet.transforms.tuning.SearchProgress;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a run is: first the bytes read, then the trainings done, with the best score so far.
 *
 * @param task that it is at
 * @param done of the task
 * @param total that there is to do; 0 while it is not known
 * @param extra for the user to read
 */
record RunProgress(String task, long done, long total, String extra) {

  /** The progress of the run in this JVM. */
  static RunProgress ofThisJvm() {
    var search = SearchProgress.jvm();
    if (search.unitsTotal() > 0) {
      return ofSearch(
          search.unitsDone(),
          search.unitsTotal(),
          best(search.objective(), search.best()),
          search.secondsLeft());
    }
    return new RunProgress(
        "read MB",
        Progress.get(Progress.BYTES_READ) >> 20,
        Progress.get(Progress.BYTES_FOUND) >> 20,
        "");
  }

  /** The progress of a search, with the estimated time left where there is one. */
  static RunProgress ofSearch(long done, long total, String best, OptionalLong secondsLeft) {
    var left = secondsLeft.isPresent() ? secondsLeft.getAsLong() + " s left" : "";
    return new RunProgress("search", done, total, best + left);
  }

  /** The best score so far, where there is one. */
  static String best(String objective, OptionalDouble score) {
    return score.isPresent()
        ? String.format(Locale.ROOT, "best %s %.4f ", objective, score.getAsDouble())
        : "";
  }
}
