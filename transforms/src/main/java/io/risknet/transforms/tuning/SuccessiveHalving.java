package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.DoubleMath;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many points with little each, then the better ones with more: of every rung the best {@code
 * 1/factor} go on to the next, with {@code factor} times the resource (Jamieson and Talwalkar,
 * Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS 2016). As many
 * points are on the rungs as on those of scikit-learn's {@code HalvingRandomSearchCV}, or of {@code
 * HalvingGridSearchCV} where every point of the space is tried. Where no minimum is named, that
 * rounds the least resource down, so that the last rung may lack some, and gives no fewer rows than
 * twice the classes and folds; here the last rung has all, and of rows a share may be any.
 * Immutable.
 *
 * <pre>{@code
 * var search = SuccessiveHalving.random(space, 60, 1).withFactor(3).withMinimum(10);
 * }</pre>
 */
public final class SuccessiveHalving implements SearchStrategy {
  private static final long serialVersionUID = 1;

  /**
   * Stands for so little that the last rung has all of the resource, but for one round at least.
   */
  private static final double EXHAUST = 0;

  /** So close to 1 is all of the resource: three thirds, multiplied up, may be less or more. */
  private static final double ROUNDING = 1e-9;

  private final SearchSpace space;
  private final List<Point> points;
  private final Resource resource;
  private final int factor;
  private final double minimum;
  private final boolean aggressive;

  private SuccessiveHalving(
      SearchSpace space,
      List<Point> points,
      Resource resource,
      int factor,
      double minimum,
      boolean aggressive) {
    checkArgument(factor >= 2, "The factor of halving is 2 or more, not %s.", factor);
    this.space = space;
    this.points = List.copyOf(points);
    this.resource = resource;
    this.factor = factor;
    this.minimum = minimum;
    this.aggressive = aggressive;
  }

  /** Begins with every point of a space; factor 3, in rounds. */
  public static SuccessiveHalving grid(SearchSpace space) {
    return new SuccessiveHalving(space, space.points(), Resource.ROUNDS, 3, EXHAUST, false);
  }

  /** Begins with points drawn at random; factor 3, in rounds. */
  public static SuccessiveHalving random(SearchSpace space, int trials, long seed) {
    var points = RandomSearch.of(space, trials).withSeed(seed).points();
    return new SuccessiveHalving(space, points, Resource.ROUNDS, 3, EXHAUST, false);
  }

  /** So many times fewer points on the next rung, with so many times more. */
  public SuccessiveHalving withFactor(int newFactor) {
    return new SuccessiveHalving(space, points, resource, newFactor, minimum, aggressive);
  }

  /** With another resource than rounds; its least amount is chosen anew. */
  public SuccessiveHalving withResource(Resource newResource) {
    return new SuccessiveHalving(space, points, newResource, factor, EXHAUST, aggressive);
  }

  /**
   * With so much for every point: a number of rounds, or a share of the rows. Otherwise it is so
   * little that the last rung has it all.
   */
  public SuccessiveHalving withMinimum(double amount) {
    return new SuccessiveHalving(
        space, points, resource, factor, resource.share(amount, space), aggressive);
  }

  /**
   * Where the resource does not suffice for as many rungs as there are points to get rid of, has
   * more rungs with the least of it.
   */
  public SuccessiveHalving withAggressiveElimination() {
    return new SuccessiveHalving(space, points, resource, factor, minimum, true);
  }

  @Override
  public String name() {
    return "halving";
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public int stages() {
    return aggressive ? wanted() : Math.min(wanted(), possible());
  }

  /** The rungs it takes until fewer points than the factor are left. */
  private int wanted() {
    int rungs = 1;
    for (long left = factor; left <= points.size(); left *= factor) {
      rungs++;
    }
    return rungs;
  }

  /** The rungs that the resource allows. */
  private int possible() {
    return rungs(least(), factor);
  }

  /** How often a share can be multiplied by a factor without exceeding 1, and once more. */
  static int rungs(double share, int factor) {
    int rungs = 1;
    for (double next = share * factor; next <= 1 + ROUNDING; next *= factor) {
      rungs++;
    }
    return rungs;
  }

  private double least() {
    return raised(0);
  }

  /** What a trial is given after so many steps up from the least. */
  private double raised(int steps) {
    return minimum == EXHAUST
        // Counted down from all of it: with more points, the same rungs are the same to the last
        // bit.
        ? Math.max(
            resource.least(space) * StrictMath.pow(factor, steps),
            StrictMath.pow(factor, steps + 1 - wanted()))
        : minimum * StrictMath.pow(factor, steps);
  }

  @Override
  public int trialsAfter(int stage) {
    return IntStream.range(stage + 1, stages()).map(this::kept).sum();
  }

  @Override
  public List<Candidate> suggest(int stage, Leaderboard earlier) {
    return resource.candidates(
        stage == 0 ? points : earlier.best(stage - 1, kept(stage)),
        space,
        stage,
        share(stage),
        stage < stages() - 1);
  }

  private double share(int stage) {
    double share = raised(aggressive ? Math.max(0, stage - wanted() + possible()) : stage);
    return share > 1 - ROUNDING ? 1 : share;
  }

  private int kept(int stage) {
    int kept = points.size();
    for (int i = 0; i < stage; i++) {
      kept = DoubleMath.roundToInt((double) kept / factor, RoundingMode.CEILING);
    }
    return kept;
  }

  @Override
  public String toString() {
    return "halving of %d points of %s".formatted(points.size(), space);
  }
}
