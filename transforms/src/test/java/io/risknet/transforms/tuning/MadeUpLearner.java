package io.risknet.transforms.tuning;

import io.risknet.transforms.training.Checkpoints;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.LabelledRows;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.training.SavedModel;
import io.risknet.transforms.training.Training;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Learns nothing: what it makes of a number and the labels of the held-out rows is up to a test.
 */
public interface MadeUpLearner extends Learner {

  /** What a training with this number ends with. */
  float[] probabilities(double number, float[] labels);

  @Override
  default String identity() {
    return name();
  }

  @Override
  default List<Parameter> parameters() {
    return List.of(Parameter.whole("number", 0, 100));
  }

  @Override
  default double cost(SortedMap<String, Double> parameters) {
    return 1;
  }

  @Override
  default FoldData prepare(LabelledRows train, LabelledRows heldOut) {
    var labels = heldOut.matrix().labels();
    return new FoldData() {
      @Override
      public long bytes() {
        return 0;
      }

      @Override
      public float[] labels() {
        return labels;
      }

      @Override
      public Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints) {
        return MadeUpLearner.this.train(training, labels, checkpoints);
      }

      @Override
      public void close() {}
    };
  }

  /** One round, after which there is nothing to go on from. */
  default Optional<Training.Snapshot> train(
      Training training, float[] labels, Checkpoints checkpoints) {
    var unused = checkpoints.reached(1, probabilities(training.parameters().get("number"), labels));
    return Optional.empty();
  }

  @Override
  default SavedModel train(
      LabelledRows rows, SortedMap<String, Double> parameters, int seed, int rounds) {
    throw new UnsupportedOperationException("Nobody asks for a made-up model.");
  }

  /** A space of this learner: these numbers in this order, one round each. */
  default LearnerSpace with(double... numbers) {
    return LearnerSpace.of(this, Map.of("number", Dimension.choice(numbers)), Rounds.of(1));
  }
}
