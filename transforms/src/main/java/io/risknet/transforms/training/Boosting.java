package io.risknet.transforms.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A booster that grows round by round, and that can be put down and taken up again with the same
 * result as if it had not been.
 *
 * <p>XGBoost promises that only where nothing is drawn at random: in its first round an updater of
 * trees draws a seed for sampling columns, which shifts what rows are sampled, and it is a new one
 * after a booster was loaded. So
 *
 * <ul>
 *   <li>where rows are sampled, a loaded booster first grows a tree that is nothing but a leaf of
 *       zero, from the seed of the first round: its updater is then as far as one that has not been
 *       put down;
 *   <li>where columns are sampled, which the updater draws by a generator of its own, it is made
 *       anew every round, from that round's seed: its name changes between two that do the same.
 *       That takes a quarter of the time on top.
 * </ul>
 */
final class Boosting implements AutoCloseable {
  /** {@code sync} spreads a tree over machines; on one there is nothing to do. */
  private static final String[] UPDATERS = {
    "grow_quantile_histmaker", "grow_quantile_histmaker,sync"
  };

  private static final List<String> COLUMN_SAMPLING =
      List.of("colsample_bytree", "colsample_bylevel", "colsample_bynode");

  private final DMatrix train;
  private final Booster booster;
  private final boolean samplesColumns;
  private int rounds;

  private Boosting(DMatrix train, Booster booster, boolean samplesColumns, int rounds) {
    this.train = train;
    this.booster = booster;
    this.samplesColumns = samplesColumns;
    this.rounds = rounds;
  }

  /** A new booster, or one that goes on from a snapshot. */
  static Boosting start(
      DMatrix train, Map<String, Object> settings, Optional<Training.Snapshot> snapshot)
      throws XGBoostError {
    var booster =
        snapshot.isPresent()
            ? load(snapshot.get().model().bytes())
            : XGBoost.train(train, settings, 0, Map.of(), null, null);
    boolean samplesColumns = COLUMN_SAMPLING.stream().anyMatch(name -> samples(settings, name));
    if (snapshot.isPresent()) {
      booster.setParams(settings);
      if (samples(settings, "subsample") && !samplesColumns) {
        growNothing(booster, train);
      }
    }
    return new Boosting(
        train, booster, samplesColumns, snapshot.map(Training.Snapshot::rounds).orElse(0));
  }

  private static void growNothing(Booster booster, DMatrix train) throws XGBoostError {
    var zeros = new float[(int) train.rowNum()];
    booster.boost(train, 0, zeros, zeros);
  }

  private static Booster load(byte[] model) throws XGBoostError {
    try {
      return XGBoost.loadModel(new ByteArrayInputStream(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean samples(Map<String, Object> settings, String name) {
    return settings.containsKey(name) && Double.parseDouble(settings.get(name).toString()) < 1;
  }

  /** Grows the booster up to a number of rounds. */
  void upTo(int limit) throws XGBoostError {
    for (; rounds < limit; rounds++) {
      if (samplesColumns) {
        booster.setParam("updater", UPDATERS[rounds % 2]);
      }
      booster.update(train, rounds);
    }
  }

  /** The booster as far as it has come. */
  Booster booster() {
    return booster;
  }

  /** What to go on from. */
  Training.Snapshot snapshot() throws XGBoostError {
    return new Training.Snapshot(
        rounds, SavedModel.of(SavedModel.Format.XGBOOST, booster.toByteArray("ubj")));
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
