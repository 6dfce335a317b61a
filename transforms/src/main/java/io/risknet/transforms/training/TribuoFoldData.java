package io.risknet.transforms.training;

import java.util.List;
import java.util.Optional;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.classification.Label;

/**
 * A fold as Tribuo's examples. They take about four times the memory of the matrix, so they are
 * made once; trainings only read them.
 */
final class TribuoFoldData implements FoldData {
  /** A double and the reference to its name. */
  private static final long CELL_BYTES = 8 + 8;

  private final TribuoLearner learner;
  private final Dataset<Label> train;
  private final List<Example<Label>> heldOut;
  private final float[] labels;

  private TribuoFoldData(
      TribuoLearner learner, Dataset<Label> train, List<Example<Label>> heldOut, float[] labels) {
    this.learner = learner;
    this.train = train;
    this.heldOut = heldOut;
    this.labels = labels;
  }

  static TribuoFoldData of(TribuoLearner learner, LabelledMatrix train, LabelledMatrix heldOut) {
    return new TribuoFoldData(
        learner,
        TribuoRows.dataset(train),
        TribuoRows.examples(heldOut.names(), heldOut.values()),
        heldOut.labels());
  }

  @Override
  public float[] labels() {
    return labels;
  }

  @Override
  public long bytes() {
    return CELL_BYTES * (train.size() + heldOut.size()) * train.getFeatureMap().size();
  }

  /** Tribuo can't go on from where a training ended, so there is never a snapshot. */
  @Override
  public Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints) {
    int last = training.rounds().get(training.rounds().size() - 1);
    var models = learner.models(train, training.parameters(), training.seed(), last);
    for (int rounds : training.rounds()) {
      if (!checkpoints.reached(rounds, TribuoRows.probabilities(models.apply(rounds), heldOut))) {
        break;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    // All of it is on the heap.
  }
}
