package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Points drawn at random from a space: with the same number of trials it finds better ones than a
 * grid where few of the parameters matter (Bergstra and Bengio, Random Search for Hyper-Parameter
 * Optimization, JMLR 13, 2012). Immutable.
 *
 * <pre>{@code
 * var search = RandomSearch.of(space, 50).withSeed(7);
 * }</pre>
 *
 * <p>The same space and seed draw the same points, and more trials begin with those of fewer: a
 * longer search finds the results of a shorter one in the ledger. No point is drawn twice; a space
 * that has fewer points than there are trials is tried as a whole.
 */
public final class RandomSearch implements SearchStrategy {
  private static final long serialVersionUID = 1;

  /** How often in a row a point may be drawn again before the last ones are looked for. */
  private static final int MAX_REPEATS = 1_000;

  private final SearchSpace space;
  private final int trials;
  private final long seed;

  private RandomSearch(SearchSpace space, int trials, long seed) {
    checkArgument(trials >= 1, "A search needs at least one trial, not %s.", trials);
    this.space = space;
    this.trials = trials;
    this.seed = seed;
  }

  /**
   * A search with seed 1.
   *
   * @param trials how many points are drawn
   * @throws IllegalArgumentException when nothing is to be tried
   */
  public static RandomSearch of(SearchSpace space, int trials) {
    return new RandomSearch(space, trials, 1);
  }

  /** With another seed than 1 for what is drawn. */
  public RandomSearch withSeed(long newSeed) {
    return new RandomSearch(space, trials, newSeed);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public List<Candidate> suggest(int stage, Leaderboard earlier) {
    return points().stream()
        .map(point -> new Candidate(point, Budget.of(space.rounds(point))))
        .toList();
  }

  /** The points drawn, each of them once. */
  List<Point> points() {
    var random = new SplittableRandom(seed);
    var points = new LinkedHashSet<Point>();
    for (int repeats = 0; points.size() < trials && repeats < MAX_REPEATS; ) {
      repeats = points.add(space.at(name -> random.nextDouble())) ? 0 : repeats + 1;
    }
    if (points.size() < trials) {
      var others = new ArrayList<>(space.others(points));
      Collections.shuffle(others, new Random(seed));
      points.addAll(others.subList(0, Math.min(others.size(), trials - points.size())));
    }
    return List.copyOf(points);
  }

  @Override
  public String toString() {
    return "%d random points of %s".formatted(trials, space);
  }
}
