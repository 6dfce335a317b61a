package io.risknet.transforms.tuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.records.JsonCoder;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Something that happened in a search, for those who follow it: see {@link SearchEvents}. As JSON
 * it is an object with the kind as {@code event} and the components under their names; what is
 * unknown or empty is absent. Keys may be added, but are not renamed. Times are ISO 8601, UTC.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface SearchEvent {

  /** As a JSON object on one line. */
  default String toJson() {
    return JsonCoder.write(this);
  }

  /**
   * A round of suggestions was planned; most strategies have one.
   *
   * @param stage 0 for the first round
   * @param stages how many rounds there are
   * @param strategy how points are chosen
   * @param objective what {@code best} is
   * @param maximize whether more of it is better
   * @param trials how many trials the round evaluates
   * @param units how many units it has, one a trial and fold
   * @param unitsTotal units of the search, with those that later rounds are going to have
   * @param plannedAt when
   */
  @JsonTypeName("search")
  record Planned(
      int stage,
      int stages,
      String strategy,
      String objective,
      boolean maximize,
      int trials,
      int units,
      int unitsTotal,
      String plannedAt)
      implements SearchEvent {}

  /**
   * A training was begun. One that nothing else is told of is at work, or its worker was lost.
   *
   * @param trial its trial's id
   * @param fold the fold held out
   * @param share of the training rows that it was given
   * @param rung of the search, see {@link SuccessiveHalving}
   * @param from the number of rounds that an earlier rung had trained, which it goes on from
   * @param rounds the number of rounds at which it ends, if it is not stopped before
   * @param worker the process, as {@code pid@host}
   * @param startedAt when
   */
  @JsonTypeName("attempt")
  record Attempt(
      String trial,
      int fold,
      double share,
      int rung,
      int from,
      int rounds,
      String worker,
      String startedAt)
      implements SearchEvent {}

  /**
   * A unit came to its end, or the ledger had it already.
   *
   * @param trial its trial's id
   * @param fold the fold held out
   * @param stage the round of suggestions that asked for it
   * @param rung of the search, see {@link SuccessiveHalving}
   * @param share of the training rows that it was given
   * @param learner what was trained
   * @param parameters of the plan and the learner
   * @param outcome {@code done} or {@code failed}
   * @param rounds the last number of training rounds
   * @param metrics of the held-out rows after so many rounds
   * @param seconds time that its training took
   * @param worker the process that trained it, as {@code pid@host}
   * @param reused whether an earlier search had finished it
   * @param finishedAt when; of a training that a later rung went on with, not after that began
   * @param error why it failed
   * @param unitsDone units that came to an end so far
   * @param unitsTotal units of the search, with those that later rounds are going to have
   * @param best the best mean objective of the trials of which every fold is done
   */
  @JsonTypeName("unit")
  record Unit(
      String trial,
      int fold,
      int stage,
      int rung,
      double share,
      String learner,
      Map<String, Object> parameters,
      String outcome,
      OptionalInt rounds,
      Optional<BinaryMetrics> metrics,
      double seconds,
      String worker,
      boolean reused,
      String finishedAt,
      String error,
      int unitsDone,
      int unitsTotal,
      OptionalDouble best)
      implements SearchEvent {}

  /**
   * The run that the search is part of has finished.
   *
   * @param runId the run's name
   * @param bestTrial the winner's id
   * @param bestScore its cross-validated objective: a selected one
   * @param metrics of the model by part: {@code train}, {@code validation}, {@code test}
   * @param finishedAt when
   */
  @JsonTypeName("finished")
  record Finished(
      String runId,
      String bestTrial,
      double bestScore,
      Map<String, BinaryMetrics> metrics,
      String finishedAt)
      implements SearchEvent {}
}
