package io.risknet.pipelines.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.explanation.PartialDependence;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.scorecard.Scorecard;
import io.risknet.transforms.tuning.Leaderboard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All that {@code report.html} shows of a training run, and the page itself.
 *
 * <pre>{@code
 * String html = Report.of(manifest, leaderboard, evaluation, dependence, profile).toHtml();
 * }</pre>
 *
 * @param manifest of the run
 * @param verdict on its model
 * @param objective what trials are ranked by
 * @param trials the first of the leaderboard, best first
 * @param trialsInAll how many the leaderboard has
 * @param bestSoFar what the search had found as time went on
 * @param evaluation of the test part
 * @param partialDependence on the columns of the most important features
 * @param training what the columns of the training part hold
 * @param scorecard of the model, if points were asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Report(
    RunManifest manifest,
    Verdict verdict,
    RankedBy objective,
    List<TrialRow> trials,
    int trialsInAll,
    List<BestSoFar> bestSoFar,
    Evaluation evaluation,
    List<PartialDependence> partialDependence,
    TableProfile training,
    Optional<Scorecard> scorecard) {
  /** With more the page would be slow and large. */
  static final int MOST_TRIALS = 500;

  /** Takes copies. */
  public Report {
    trials = List.copyOf(trials);
    bestSoFar = List.copyOf(bestSoFar);
    partialDependence = List.copyOf(partialDependence);
  }

  /**
   * What trials are ranked by.
   *
   * @param name of the metric, or the weighted sum
   * @param maximize whether more is better
   */
  public record RankedBy(String name, boolean maximize) {}

  /**
   * A trial, as {@link Leaderboard.Row} has it.
   *
   * @param place in the leaderboard, from 1
   * @param parameters of the features and of the learner
   * @param mean absent where the trial has no score
   * @param stdErr absent where it is not defined
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record TrialRow(
      int place,
      String learner,
      Map<String, Object> parameters,
      OptionalDouble mean,
      OptionalDouble stdErr,
      int rounds,
      double seconds,
      Leaderboard.Status status,
      String error) {}

  /**
   * Gathers a report.
   *
   * @param test the evaluation of the test part
   * @param partialDependence of the model
   * @param training the profile of the training part
   */
  public static Report of(
      RunManifest manifest,
      Leaderboard leaderboard,
      Evaluation test,
      List<PartialDependence> partialDependence,
      TableProfile training) {
    var rows = leaderboard.rows();
    return new Report(
        manifest,
        Verdict.of(manifest, test),
        new RankedBy(leaderboard.objective().toString(), leaderboard.objective().maximize()),
        IntStream.range(0, Math.min(rows.size(), MOST_TRIALS))
            .mapToObj(place -> row(place + 1, rows.get(place)))
            .toList(),
        rows.size(),
        BestSoFar.of(leaderboard),
        test,
        partialDependence,
        training,
        Optional.empty());
  }

  /** The same with the model's scorecard, if points were asked for. */
  public Report withScorecard(Optional<Scorecard> newScorecard) {
    return new Report(
        manifest,
        verdict,
        objective,
        trials,
        trialsInAll,
        bestSoFar,
        evaluation,
        partialDependence,
        training,
        newScorecard);
  }

  private static TrialRow row(int place, Leaderboard.Row row) {
    var point = row.trial().point();
    var parameters = new TreeMap<String, Object>(point.plan());
    parameters.putAll(point.parameters());
    return new TrialRow(
        place,
        point.learner(),
        parameters,
        defined(row.mean()),
        defined(row.stdErr()),
        row.rounds(),
        row.seconds(),
        row.status(),
        row.error());
  }

  private static OptionalDouble defined(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The page, which holds all that it needs. */
  public String toHtml() {
    return Page.of(manifest.spec() + " default risk", this, "report.js").toHtml();
  }
}
