package io.risknet.pipelines.ablation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.risknet.pipelines.report.Page;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.spec.PublishedResults;
import io.risknet.transforms.evaluation.Interval;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.JsonCoder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What each feature set brings on the same test rows: {@code ablation.json}, {@code ablation.csv}
 * and the page {@code report.html}.
 *
 * @param sets in the order of the spec
 * @param published figures of others
 */
public record Ablation(List<SetResult> sets, PublishedResults published) {
  static final String JSON = "ablation.json";
  static final String CSV = "ablation.csv";
  static final String REPORT = "report.html";

  /** Takes a copy. */
  public Ablation {
    sets = List.copyOf(sets);
  }

  /**
   * What became of a set.
   *
   * @param set its name
   * @param leaks columns it goes by that are known only later, as that was forced
   * @param trained how it did; absent when it was not trained
   * @param stopped why it was not; absent when it was
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record SetResult(
      String set, List<String> leaks, Optional<Trained> trained, Optional<String> stopped) {}

  /**
   * How a set did on the test rows.
   *
   * @param rows of the test
   * @param positives among them
   * @param rocAuc with its interval
   * @param averagePrecision with its interval
   * @param gain in ROC AUC over the set that was trained before; absent of the first
   * @param features how many columns the learner was given
   * @param trainings of the search
   * @param reused how many of them an earlier attempt had finished, which tells of the seconds
   * @param seconds from the first byte read to the evaluation
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Trained(
      long rows,
      long positives,
      Interval rocAuc,
      Interval averagePrecision,
      Optional<Interval> gain,
      OptionalInt features,
      int trainings,
      int reused,
      double seconds) {

    static Trained of(RunManifest run, TestScores scores, Optional<TestScores> before) {
      var evaluation = scores.evaluate();
      var intervals = evaluation.intervals().intervals();
      var search = run.search().orElseThrow();
      return new Trained(
          evaluation.metrics().rows(),
          evaluation.metrics().positives(),
          intervals.get("rocAuc"),
          intervals.get("averagePrecision"),
          before.map(scores::gainOver),
          search.features(),
          search.units(),
          search.reused(),
          seconds(run));
    }

    static double seconds(RunManifest run) {
      return run.stages().stream().mapToDouble(RunManifest.Stage::seconds).sum();
    }
  }

  /** What the page holds. */
  private record Data(RunManifest manifest, Ablation ablation) {}

  /** Writes all but the manifest. */
  void write(OutputDirectory output, RunManifest manifest) throws IOException {
    var page =
        Page.of(manifest.spec() + " ablation", new Data(manifest, this), "ablation.js").toHtml();
    AtomicFile.write(output.below(JSON), JsonCoder.write(this).getBytes(UTF_8));
    AtomicFile.write(output.below(CSV), AblationTable.of(this).toCsv().getBytes(UTF_8));
    AtomicFile.write(output.below(REPORT), page.getBytes(UTF_8));
  }
}
