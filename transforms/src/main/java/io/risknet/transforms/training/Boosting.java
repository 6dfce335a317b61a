package io.risknet.transforms.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * <p>XGBoost promises that only where nothing is drawn at random: its tree updater draws a seed for
 * sampling columns when it is made, and again when a saved booster is loaded, which also shifts
 * what rows are sampled. Where something is drawn, the updater is therefore made anew every round,
 * from that round's seed: its name changes between two that do the same.
 */
final class Boosting implements AutoCloseable {
  /** {@code sync} spreads a tree over machines; on one there is nothing to do. */
  private static final String[] UPDATERS = {
    "grow_quantile_histmaker", "grow_quantile_histmaker,sync"
  };

  private static final String[] SAMPLING = {
    "subsample", "colsample_bytree", "colsample_bylevel", "colsample_bynode"
  };

  private final DMatrix train;
  private final Booster booster;
  private final boolean sampled;
  private int rounds;

  private Boosting(DMatrix train, Booster booster, boolean sampled, int rounds) {
    this.train = train;
    this.booster = booster;
    this.sampled = sampled;
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
    if (snapshot.isPresent()) {
      booster.setParams(settings);
    }
    return new Boosting(
        train, booster, samples(settings), snapshot.map(Training.Snapshot::rounds).orElse(0));
  }

  private static Booster load(byte[] model) throws XGBoostError {
    try {
      return XGBoost.loadModel(new ByteArrayInputStream(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean samples(Map<String, Object> settings) {
    for (var name : SAMPLING) {
      if (settings.containsKey(name) && Double.parseDouble(settings.get(name).toString()) < 1) {
        return true;
      }
    }
    return false;
  }

  /** Grows the booster up to a number of rounds. */
  void upTo(int limit) throws XGBoostError {
    for (; rounds < limit; rounds++) {
      if (sampled) {
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
