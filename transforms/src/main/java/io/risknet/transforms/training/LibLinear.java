package io.risknet.transforms.training;

import com.google.protobuf.Any;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Random;
import java.util.SortedMap;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Tribuo;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.util.ExpNormalizer;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/**
 * Logistic regression by LIBLINEAR, as one of Tribuo's linear models.
 *
 * <p>Tribuo has a model of its own for LIBLINEAR, and keeps the weights in its protobuf by Java
 * serialization; reading that is a way in for an attacker. So the library is called here, and its
 * weights go into the model that Tribuo's logistic regression makes, which holds plain numbers.
 */
final class LibLinear {
  private static final int MAX_ITERATIONS = 1_000;

  static {
    // It prints each iteration otherwise.
    Linear.disableDebugOutput();
  }

  private LibLinear() {}

  /** The model at which LIBLINEAR arrives. */
  static Model<Label> train(Dataset<Label> rows, SortedMap<String, Double> given, int seed) {
    var features = rows.getFeatureIDMap();
    var parameter =
        new Parameter(
            given.getOrDefault("penalty", 2.0) == 1 ? SolverType.L1R_LR : SolverType.L2R_LR,
            given.getOrDefault("C", 1.0),
            MAX_ITERATIONS,
            given.getOrDefault("epsilon", 0.01));
    parameter.setRandom(new Random(seed));
    // The intercept tells how common defaults are; there is no reason to draw it to zero.
    parameter.setRegularizeBias(false);
    var weights = Linear.train(problem(rows, features), parameter).getFeatureWeights();
    return model(rows, features, weights);
  }

  private static Problem problem(Dataset<Label> rows, ImmutableFeatureMap features) {
    var problem = new Problem();
    problem.l = rows.size();
    problem.n = features.size() + 1;
    problem.bias = 1;
    problem.x = new Feature[problem.l][];
    problem.y = new double[problem.l];
    for (int row = 0; row < problem.l; row++) {
      var example = rows.getExample(row);
      // Of -1 and 1, the weights are always those of 1, whichever comes first.
      problem.y[row] = example.getOutput().getLabel().equals(TribuoRows.POSITIVE) ? 1 : -1;
      problem.x[row] = nodes(example, features);
    }
    return problem;
  }

  /** Columns count from 1; the intercept comes last. */
  private static Feature[] nodes(Example<Label> example, ImmutableFeatureMap features) {
    var nodes = new Feature[example.size() + 1];
    int next = 0;
    for (var feature : example) {
      nodes[next++] = new FeatureNode(features.getID(feature.getName()) + 1, feature.getValue());
    }
    nodes[next] = new FeatureNode(features.size() + 1, 1);
    return nodes;
  }

  /** Softmax of zero and the log odds of label 1 is its probability. */
  private static Model<Label> model(
      Dataset<Label> rows, ImmutableFeatureMap features, double[] weights) {
    var labels = rows.getOutputIDInfo();
    var matrix = new double[2][weights.length];
    matrix[labels.getID(new Label(TribuoRows.POSITIVE))] = weights;
    var provenance =
        new ModelProvenance(
            LibLinear.class.getName(),
            TribuoRows.NO_TIME,
            rows.getProvenance(),
            new EmptyTrainerProvenance());
    var metadata =
        new ModelDataCarrier<>("liblinear", provenance, features, labels, true, Tribuo.VERSION);
    var data =
        ClassificationLinearSGDProto.newBuilder()
            .setMetadata(metadata.serialize())
            .setParams(new LinearParameters(DenseMatrix.createDenseMatrix(matrix)).serialize())
            .setNormalizer(new ExpNormalizer().serialize())
            .build();
    return Model.deserialize(
            ModelProto.newBuilder()
                .setClassName(LinearSGDModel.class.getName())
                .setVersion(LinearSGDModel.CURRENT_VERSION)
                .setSerializedData(Any.pack(data))
                .build())
        .castModel(Label.class);
  }
}
