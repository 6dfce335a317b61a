package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Points where good trials are dense and others are not: the tree-structured Parzen estimator
 * (Bergstra et al., Algorithms for Hyper-Parameter Optimization, NIPS 2011). The first batch is
 * drawn at random; each further batch learns from all before it. Larger batches keep more workers
 * busy, smaller ones learn more often. Immutable.
 *
 * <pre>{@code
 * var search = TpeSearch.of(space, 60, 1).withBatch(10);
 * }</pre>
 */
public final class TpeSearch implements SearchStrategy {
  private static final long serialVersionUID = 1;
  private static final int DRAWS = 24;
  private static final int MAX_VAIN_DRAWS = 100;

  private final SearchSpace space;
  private final int trials;
  private final int batch;
  private final long seed;

  private TpeSearch(SearchSpace space, int trials, int batch, long seed) {
    checkArgument(trials >= 1, "A search needs at least one trial, not %s.", trials);
    checkArgument(batch >= 1, "A batch needs at least one trial, not %s.", batch);
    this.space = space;
    this.trials = trials;
    this.batch = batch;
    this.seed = seed;
  }

  /** A search in batches of 10. */
  public static TpeSearch of(SearchSpace space, int trials, long seed) {
    return new TpeSearch(space, trials, 10, seed);
  }

  /** With batches of another size. */
  public TpeSearch withBatch(int newBatch) {
    return new TpeSearch(space, trials, newBatch, seed);
  }

  @Override
  public String name() {
    return "tpe";
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public int stages() {
    return (trials + batch - 1) / batch;
  }

  @Override
  public int trialsAfter(int stage) {
    return Math.max(0, trials - (stage + 1) * batch);
  }

  @Override
  public List<Candidate> suggest(int stage, Leaderboard earlier) {
    int wanted = Math.min(batch, trials - stage * batch);
    var points =
        stage == 0
            ? RandomSearch.of(space, wanted).withSeed(seed).points()
            : learnt(wanted, earlier, new SplittableRandom(seed + stage));
    return points.stream()
        .map(point -> new Candidate(point, Budget.of(space.rounds(point))))
        .toList();
  }

  private List<Point> learnt(int wanted, Leaderboard earlier, SplittableRandom random) {
    var ranked = earlier.rows().stream().map(row -> row.trial().point()).toList();
    // Of the first batches most may have failed, and those are no places to look beside.
    int done = (int) earlier.rows().stream().filter(Leaderboard.Row::hasAllFolds).count();
    int good = Math.min(done, (int) Math.ceil(0.15 * ranked.size()));
    var densities =
        new Densities(ranked.subList(0, good), ranked.subList(good, ranked.size()), random);
    var tried = new HashSet<>(ranked);
    var points = new ArrayList<Point>();
    for (int vain = 0; points.size() < wanted && vain < MAX_VAIN_DRAWS; vain++) {
      var point = densities.best(tried);
      if (point.isPresent()) {
        tried.add(point.get());
        points.add(point.get());
        vain = 0;
      }
    }
    if (points.size() < wanted) {
      space.others(tried).stream()
          .sorted(Comparator.comparingDouble(densities::gain).reversed())
          .limit(wanted - points.size())
          .forEach(points::add);
    }
    return points;
  }

  /** Where good points are, and where the others are, in each dimension. */
  private final class Densities {
    private final Map<String, ParzenEstimator> good = new HashMap<>();
    private final Map<String, ParzenEstimator> others = new HashMap<>();
    private final SplittableRandom random;

    Densities(List<Point> goodPoints, List<Point> otherPoints, SplittableRandom random) {
      this.random = random;
      estimate(goodPoints, good);
      estimate(otherPoints, others);
    }

    private void estimate(List<Point> points, Map<String, ParzenEstimator> densities) {
      var seen = new HashMap<String, List<Double>>();
      for (var point : points) {
        space
            .sharesOf(point)
            .forEach(
                (name, share) -> seen.computeIfAbsent(name, n -> new ArrayList<>()).add(share));
      }
      seen.forEach(
          (name, shares) ->
              densities.put(
                  name,
                  ParzenEstimator.of(
                      shares.stream().mapToDouble(Double::doubleValue).toArray(),
                      space.cells(name))));
    }

    /**
     * Of some points drawn where good ones are, the one where the others are least. Points that
     * were tried are passed over: where the best region has few points, a search would otherwise
     * suggest nothing more once it has tried them.
     */
    Optional<Point> best(Set<Point> tried) {
      var drawn =
          Stream.generate(() -> space.at(name -> density(good, name).draw(random)))
              .limit(DRAWS)
              .filter(point -> !tried.contains(point))
              .toList();
      return drawn.stream().max(Comparator.comparingDouble(this::gain));
    }

    private double gain(Point point) {
      return space.sharesOf(point).entrySet().stream()
          .mapToDouble(
              share ->
                  density(good, share.getKey()).logDensity(share.getValue())
                      - density(others, share.getKey()).logDensity(share.getValue()))
          .sum();
    }

    private ParzenEstimator density(Map<String, ParzenEstimator> densities, String name) {
      return densities.getOrDefault(name, ParzenEstimator.of(new double[0], space.cells(name)));
    }
  }

  @Override
  public String toString() {
    return "%d points by TPE of %s".formatted(trials, space);
  }
}
