package io.risknet.pipelines.ablation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.risknet.pipelines.report.Excerpt;
import io.risknet.pipelines.report.InAll;
import io.risknet.pipelines.report.Page;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.spec.PublishedResults;
import io.risknet.pipelines.train.TrainPipeline;
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
   * @param leaks columns known only after the decision that it goes by, as it was allowed to
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
   * @param gain over the last set before it that was trained without leaks; absent when there is
   *     none
   * @param features how many columns the learner was given
   * @param trainings of the search
   * @param reused how many of them an earlier attempt had finished, which tells of the seconds
   * @param declaredHonest columns that it goes by although what they tell would have stopped it
   * @param leakageCheck whether columns that are too good to be true would have stopped it
   * @param seconds from the first byte read to the evaluation
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Trained(
      long rows,
      long positives,
      Interval rocAuc,
      Interval averagePrecision,
      Optional<Gain> gain,
      OptionalInt features,
      int trainings,
      int reused,
      List<String> declaredHonest,
      boolean leakageCheck,
      double seconds) {

    /** Takes a copy. */
    public Trained {
      declaredHonest = List.copyOf(declaredHonest);
    }

    static Trained of(RunManifest run, TestScores scores, Optional<Gain> gain) {
      var evaluation = scores.evaluate();
      var intervals = evaluation.intervals().intervals();
      var search = run.search().orElseThrow();
      return new Trained(
          evaluation.metrics().rows(),
          evaluation.metrics().positives(),
          intervals.get("rocAuc"),
          intervals.get("averagePrecision"),
          gain,
          search.features(),
          search.units(),
          search.reused(),
          search.declaredHonest(),
          search.leakageCheck().orElse(true),
          seconds(run));
    }

    /**
     * Of what makes and evaluates the model: nested cross-validation does neither. Stages are timed
     * to a thousandth, and a sum of such has no exact number of binary digits.
     */
    static double seconds(RunManifest run) {
      double seconds =
          run.stages().stream()
              .filter(stage -> !stage.name().equals(TrainPipeline.NESTED))
              .mapToDouble(RunManifest.Stage::seconds)
              .sum();
      return Math.rint(1e3 * seconds) / 1e3;
    }
  }

  /**
   * By how much a set ranks better than another, row by row.
   *
   * @param over the name of the other set
   * @param rocAuc the difference, with its interval
   */
  public record Gain(String over, Interval rocAuc) {}

  /** What the page holds. */
  private record Data(RunManifest manifest, InAll inAll, Ablation ablation) {}

  /** Writes all but the manifest. */
  void write(OutputDirectory output, RunManifest manifest) throws IOException {
    var data = new Data(Excerpt.of(manifest), InAll.of(manifest), this);
    var page = Page.of(manifest.spec() + " ablation", data, "ablation.js").toHtml();
    AtomicFile.write(output.below(JSON), JsonCoder.write(this).getBytes(UTF_8));
    AtomicFile.write(output.below(CSV), AblationTable.of(this).toCsv().getBytes(UTF_8));
    AtomicFile.write(output.below(REPORT), page.getBytes(UTF_8));
  }
}
