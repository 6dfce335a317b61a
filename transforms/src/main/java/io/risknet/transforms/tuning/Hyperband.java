package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import com.google.common.primitives.Ints;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Stands for as little as four rungs take, but for one round at least. */
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
    double least =
        minimum == FOUR_RUNGS
            ? Math.max(resource.least(space), StrictMath.pow(factor, -3))
            : minimum;
    int rungs = SuccessiveHalving.rungs(least, factor);
    checkArgument(
        rungs > 1,
        "Hyperband has nothing to halve: a first rung would have all there is at once, so that one"
            + " point were tried; give a smaller minimum or factor, more rounds, the resource rows, or"
            + " search at random.");
    return rungs;
  }

  /** How many points a bracket begins with that is so many rungs below the top. */
  private int points(int climbs) {
    long all = LongMath.saturatedMultiply(stages(), LongMath.saturatedPow(factor, climbs));
    return Ints.saturatedCast(LongMath.divide(all, climbs + 1, RoundingMode.CEILING));
  }

  /**
   * The points of each bracket, by how many rungs it is below the top. A space of fewer points than
   * the brackets begin with is dealt out in proportion, as each point is in one bracket only.
   */
  private List<List<Point>> brackets() {
    long wanted = IntStream.range(0, stages()).mapToLong(this::points).sum();
    var drawn = RandomSearch.of(space, Ints.saturatedCast(wanted)).withSeed(seed).points();
    var brackets = new ArrayList<List<Point>>();
    long before = 0;
    for (int climbs = stages() - 1; climbs >= 0; climbs--) {
      long after = before + points(climbs);
      brackets.add(0, drawn.subList(part(before, wanted, drawn), part(after, wanted, drawn)));
      before = after;
    }
    return brackets;
  }

  private static int part(long place, long of, List<Point> drawn) {
    return (int) Math.round((double) place * drawn.size() / of);
  }

  /** How many points of a bracket are left in a stage: at least one goes on to the top. */
  private int kept(List<Point> bracket, int stage) {
    return Math.min(
        bracket.size(), Math.max(1, (int) (bracket.size() / LongMath.saturatedPow(factor, stage))));
  }

  @Override
  public int trialsAfter(int stage) {
    var brackets = brackets();
    int trials = 0;
    for (int later = stage + 1; later < stages(); later++) {
      for (int climbs = later; climbs < stages(); climbs++) {
        trials += kept(brackets.get(climbs), later);
      }
    }
    return trials;
  }

  @Override
  public List<Candidate> suggest(int stage, Leaderboard earlier) {
    var brackets = brackets();
    var candidates = new ArrayList<Candidate>();
    for (int climbs = stages() - 1; climbs >= stage; climbs--) {
      candidates.addAll(bracket(climbs, stage, brackets.get(climbs), earlier));
    }
    return candidates;
  }

  private List<Candidate> bracket(int climbs, int stage, List<Point> points, Leaderboard earlier) {
    int rung = stages() - 1 - climbs + stage;
    return resource.candidates(
        stage == 0 ? points : earlier.best(rung - 1, points, kept(points, stage)),
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
