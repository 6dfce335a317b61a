package io.risknet.pipelines.report;

import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.Stability;
import io.risknet.transforms.explanation.ModelImportance;
import io.risknet.transforms.profiling.Drift;
import io.risknet.transforms.profiling.NewCategories;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a page has of a run: of what may be very many the first, of what may be very long the
 * beginning, so that a page may be mailed whatever ran. The run's files have all of it.
 */
public final class Excerpt {
  static final int MOST_INPUTS = 100;
  static final int MOST_COLUMNS = 500;
  private static final int MOST_FEATURES = 500;
  private static final int MOST_EXAMPLES = 3;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_SENTENCE = 200;

  private Excerpt() {}

  /** The manifest with the first of its inputs, features and columns. */
  public static RunManifest of(RunManifest manifest) {
    return new RunManifest(
        manifest.runId(),
        manifest.command(),
        manifest.spec(),
        manifest.code(),
        manifest.runner(),
        manifest.parallelism(),
        manifest.startedAt(),
        manifest.finishedAt(),
        first(MOST_INPUTS, manifest.inputs()),
        manifest.rows(),
        manifest.stages(),
        manifest.peakMemoryBytes(),
        manifest.cpuSeconds(),
        manifest.search(),
        manifest.metrics(),
        manifest.stability().map(Excerpt::of),
        manifest.tracking(),
        manifest.importance().map(Excerpt::of),
        manifest.rejects(),
        manifest.segments(),
        manifest.scorecard(),
        manifest.operatingPoint(),
        manifest.keptNegatives());
  }

  private static ModelImportance of(ModelImportance importance) {
    return new ModelImportance(
        importance.metric(),
        importance.value(),
        importance.rows(),
        importance.repeats(),
        importance.undefined(),
        first(MOST_FEATURES, importance.features()));
  }

  /** Those that have moved most. */
  private static Stability of(Stability stability) {
    var kept =
        stability.byIndex().stream()
            .limit(MOST_COLUMNS)
            .map(Stability.Moved::name)
            .collect(Collectors.toSet());
    return new Stability(stability.score(), columns(stability.columns(), kept));
  }

  private static Map<String, Drift> columns(Map<String, Drift> drifts, Collection<String> kept) {
    return drifts.entrySet().stream()
        .filter(column -> kept.contains(column.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, column -> of(column.getValue())));
  }

  private static Drift of(Drift drift) {
    return new Drift(
        drift.stability(),
        drift.missingThen(),
        drift.missingNow(),
        drift.outOfRange(),
        drift.newCategories().map(Excerpt::of));
  }

  private static NewCategories of(NewCategories categories) {
    return new NewCategories(
        categories.values(),
        categories.rows(),
        first(MOST_EXAMPLES, categories.examples()).stream().map(Excerpt::name).toList());
  }

  static <T> List<T> first(int most, List<T> of) {
    return of.subList(0, Math.min(most, of.size()));
  }

  /** A value of a column. */
  static String name(String text) {
    return beginning(text, LONGEST_NAME);
  }

  /** Why something went wrong. */
  static String sentence(String text) {
    return beginning(text, LONGEST_SENTENCE);
  }

  private static String beginning(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    // Half of a pair of surrogates is no text.
    int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return text.substring(0, end) + "\u2026";
  }
}
