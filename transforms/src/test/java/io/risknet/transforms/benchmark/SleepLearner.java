package io.risknet.transforms.benchmark;

import io.risknet.transforms.training.Checkpoints;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.LabelledRows;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.training.SavedModel;
import io.risknet.transforms.training.Training;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Learns nothing for a second. */
record SleepLearner() implements Learner {
  @Override
  public String name() {
    return "sleep";
  }

  @Override
  public String identity() {
    return "sleep";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.whole("number", 0, 1_000_000));
  }

  @Override
  public double cost(SortedMap<String, Double> parameters) {
    return 1;
  }

  @Override
  public FoldData prepare(LabelledRows train, LabelledRows heldOut) {
    return new FoldData() {
      @Override
      public long bytes() {
        return 0;
      }

      @Override
      public float[] labels() {
        return heldOut.matrix().labels();
      }

      @Override
      public Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints) {
        try {
          Thread.sleep(1_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        var unused = checkpoints.reached(1, new float[heldOut.rows()]);
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public SavedModel train(
      LabelledRows rows, SortedMap<String, Double> parameters, int seed, int rounds) {
    throw new UnsupportedOperationException("Nobody asks for the model of a sleeper.");
  }
}
