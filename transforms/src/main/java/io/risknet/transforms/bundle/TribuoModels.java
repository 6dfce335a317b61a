package io.risknet.transforms.bundle;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.protobuf.InvalidProtocolBufferException;
import io.risknet.transforms.training.TribuoRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.common.xgboost.XGBoostExternalModel;
import org.tribuo.protos.core.ModelProto;

/**
 * Tribuo's view of a model: a native XGBoost booster as a Tribuo {@code Model} with provenance, and
 * the protobuf form.
 *
 * <pre>{@code
 * Model<Label> model = TribuoModels.wrap(booster, names, provenance);
 * float[] probabilities = TribuoRows.probabilities(model, TribuoRows.examples(names, rows));
 * }</pre>
 */
public final class TribuoModels {
  private TribuoModels() {}

  /**
   * A booster with the objective {@code binary:logistic} as a Tribuo model with labels {@code 0}
   * and {@code 1}. Equal arguments give equal protobuf bytes: the provenance holds the given time,
   * and nothing of the machine.
   *
   * @param booster the booster in XGBoost's own format
   * @param names the features in the booster's order
   * @throws IllegalArgumentException when XGBoost can't read the booster
   */
  public static Model<Label> wrap(byte[] booster, List<String> names, Provenance provenance) {
    Map<String, Integer> columns =
        IntStream.range(0, names.size())
            .boxed()
            .collect(ImmutableMap.toImmutableMap(names::get, column -> column));
    var labels =
        ImmutableMap.of(
            new Label(TribuoRows.NEGATIVE), 0,
            new Label(TribuoRows.POSITIVE), 1);
    try {
      var external =
          XGBoostExternalModel.createXGBoostModel(
              new LabelFactory(),
              columns,
              labels,
              new BinaryLogisticConverter(),
              XGBoost.loadModel(booster),
              Map.of());
      return read(TribuoProvenance.put(provenance, external).toByteArray());
    } catch (XGBoostError | IOException e) {
      throw new IllegalArgumentException("XGBoost can't read the booster; train it anew.", e);
    }
  }

  /** The protobuf form of a model. */
  public static byte[] bytes(Model<Label> model) {
    return model.serialize().toByteArray();
  }

  /**
   * A model from its protobuf form.
   *
   * @throws IllegalArgumentException when the bytes are no classifier of labels 0 and 1
   */
  public static Model<Label> read(byte[] bytes) {
    try {
      var model = Model.deserialize(ModelProto.parseFrom(bytes)).castModel(Label.class);
      checkProbability(model);
      return model;
    } catch (InvalidProtocolBufferException | IllegalStateException | ClassCastException e) {
      throw new IllegalArgumentException(
          "Tribuo "
              + Versions.current().get("tribuo")
              + " can't read the model; train it with this version or an older one.",
          e);
    }
  }

  /**
   * A model from its protobuf form, with this provenance in place of Tribuo's own, which holds the
   * time of the training and names the machine.
   *
   * @throws IllegalArgumentException when the bytes are no classifier of labels 0 and 1
   */
  static Model<Label> stamp(byte[] bytes, Provenance provenance) {
    try {
      return read(TribuoProvenance.put(provenance, read(bytes)).toByteArray());
    } catch (IOException e) {
      throw new IllegalArgumentException("Tribuo's model can't be read again.", e);
    }
  }

  /** Checks that a model gives a probability of label 1. */
  static void checkProbability(Model<Label> model) {
    var positive = new Label(TribuoRows.POSITIVE);
    // A tree's leaves hold probabilities, and Tribuo's tree denies it.
    boolean probabilities = model.generatesProbabilities() || model instanceof TreeModel;
    checkArgument(
        model.getOutputIDInfo().getID(positive) >= 0 && probabilities,
        "The Tribuo model does not give a probability of label 1; train one that does.");
  }
}
