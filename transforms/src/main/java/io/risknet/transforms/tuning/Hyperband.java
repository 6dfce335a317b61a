package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import com.google.common.primitives.Ints;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving several times at once, from many points with little each to few with all of
 * the resource, as nobody knows how early a good point shows (Li et al., Hyperband, JMLR 18, 2018).
 * The brackets go up their rungs in the same stages of the pipeline. Immutable.
 *
 * <pre>{@code
 * var search = Hyperband.of(space, 1).withFactor(3);
 * }</pre>
 */
public final class Hyperband implements SearchStrategy {
  private static final long serialVersionUID = 1;

  /** Stands for as little as four rungs take. */
  private static final double FOUR_RUNGS = 0;

  private final SearchSpace space;
  private final long seed;
  private final Resource resource;
  private final int factor;
  private final double minimum;

  private Hyperband(SearchSpace space, long seed, Resource resource, int factor, double minimum) {
    checkArgument(factor >= 2, "The factor of halving is 2 or more, not %s.", factor);
    this.space = space;
    this.seed = seed;
    this.resource = resource;
    this.factor = factor;
    this.minimum = minimum;
  }

  /** Factor 3, in rounds, with four rungs: the first has a 27th of the rounds. */
  public static Hyperband of(SearchSpace space, long seed) {
    return new Hyperband(space, seed, Resource.ROUNDS, 3, FOUR_RUNGS);
  }

  /** So many times fewer points on the next rung, with so many times more. */
  public Hyperband withFactor(int newFactor) {
    return new Hyperband(space, seed, resource, newFactor, minimum);
  }

  /** With another resource than rounds; there are four rungs until its least amount is chosen. */
  public Hyperband withResource(Resource newResource) {
    return new Hyperband(space, seed, newResource, factor, FOUR_RUNGS);
  }

  /** With at least so much for every point: a number of rounds, or a share of the rows. */
  public Hyperband withMinimum(double amount) {
    return new Hyperband(space, seed, resource, factor, resource.share(amount, space));
  }

  @Override
  public String name() {
    return "hyperband";
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public int stages() {
    return minimum == FOUR_RUNGS ? 4 : SuccessiveHalving.rungs(minimum, factor);
  }

  /** How many points a bracket begins with that is {@code climbs} rungs below the top. */
  private int points(int climbs) {
    long all = LongMath.saturatedMultiply(stages(), LongMath.saturatedPow(factor, climbs));
    return Ints.saturatedCast(LongMath.divide(all, climbs + 1, RoundingMode.CEILING));
  }

  @Override
  public int trialsAfter(int stage) {
    int trials = 0;
    for (int later = stage + 1; later < stages(); later++) {
      for (int climbs = later; climbs < stages(); climbs++) {
        trials += kept(climbs, later);
      }
    }
    return trials;
  }

  /** How many of a bracket's points are left in a stage. */
  private int kept(int climbs, int stage) {
    return (int) (points(climbs) / LongMath.saturatedPow(factor, stage));
  }

  @Override
  public List<Candidate> suggest(int stage, Leaderboard earlier) {
    int all = 0;
    for (int climbs = 0; climbs < stages(); climbs++) {
      all += points(climbs);
    }
    var drawn = RandomSearch.of(space, all).withSeed(seed).points();
    var candidates = new ArrayList<Candidate>();
    int first = 0;
    for (int climbs = stages() - 1; climbs >= stage; climbs--) {
      int end = Math.min(drawn.size(), first + points(climbs));
      candidates.addAll(bracket(climbs, stage, drawn.subList(first, end), earlier));
      first = end;
    }
    return candidates;
  }

  private List<Candidate> bracket(int climbs, int stage, List<Point> points, Leaderboard earlier) {
    int rung = stages() - 1 - climbs + stage;
    return resource.candidates(
        stage == 0 ? points : earlier.best(rung - 1, points, kept(climbs, stage)),
        space,
        rung,
        Math.pow(factor, stage - climbs),
        stage < climbs);
  }

  @Override
  public String toString() {
    return "hyperband of %s".formatted(space);
  }
}
