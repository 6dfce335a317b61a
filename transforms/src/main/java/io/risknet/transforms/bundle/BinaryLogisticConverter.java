package io.risknet.transforms.bundle;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.protobuf.Any;
import io.risknet.transforms.training.TribuoRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostOutputConverter;
import org.tribuo.common.xgboost.protos.XGBoostOutputConverterProto;
import org.tribuo.protos.ProtoSerializableClass;
import org.tribuo.protos.ProtoUtil;

/**
 * Makes Tribuo predictions of what an XGBoost booster with the objective {@code binary:logistic}
 * puts out: one column, the probability of label 1. Tribuo's own converter expects a column for
 * each label, as {@code multi:softprob} gives, and would take that column for label 0.
 */
@ProtoSerializableClass(version = BinaryLogisticConverter.CURRENT_VERSION)
public final class BinaryLogisticConverter implements XGBoostOutputConverter<Label> {
  /** The version of its protobuf form. */
  public static final int CURRENT_VERSION = 0;

  private static final long serialVersionUID = 1;

  /** Called by Tribuo when it reads a model. */
  public static BinaryLogisticConverter deserializeFromProto(
      int version, String className, Any message) {
    checkArgument(
        version == CURRENT_VERSION,
        "The model has a %s of version %s; this release reads version %s: update RiskNet.",
        className,
        version,
        CURRENT_VERSION);
    return new BinaryLogisticConverter();
  }

  @Override
  public boolean generatesProbabilities() {
    return true;
  }

  @Override
  public Prediction<Label> convertOutput(
      ImmutableOutputInfo<Label> labels,
      List<float[]> outputs,
      int features,
      Example<Label> example) {
    return prediction(outputs.get(0), features, example);
  }

  @Override
  public List<Prediction<Label>> convertBatchOutput(
      ImmutableOutputInfo<Label> labels,
      List<float[][]> outputs,
      int[] features,
      Example<Label>[] examples) {
    var rows = outputs.get(0);
    return IntStream.range(0, rows.length)
        .mapToObj(row -> prediction(rows[row], features[row], examples[row]))
        .toList();
  }

  private static Prediction<Label> prediction(
      float[] output, int features, Example<Label> example) {
    checkArgument(
        output.length == 1,
        "The booster has %s outputs; train it with objective=binary:logistic, which has one.",
        output.length);
    var negative = new Label(TribuoRows.NEGATIVE, 1 - output[0]);
    var positive = new Label(TribuoRows.POSITIVE, output[0]);
    var scores = new LinkedHashMap<String, Label>();
    scores.put(TribuoRows.NEGATIVE, negative);
    scores.put(TribuoRows.POSITIVE, positive);
    var best = output[0] > 0.5f ? positive : negative;
    return new Prediction<>(best, scores, features, example, true);
  }

  @Override
  public XGBoostOutputConverterProto serialize() {
    return ProtoUtil.serialize(this);
  }

  @Override
  public Class<Label> getTypeWitness() {
    return Label.class;
  }
}
