package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.Serializable;
import java.util.List;

/**
 * How much a trial may spend before it is judged.
 *
 * @param rung 0, or higher for more than that in a search that goes up in rungs
 * @param share of the training rows, above 0 and up to 1
 * @param rounds the numbers of training rounds to judge it by, ascending
 * @param mayGoOn whether a later rung may go on from its last round
 * @param cutOff whether it ends at a number of rounds that whoever is given more is not judged by
 */
record Budget(int rung, double share, List<Integer> rounds, boolean mayGoOn, boolean cutOff)
    implements Serializable {

  /** Takes a copy. */
  Budget {
    checkArgument(!rounds.isEmpty() && share > 0 && share <= 1, "A budget of nothing.");
    rounds = List.copyOf(rounds);
  }

  /** One that ends where others are judged as well. */
  Budget(int rung, double share, List<Integer> rounds, boolean mayGoOn) {
    this(rung, share, rounds, mayGoOn, false);
  }

  /** Whether a training that is given more would be judged after so many rounds, too. */
  boolean isCheckpoint(int number) {
    return !cutOff || number < lastRounds();
  }

  /** The number of rounds that a training ends with. */
  int lastRounds() {
    return rounds.get(rounds.size() - 1);
  }

  /** All rows, and all of these rounds. */
  static Budget of(Rounds rounds) {
    return new Budget(0, 1, rounds.checkpoints(), false);
  }
}
