package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One training that a {@link FoldData} is asked for.
 *
 * @param parameters hyperparameters by name
 * @param seed seeds whatever is drawn at random
 * @param rounds the numbers of rounds at which {@link Checkpoints} are shown the predictions,
 *     ascending; the last one ends the training
 * @param start where an earlier training with the same parameters and seed ended, to go on from
 * @param keep whether a snapshot is wanted to go on from later
 */
public record Training(
    SortedMap<String, Double> parameters,
    int seed,
    List<Integer> rounds,
    Optional<Snapshot> start,
    boolean keep) {

  /** Takes copies, and checks the rounds. */
  public Training {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    rounds = rounds.stream().sorted().toList();
    int done = start.map(Snapshot::rounds).orElse(0);
    checkArgument(
        !rounds.isEmpty() && rounds.get(0) > done,
        "A training from %s rounds on can't stop at %s.",
        done,
        rounds);
  }

  /** A whole training, of which no snapshot is kept. */
  public static Training of(SortedMap<String, Double> parameters, int seed, List<Integer> rounds) {
    return new Training(parameters, seed, rounds, Optional.empty(), false);
  }

  /**
   * How far a training has come.
   *
   * @param rounds the number of rounds trained
   * @param model the model so far
   */
  public record Snapshot(int rounds, SavedModel model) {}
}
