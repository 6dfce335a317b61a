package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient boosted trees by XGBoost, natively ({@code binary:logistic}, {@code hist}). Missing
 * values are learnt from. One thread a training: as many trainings at a time as there are
 * processors take half the time of one after the other on all processors.
 *
 * <pre>{@code
 * var learner = XGBoostLearner.defaults().withMaxBins(128);
 * var model = learner.train(rows, new TreeMap<>(Map.of("max_depth", 4.0)), 7, 100);
 * }</pre>
 *
 * <p>Constraints name the encoded columns, such as {@code dti} or {@code state:mean}. One that a
 * fold does not have, as a step dropped it there, has nothing to constrain; of rows that are given
 * as a {@link LabelledMatrix} a constraint on a column that is not there is refused.
 *
 * @param maxBins the most bins a column is cut into; one for a whole search, so that its trainings
 *     share one binned index
 * @param threads the threads of one training; with another number the last bits of a model change
 * @param monotone by column, 1 where the probability may only rise with it, -1 where it may only
 *     fall
 * @param interactions groups of columns; only columns of one group may stand on one path of a tree,
 *     and those of no group on any
 * @param balanced whether both classes weigh the same, unless {@code scale_pos_weight} is given
 * @see <a href="https://xgboost.readthedocs.io/en/release_2.1.0/parameter.html">XGBoost's
 *     parameters</a>
 */
public record XGBoostLearner(
    int maxBins,
    int threads,
    SortedMap<String, Integer> monotone,
    List<List<String>> interactions,
    boolean balanced)
    implements Learner {
  /** From the allocators of C++ and of XGBoost. */
  private static final Pattern NO_MEMORY = Pattern.compile("bad_alloc|bad_malloc");

  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;
  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.between("alpha", 0, UNBOUNDED),
          Parameter.above("colsample_bylevel", 0, 1),
          Parameter.above("colsample_bynode", 0, 1),
          Parameter.above("colsample_bytree", 0, 1),
          Parameter.above("eta", 0, 1),
          Parameter.between("gamma", 0, UNBOUNDED),
          Parameter.between("lambda", 0, UNBOUNDED),
          Parameter.between("max_delta_step", 0, UNBOUNDED),
          Parameter.whole("max_depth", 1, 20),
          Parameter.between("min_child_weight", 0, UNBOUNDED),
          Parameter.above("scale_pos_weight", 0, UNBOUNDED),
          Parameter.above("subsample", 0, 1));

  /** Checks the settings. */
  public XGBoostLearner {
    checkArgument(
        maxBins >= 2 && maxBins <= 65_536, "maxBins is from 2 to 65536, not %s.", maxBins);
    checkArgument(threads >= 1, "A training needs at least one thread, not %s.", threads);
    monotone.forEach(
        (column, direction) ->
            checkArgument(
                Math.abs(direction) == 1,
                "The monotone constraint of '%s' is 1 (rises) or -1 (falls), not %s.",
                column,
                direction));
    monotone = ImmutableSortedMap.copyOf(monotone);
    interactions = interactions.stream().map(List::copyOf).toList();
  }

  /** 256 bins, one thread, no constraints. */
  public static XGBoostLearner defaults() {
    return new XGBoostLearner(256, 1, ImmutableSortedMap.of(), List.of(), false);
  }

  /** The same with columns cut into at most this many bins. */
  public XGBoostLearner withMaxBins(int newMaxBins) {
    return new XGBoostLearner(newMaxBins, threads, monotone, interactions, balanced);
  }

  /** The same with this many threads for one training. */
  public XGBoostLearner withThreads(int newThreads) {
    return new XGBoostLearner(maxBins, newThreads, monotone, interactions, balanced);
  }

  /** The same with these monotone constraints: 1 or -1 by encoded column. */
  public XGBoostLearner withMonotone(Map<String, Integer> newMonotone) {
    return new XGBoostLearner(maxBins, threads, new TreeMap<>(newMonotone), interactions, balanced);
  }

  /** The same with these groups of columns that may interact. */
  public XGBoostLearner withInteractions(List<List<String>> newInteractions) {
    return new XGBoostLearner(maxBins, threads, monotone, newInteractions, balanced);
  }

  /** The same with classes that weigh the same. */
  public XGBoostLearner withBalancedClasses() {
    return new XGBoostLearner(maxBins, threads, monotone, interactions, true);
  }

  @Override
  public String name() {
    return "xgboost";
  }

  @Override
  public String identity() {
    return "xgboost maxBins=%d threads=%d monotone=%s interactions=%s balanced=%s"
        .formatted(maxBins, threads, monotone, interactions, balanced);
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public Set<String> columns() {
    var columns = new TreeSet<>(monotone.keySet());
    interactions.forEach(columns::addAll);
    return columns;
  }

  /** A tree takes a pass over the sampled columns for each level. */
  @Override
  public double cost(SortedMap<String, Double> parameters) {
    return parameters.getOrDefault("max_depth", 6.0)
        * parameters.getOrDefault("colsample_bytree", 1.0);
  }

  /**
   * With fewer bins: for each node of a tree XGBoost goes over all bins of all columns, however few
   * rows there are. A histogram's bins go with the square root of its rows.
   */
  @Override
  public XGBoostLearner onShare(double share) {
    return withMaxBins((int) Math.max(2, Math.ceil(maxBins * Math.sqrt(share))));
  }

  @Override
  public FoldData prepare(LabelledRows train, LabelledRows heldOut) {
    checkColumns(train);
    return XGBoostFoldData.of(this, train, heldOut);
  }

  @Override
  public SavedModel train(
      LabelledRows rows, SortedMap<String, Double> parameters, int seed, int rounds) {
    checkColumns(rows);
    try (var matrix = XGBoostRows.of(rows);
        var boosting =
            Boosting.start(
                matrix.matrix(),
                settings(parameters, rows.names(), matrix.labels(), seed),
                Optional.empty())) {
      boosting.upTo(rounds);
      return boosting.snapshot().model();
    } catch (XGBoostError e) {
      throw failed("train", e);
    }
  }

  private void checkColumns(LabelledRows rows) {
    for (var column : columns()) {
      checkArgument(
          rows.names().contains(column) || rows.mayLack(column),
          "A constraint names the column '%s', which the rows do not have; they have %s.",
          column,
          like(column, rows.names()));
    }
  }

  /** The columns made of the same column of a table; all where there is none. */
  private static List<String> like(String column, List<String> names) {
    var input = column.split("[:=]", 2)[0];
    var like = names.stream().filter(name -> name.split("[:=]", 2)[0].equals(input)).toList();
    return like.isEmpty() ? names : like;
  }

  /** What the user has to do when XGBoost's native library does not load. */
  public static IllegalArgumentException notLoaded(LinkageError cause) {
    return new IllegalArgumentException(
        "XGBoost's native library does not load on this machine; install the OpenMP runtime"
            + " (libgomp1 on Debian and Ubuntu, libgomp on Amazon Linux).",
        cause);
  }

  static IllegalStateException failed(String what, XGBoostError cause) {
    var message = "XGBoost failed to " + what + ": " + cause.getMessage();
    return NO_MEMORY.matcher(message).find()
        ? new NativeMemoryException(message, cause)
        : new IllegalStateException(message, cause);
  }

  /** What XGBoost is told for a training on rows of these columns and labels. */
  Map<String, Object> settings(
      SortedMap<String, Double> parameters, List<String> names, float[] labels, int seed) {
    var settings = new HashMap<String, Object>();
    if (balanced) {
      settings.put("scale_pos_weight", Double.toString(negativesForAPositive(labels)));
    }
    parameters.forEach((name, value) -> settings.put(name, Parameter.text(value)));
    settings.put("objective", "binary:logistic");
    settings.put("tree_method", "hist");
    settings.put("max_bin", maxBins);
    settings.put("nthread", threads);
    settings.put("seed", seed);
    // Trainings that take turns on one thread share its random generator: seed it every round.
    settings.put("seed_per_iteration", true);
    settings.put("verbosity", 0);
    if (!monotone.isEmpty()) {
      settings.put(
          "monotone_constraints",
          names.stream()
              .map(name -> monotone.getOrDefault(name, 0).toString())
              .collect(Collectors.joining(",", "(", ")")));
    }
    if (!interactions.isEmpty()) {
      settings.put("interaction_constraints", positions(names).toString());
    }
    return settings;
  }

  /** The groups by position; XGBoost lets a column of no group interact with none, so all do. */
  private List<List<Integer>> positions(List<String> names) {
    var constrained = interactions.stream().flatMap(List::stream).collect(Collectors.toSet());
    return interactions.stream()
        .map(
            group ->
                IntStream.range(0, names.size())
                    .filter(
                        i -> group.contains(names.get(i)) || !constrained.contains(names.get(i)))
                    .boxed()
                    .toList())
        .toList();
  }

  private static double negativesForAPositive(float[] labels) {
    int positives = 0;
    for (float label : labels) {
      positives += label == 1 ? 1 : 0;
    }
    return positives == 0 ? 1 : (labels.length - positives) / (double) positives;
  }
}
