package io.risknet.pipelines.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.SearchOutcome;
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
 * @param manifest of the run, as an {@link Excerpt}
 * @param inAll how much there is of what it has the first of
 * @param verdict on its model
 * @param objective what trials are ranked by
 * @param trials the first of the leaderboard, best first, and the one that was taken
 * @param trialsInAll how many the leaderboard has
 * @param bestSoFar what the search had found as time went on
 * @param evaluation of the test part
 * @param partialDependence on the columns of the most important features
 * @param training what the first columns of the training part hold
 * @param columnsInAll how many columns it has
 * @param scorecard of the model, if points were asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Report(
    RunManifest manifest,
    InAll inAll,
    Verdict verdict,
    RankedBy objective,
    List<TrialRow> trials,
    int trialsInAll,
    List<BestSoFar> bestSoFar,
    Evaluation evaluation,
    List<PartialDependence> partialDependence,
    List<ColumnRow> training,
    int columnsInAll,
    Optional<Scorecard> scorecard) {
  /** With more the page would be slow and large. */
  static final int MOST_TRIALS = 500;

  /** Takes copies. */
  public Report {
    trials = List.copyOf(trials);
    bestSoFar = List.copyOf(bestSoFar);
    partialDependence = List.copyOf(partialDependence);
    training = List.copyOf(training);
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
   * @param winner whether the model was trained by it
   * @param parameters of the features and of the learner
   * @param mean absent where the trial has no score
   * @param stdErr absent where it is not defined
   * @param error the beginning of why it failed; empty when it did not
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record TrialRow(
      int place,
      boolean winner,
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
    var columns = ColumnRow.of(training);
    return new Report(
        Excerpt.of(manifest),
        InAll.of(manifest),
        Verdict.of(manifest, test),
        new RankedBy(leaderboard.objective().toString(), leaderboard.objective().maximize()),
        trials(leaderboard, manifest.search().orElseThrow()),
        leaderboard.rows().size(),
        BestSoFar.of(leaderboard),
        test,
        partialDependence,
        Excerpt.first(Excerpt.MOST_COLUMNS, columns),
        columns.size(),
        Optional.empty());
  }

  /** The same with the model's scorecard, if points were asked for. */
  public Report withScorecard(Optional<Scorecard> newScorecard) {
    return new Report(
        manifest,
        inAll,
        verdict,
        objective,
        trials,
        trialsInAll,
        bestSoFar,
        evaluation,
        partialDependence,
        training,
        columnsInAll,
        newScorecard);
  }

  /** The winner is not always the first, and so may come after those that are shown. */
  private static List<TrialRow> trials(Leaderboard leaderboard, SearchOutcome search) {
    var rows = leaderboard.rows();
    return IntStream.range(0, rows.size())
        .mapToObj(at -> row(at + 1, rows.get(at), search))
        .filter(row -> row.place() <= MOST_TRIALS || row.winner())
        .toList();
  }

  /** Of the one that was taken, what it was taken for: the rule may have given it fewer rounds. */
  private static TrialRow row(int place, Leaderboard.Row row, SearchOutcome search) {
    boolean winner = row.trial().id().equals(search.bestTrial());
    int rounds =
        winner ? ((Number) search.bestParameters().get("rounds")).intValue() : row.rounds();
    var best = new Leaderboard.Score(row.mean(), row.stdErr());
    var score = row.scores().getOrDefault(rounds, best);
    var point = row.trial().point();
    var parameters = new TreeMap<String, Object>(point.plan());
    parameters.putAll(point.parameters());
    return new TrialRow(
        place,
        winner,
        point.learner(),
        parameters,
        defined(score.mean()),
        defined(score.stdErr()),
        rounds,
        row.seconds(),
        row.status(),
        Excerpt.sentence(row.error()));
  }

  private static OptionalDouble defined(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The page, which holds all that it needs. */
  public String toHtml() {
    return Page.of(manifest.spec() + " default risk", this, "report.js").toHtml();
  }
}
