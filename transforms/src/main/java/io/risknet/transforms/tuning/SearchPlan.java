package io.risknet.transforms.tuning;

import java.time.Instant;
import java.util.List;

/**
 * What a round of suggestions is about to evaluate, as the ledger keeps it for those who follow.
 *
 * @param search what the rounds of one search have in common
 * @param stage 0 for the first round
 * @param stages how many rounds the search has
 * @param strategy how points are chosen
 * @param objective what makes one better than another
 * @param folds number of folds of each trial
 * @param trials in the order in which they should start
 * @param trialsAhead how many trials later rounds are going to suggest
 * @param plannedAt when, ISO 8601, UTC
 */
record SearchPlan(
    String search,
    int stage,
    int stages,
    String strategy,
    Objective objective,
    int folds,
    List<Planned> trials,
    int trialsAhead,
    String plannedAt) {

  /**
   * A trial, to be evaluated on every fold.
   *
   * @param trial its id
   * @param budget how much to spend on it
   */
  record Planned(String trial, Budget budget) {}

  /** Takes a copy. */
  SearchPlan {
    trials = List.copyOf(trials);
  }

  /** The plan of these units. */
  static SearchPlan of(String id, Search search, int stage, List<TrialUnit> units) {
    var first = units.stream().filter(unit -> unit.fold() == 0).toList();
    return new SearchPlan(
        id,
        stage,
        search.strategy().stages(),
        search.strategy().name(),
        search.objective(),
        first.stream().mapToInt(unit -> unit.trial().folds()).findFirst().orElse(0),
        first.stream().map(unit -> new Planned(unit.trial().id(), unit.budget())).toList(),
        search.strategy().trialsAfter(stage),
        Instant.now().toString());
  }

  int units() {
    return trials.size() * folds;
  }

  /** The units that later rounds are going to have. */
  int unitsAhead() {
    return trialsAhead * folds;
  }
}
