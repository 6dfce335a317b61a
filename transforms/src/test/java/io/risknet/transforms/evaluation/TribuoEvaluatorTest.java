package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** The metrics against those of Tribuo's evaluator. */
class TribuoEvaluatorTest {
  private static final LabelFactory LABELS = new LabelFactory();
  private static final Label BAD = new Label("1");
  private static final Label GOOD = new Label("0");

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void rocAucIsTribuos(JsonNode golden) {
    var metrics = BinaryMetrics.of(Goldens.scores(golden));

    Goldens.assertClose(metrics.rocAuc().orElseThrow(), evaluation(golden).AUCROC(BAD));
  }

  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void averagePrecisionIsTribuos(JsonNode golden) {
    var metrics = BinaryMetrics.of(Goldens.scores(golden));

    Goldens.assertClose(
        metrics.averagePrecision().orElseThrow(), evaluation(golden).averagedPrecision(BAD));
  }

  /** Tribuo takes the likelier label, which is ours at a threshold of one half. */
  @ParameterizedTest
  @MethodSource("io.risknet.transforms.evaluation.Goldens#sklearn")
  void theConfusionMatrixIsTribuos(JsonNode golden) {
    var matrix = ConfusionMatrix.at(Goldens.scores(golden), 0.5);
    var evaluation = evaluation(golden);

    assertThat(matrix.truePositives()).isEqualTo((long) evaluation.tp(BAD));
    assertThat(matrix.falsePositives()).isEqualTo((long) evaluation.fp(BAD));
    assertThat(matrix.trueNegatives()).isEqualTo((long) evaluation.tn(BAD));
    assertThat(matrix.falseNegatives()).isEqualTo((long) evaluation.fn(BAD));
    Goldens.assertClose(matrix.fBeta(1).orElseThrow(), evaluation.f1(BAD));
  }

  private static LabelEvaluation evaluation(JsonNode golden) {
    var predictions = new ArrayList<Prediction<Label>>();
    var provenance = new SimpleDataSourceProvenance("scores", LABELS);
    var dataset = new MutableDataset<>(provenance, LABELS);
    double[] scores = Goldens.doubles(golden.get("scores"));
    double[] labels = Goldens.doubles(golden.get("labels"));
    for (int i = 0; i < scores.length; i++) {
      var example =
          new ArrayExample<>(
              labels[i] == 1 ? BAD : GOOD, new String[] {"score"}, new double[] {scores[i]});
      dataset.add(example);
      var bad = new Label("1", scores[i]);
      var good = new Label("0", 1 - scores[i]);
      predictions.add(
          new Prediction<>(
              scores[i] >= 0.5 ? bad : good,
              new LinkedHashMap<>(Map.of("1", bad, "0", good)),
              1,
              example,
              true));
    }
    // Tribuo takes from a model which labels there are, and that they have probabilities.
    var model = new LogisticRegressionTrainer().train(dataset);
    return new LabelEvaluator().evaluate(model, predictions, dataset.getProvenance());
  }
}
