package io.risknet.transforms.tuning;

import java.io.Serializable;
import java.util.List;

/**
 * Which points a search tries, and how much it spends on each. Strategies that learn from earlier
 * results do so in rounds, which are stages of one pipeline. What is suggested follows from the
 * strategy and the results alone, so that a search can be taken up again.
 */
public sealed interface SearchStrategy extends Serializable
    permits Grid, RandomSearch, SuccessiveHalving, Hyperband, TpeSearch {

  /** What specs and manifests call it. */
  String name();

  /** What may be tried. */
  SearchSpace space();

  /** How many rounds of suggestions there are. */
  default int stages() {
    return 1;
  }

  /**
   * How many trials the rounds after one are going to suggest, or fewer when trials fail or the
   * space has no more points.
   */
  default int trialsAfter(int stage) {
    return 0;
  }

  /**
   * What to try next.
   *
   * @param stage 0 for the first round of suggestions
   * @param earlier the trials of all earlier rounds
   */
  List<Candidate> suggest(int stage, Leaderboard earlier);
}
