package io.risknet.transforms.bundle;

import io.risknet.transforms.training.SavedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * A trained model as bytes, in the forms in which it is stored: Tribuo's protobuf always, and
 * XGBoost's own format when it is a booster. Immutable.
 *
 * <pre>{@code
 * var model = StoredModel.ofBooster(booster, features.names(), provenance);
 * float[] probabilities = model.predictor(features.names()).predict(features.encode(batch));
 * }</pre>
 */
public final class StoredModel {
  private final Optional<byte[]> booster;
  private final byte[] tribuo;

  private StoredModel(Optional<byte[]> booster, byte[] tribuo) {
    this.booster = booster.map(byte[]::clone);
    this.tribuo = tribuo.clone();
  }

  /**
   * A native booster with the objective {@code binary:logistic}.
   *
   * @param booster the booster in XGBoost's own format
   * @param names the features in the booster's order
   * @throws IllegalArgumentException when XGBoost can't read it
   */
  public static StoredModel ofBooster(byte[] booster, List<String> names, Provenance provenance) {
    return of(
        Optional.of(booster), TribuoModels.bytes(TribuoModels.wrap(booster, names, provenance)));
  }

  /**
   * Any other Tribuo classifier that gives a probability of label {@code 1}.
   *
   * @throws IllegalArgumentException when it gives none
   */
  public static StoredModel ofTribuo(Model<Label> model) {
    TribuoModels.checkProbability(model);
    return of(Optional.empty(), TribuoModels.bytes(model));
  }

  /**
   * A model as a learner saved it.
   *
   * @param names the features in the model's order
   * @throws IllegalArgumentException when it can't be read
   */
  public static StoredModel of(SavedModel model, List<String> names, Provenance provenance) {
    return switch (model.format()) {
      case XGBOOST -> ofBooster(model.bytes(), names, provenance);
      case TRIBUO -> ofTribuo(TribuoModels.stamp(model.bytes(), provenance));
    };
  }

  static StoredModel of(Optional<byte[]> booster, byte[] tribuo) {
    return new StoredModel(booster, tribuo);
  }

  /** A copy of the booster in XGBoost's own format, when the model is one. */
  public Optional<byte[]> booster() {
    return booster.map(byte[]::clone);
  }

  /** A copy of the model in Tribuo's protobuf form. */
  public byte[] tribuo() {
    return tribuo.clone();
  }

  /** The model as Tribuo's evaluators and tools take it. */
  public Model<Label> toTribuo() {
    return TribuoModels.read(tribuo);
  }

  /**
   * What predicts with it: XGBoost itself when it is a booster, Tribuo otherwise.
   *
   * @param names the features in the order of the rows' columns
   * @throws IllegalArgumentException when the model can't be read or takes other features
   */
  public Predictor predictor(List<String> names) {
    return booster
        .<Predictor>map(saved -> BoosterPredictor.of(saved, names))
        .orElseGet(() -> new TribuoPredictor(toTribuo(), names));
  }

  /**
   * What tells how its probabilities come about: of boosters and of linear models.
   *
   * @param names the features in the order of the rows' columns
   * @throws IllegalArgumentException when there is no such thing for this kind of model, as for
   *     those of {@code random-forest} and {@code baseline}, or it can't be read
   */
  public Explainer explainer(List<String> names) {
    return booster
        .<Explainer>map(saved -> BoosterExplainer.of(saved, names))
        .orElseGet(() -> LinearExplainer.of(toTribuo(), names));
  }

  /**
   * For each feature, its share of what all splits of a booster gain in training; no shares for
   * other models, which have no such thing.
   *
   * @param names the features in the booster's order
   */
  public Map<String, Double> gains(List<String> names) {
    return booster.map(saved -> BoosterGains.of(saved, names)).orElseGet(Map::of);
  }

  /**
   * Its weights, when it is a linear model, such as those of {@code logistic-regression} and {@code
   * liblinear}.
   *
   * @param names the features in the order of the rows' columns
   */
  public Optional<LinearWeights> linear(List<String> names) {
    return booster.isPresent() ? Optional.empty() : LinearWeights.of(toTribuo(), names);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredModel that
        && Arrays.equals(booster.orElse(new byte[0]), that.booster.orElse(new byte[0]))
        && Arrays.equals(tribuo, that.tribuo);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tribuo);
  }

  @Override
  public String toString() {
    return booster.isPresent() ? "XGBoost booster" : "Tribuo model";
  }
}
