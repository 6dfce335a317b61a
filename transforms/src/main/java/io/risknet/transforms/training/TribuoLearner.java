package io.risknet.transforms.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * What is learnt through Tribuo, each training on one thread. None of the algorithms takes missing
 * values: to Tribuo they are zeros, and here zero is a value.
 *
 * <pre>{@code
 * var learner = new TribuoLearner(TribuoAlgorithm.RANDOM_FOREST);
 * var model = learner.train(rows, new TreeMap<>(Map.of("max_depth", 12.0)), 7, 200);
 * }</pre>
 *
 * <p>Equal rows, parameters and seed give equal predictions, bit for bit, but not equal bytes:
 * Tribuo stamps its models with the time. A bundle puts its own time there.
 *
 * @param algorithm what it learns by
 * @see <a href="https://tribuo.org/learn/4.3/javadoc/">Tribuo 4.3</a>
 */
public record TribuoLearner(TribuoAlgorithm algorithm) implements Learner {

  @Override
  public String name() {
    return algorithm.learner();
  }

  /** The name: there are no settings. */
  @Override
  public String identity() {
    return name();
  }

  @Override
  public List<Parameter> parameters() {
    return algorithm.parameters();
  }

  @Override
  public double cost(SortedMap<String, Double> parameters) {
    return algorithm.passes(parameters);
  }

  @Override
  public boolean takesMissing() {
    return false;
  }

  @Override
  public FoldData prepare(LabelledRows train, LabelledRows heldOut) {
    return TribuoFoldData.of(this, complete(train), complete(heldOut));
  }

  @Override
  public SavedModel train(
      LabelledRows rows, SortedMap<String, Double> parameters, int seed, int rounds) {
    var model = models(TribuoRows.dataset(complete(rows)), parameters, seed, rounds).apply(rounds);
    return SavedModel.of(SavedModel.Format.TRIBUO, model.serialize().toByteArray());
  }

  /** The models of any number of rounds up to the last one. */
  IntFunction<Model<Label>> models(
      Dataset<Label> rows, SortedMap<String, Double> parameters, int seed, int last) {
    var known = parameters().stream().map(Parameter::name).toList();
    for (var parameter : parameters.keySet()) {
      checkArgument(
          known.contains(parameter),
          "The learner %s has no parameter '%s'; it has %s.",
          name(),
          parameter,
          known);
    }
    return algorithm.train(rows, parameters, seed, last);
  }

  private LabelledMatrix complete(LabelledRows rows) {
    var matrix = rows.matrix();
    TribuoRows.requireNoneMissing("The learner " + name(), matrix.names(), matrix.values());
    return matrix;
  }
}
