package io.risknet.transforms.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.Lists;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.ModelBundleCoder;
import io.risknet.transforms.bundle.StoredModel;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.IsotonicCalibrator;
import io.risknet.transforms.calibration.PlattCalibrator;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.calibration.PriorCorrection;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.features.Impute;
import io.risknet.transforms.features.StandardScale;
import io.risknet.transforms.features.WeightOfEvidence;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.scoring.Scorer;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.testing.Collected;
import io.risknet.transforms.training.LabelledMatrix;
import io.risknet.transforms.training.TribuoAlgorithm;
import io.risknet.transforms.training.TribuoLearner;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@BeamTest
class ScorecardTest {
  private static final PointsScale SCALE = new PointsScale(600, 50, 20);
  private static final RecordBatch ROWS = TestBundles.RULES.clean(TestBundles.raw(900, 41)).batch();

  /** Rows that the model was not trained on. */
  private static final RecordBatch NEW = TestBundles.RULES.clean(TestBundles.raw(300, 43)).batch();

  private static final FeaturePlan WOE =
      FeaturePlan.of(
          WeightOfEvidence.of("score").withBins(6),
          WeightOfEvidence.of("dti").withBins(4),
          WeightOfEvidence.of("channel"));

  private static ModelBundle bundle(FeaturePlan plan, TribuoAlgorithm algorithm) throws Exception {
    var folds = IntStream.range(0, ROWS.rows()).mapToDouble(row -> row % 3).toArray();
    var folded = Folds.assign(ROWS, NumericColumn.of(folds));
    var features = plan.fit(List.of(folded), 3).total();
    var labels = new float[ROWS.rows()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (float) ROWS.numeric("default").get(row);
    }
    var provenance = TestBundles.bundle().provenance();
    var matrix = LabelledMatrix.of(features.names(), features.encode(ROWS), labels);
    var saved = new TribuoLearner(algorithm).train(matrix, new TreeMap<>(), 1, 20);
    return ModelBundle.of(
            TestBundles.SCHEMA,
            TestBundles.RULES,
            features,
            StoredModel.of(saved, features.names(), provenance),
            provenance)
        .withPoints(SCALE);
  }

  private static Scorecard scorecard(ModelBundle bundle) {
    return Scorecard.of(
        bundle, Collections.nCopies(bundle.features().names().size(), OptionalDouble.of(1)));
  }

  /** What the bins of each row have in the table. */
  private static double[] sums(Scorecard scorecard, ModelBundle bundle, RecordBatch rows) {
    var sums = new double[rows.rows()];
    for (int i = 0; i < scorecard.columns().size(); i++) {
      var fit = (WeightOfEvidence.Fit) bundle.features().writers().get(i);
      var places = fit.places(rows);
      for (int row = 0; row < sums.length; row++) {
        sums[row] += scorecard.columns().get(i).bins().get(places[row]).points();
      }
    }
    return sums;
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGISTIC_REGRESSION", "LIBLINEAR"})
  void thePointsOfARowsBinsAddUpToThoseOfItsMargin(TribuoAlgorithm algorithm) throws Exception {
    var bundle = bundle(WOE, algorithm);
    var sums = sums(scorecard(bundle), bundle, NEW);
    FloatMatrix contributions =
        bundle
            .model()
            .explainer(bundle.features().names())
            .contributions(bundle.features().encode(NEW));

    for (int row = 0; row < NEW.rows(); row++) {
      double margin = 0;
      for (int i = 0; i < contributions.columns(); i++) {
        margin += contributions.get(row, i);
      }
      assertThat(sums[row])
          .isCloseTo(600 - 20 * (margin + Math.log(50)) / Math.log(2), within(1e-4));
    }
  }

  @Test
  void theyAddUpToThePointsOfTheScoreWhateverIsCorrected() throws Exception {
    var bundle =
        bundle(WOE, TribuoAlgorithm.LIBLINEAR)
            .withCalibration(
                Calibration.of(new PlattCalibrator(0.9, -0.2)).then(new PriorCorrection(0.1)));
    var sums = sums(scorecard(bundle), bundle, NEW);
    var points = Scorer.of(bundle).score(NEW).points().orElseThrow();

    for (int row = 0; row < NEW.rows(); row++) {
      assertThat(points.get(row)).isCloseTo(sums[row], within(0.005 + 1e-4));
    }
  }

  @Test
  void fewerDefaultsAreMorePoints() throws Exception {
    var score = scorecard(bundle(WOE, TribuoAlgorithm.LIBLINEAR)).columns().get(0);

    assertThat(score.column()).isEqualTo("score");
    assertThat(score.coefficient()).isBetween(-1.5, -0.5);
    assertThat(score.warnings()).isEmpty();
    // Defaults get fewer as the score rises; the last two bins are the highest and missing.
    assertThat(score.bins().get(5).points()).isGreaterThan(score.bins().get(0).points() + 50);
    assertThat(score.bins()).hasSize(7);
    assertThat(score.bins().stream().mapToLong(ScorecardColumn.Bin::rows).sum())
        .isEqualTo(ROWS.rows());
  }

  /** All defaults are in the table, and a tenth of the other loans. */
  @Test
  void theDefaultShareIsOfAllLoansWhereNegativesWereLeftOut() throws Exception {
    var bundle = bundle(WOE, TribuoAlgorithm.LIBLINEAR);
    var bin = scorecard(bundle).columns().get(0).bins().get(0);
    var correction = Calibration.of(new PriorCorrection(0.1));
    var corrected = scorecard(bundle.withCalibration(correction)).columns().get(0).bins().get(0);
    double defaults = bin.positives();
    double others = bin.rows() - bin.positives();

    assertThat(bin.share().orElseThrow()).isCloseTo(defaults / bin.rows(), within(1e-15));
    assertThat(corrected.rows()).isEqualTo(bin.rows());
    assertThat(corrected.share().orElseThrow())
        .isCloseTo(defaults / (defaults + 10 * others), within(1e-12));
  }

  @Test
  void itSurvivesJson() throws Exception {
    var scorecard = scorecard(bundle(WOE, TribuoAlgorithm.LIBLINEAR));

    assertThat(JsonCoder.read(JsonCoder.write(scorecard), Scorecard.class)).isEqualTo(scorecard);
  }

  @Test
  void modelsWhosePointsDoNotAddUpSayWhy() throws Exception {
    var linear = bundle(WOE, TribuoAlgorithm.LIBLINEAR);
    var isotonic = new IsotonicCalibrator(List.of(0.1, 0.2), List.of(0.1, 0.3));

    assertThat(Scorecard.noTable(linear)).isEmpty();
    assertThat(Scorecard.noTable(TestBundles.bundle()).orElseThrow())
        .contains("takes a linear model, liblinear or logistic-regression");
    assertThat(Scorecard.noTable(bundle(WOE, TribuoAlgorithm.RANDOM_FOREST)).orElseThrow())
        .contains("takes a linear model");
    var mixed = FeaturePlan.of(WeightOfEvidence.of("score"), Impute.mean("dti"));
    assertThat(Scorecard.noTable(bundle(mixed, TribuoAlgorithm.LIBLINEAR)).orElseThrow())
        .contains("features of woe alone, and the model has dti:imputed.");
    assertThat(
            Scorecard.noTable(bundle(WOE.then(StandardScale.of()), TribuoAlgorithm.LIBLINEAR))
                .orElseThrow())
        .contains("a step of the feature plan changes them");
    assertThat(Scorecard.noTable(linear.withCalibration(Calibration.of(isotonic))).orElseThrow())
        .contains("Isotonic calibration bends the log odds");
    assertThatThrownBy(() -> scorecard(TestBundles.bundle().withPoints(SCALE)))
        .hasMessageContaining("takes a linear model");
  }

  @Test
  void aCoefficientOfTheUnexpectedSignIsTold() {
    assertThat(ScorecardColumn.of("age", 0.123, OptionalDouble.of(1), List.of()).warnings())
        .singleElement()
        .asString()
        .startsWith("The coefficient of age is +0.123, and should be below 0:");
    assertThat(ScorecardColumn.of("age", 0, OptionalDouble.of(1), List.of()).warnings()).isEmpty();
    assertThat(ScorecardColumn.of("age", -1, OptionalDouble.of(1), List.of()).warnings()).isEmpty();
  }

  @Test
  void inflationAboveFiveIsTold() {
    var just = ScorecardColumn.of("age", -1, OptionalDouble.of(5), List.of());
    var above = ScorecardColumn.of("age", -1, OptionalDouble.of(5.26), List.of());

    assertThat(just.warnings()).isEmpty();
    assertThat(above.vif()).hasValue(5.26);
    assertThat(above.warnings())
        .singleElement()
        .asString()
        .startsWith("The variance inflation factor of age is 5.3, above 5:");
  }

  @Test
  void inflationThatIsNoNumberHasItsReason() {
    var twin = ScorecardColumn.of("a", -1, OptionalDouble.of(Double.POSITIVE_INFINITY), List.of());
    var same = ScorecardColumn.of("a", -1, OptionalDouble.empty(), List.of());

    assertThat(twin.vif()).isEmpty();
    assertThat(twin.warnings().get(0)).contains("has no bound, as the column follows");
    assertThat(same.vif()).isEmpty();
    assertThat(same.warnings().get(0)).contains("is not defined, as all training rows weigh");
  }

  @Test
  void theCsvHasALineForEachBin() {
    var bins =
        List.of(
            new ScorecardColumn.Bin("x, \"y\"", 4, 1, OptionalDouble.of(0.25), 0.5, 61.23456),
            new ScorecardColumn.Bin("missing", 0, 0, OptionalDouble.empty(), 0, 60));
    var column = ScorecardColumn.of("state", -1.25, OptionalDouble.of(7), bins);
    var csv = new Scorecard(SCALE, List.of(column), Optional.empty()).toCsv();

    assertThat(csv.lines().toList())
        .hasSize(3)
        .startsWith("column,bin,rows,defaults,defaultShare,woe,coefficient,points,vif,warning");
    assertThat(csv.lines().toList().get(1))
        .startsWith("state,\"x, \"\"y\"\"\",4,1,0.25,0.5,-1.25,61.2346,7,")
        .contains(",\"The variance inflation factor of state is 7.0, above 5: ");
    assertThat(csv.lines().toList().get(2)).startsWith("state,missing,0,0,,0,-1.25,60,7,");
  }

  /** With two columns it follows from their correlation, taken here over the rows themselves. */
  @Test
  void inflationIsMeasuredOverTheRowsHoweverTheyAreCut() throws Exception {
    var plan = FeaturePlan.of(WeightOfEvidence.of("score"), WeightOfEvidence.of("dti"));
    var bundle = bundle(plan, TribuoAlgorithm.LIBLINEAR);
    double r = correlation(bundle.features().encode(ROWS));
    var whole = make(bundle, List.of(ROWS));

    assertThat(make(bundle, Lists.reverse(cut(ROWS)))).isEqualTo(whole);
    assertThat(whole.columns().get(0).vif().orElseThrow()).isCloseTo(1 / (1 - r * r), within(1e-5));
  }

  @Test
  void ofAModelWithoutATableTheReasonIsKept() throws Exception {
    var scorecard = make(TestBundles.bundle().withPoints(SCALE), List.of(ROWS));

    assertThat(scorecard.columns()).isEmpty();
    assertThat(scorecard.undefined().orElseThrow()).contains("takes a linear model");
    assertThat(scorecard.scale()).isEqualTo(SCALE);
  }

  private static List<RecordBatch> cut(RecordBatch rows) {
    return Lists.partition(IntStream.range(0, rows.rows()).boxed().toList(), 170).stream()
        .map(part -> rows.take(part.stream().mapToInt(Integer::intValue).toArray()))
        .toList();
  }

  private static double correlation(FloatMatrix matrix) {
    double[] sum = new double[5];
    int n = matrix.rows();
    for (int row = 0; row < n; row++) {
      double x = matrix.get(row, 0);
      double y = matrix.get(row, 1);
      sum[0] += x;
      sum[1] += y;
      sum[2] += x * x;
      sum[3] += y * y;
      sum[4] += x * y;
    }
    return (n * sum[4] - sum[0] * sum[1])
        / Math.sqrt((n * sum[2] - sum[0] * sum[0]) * (n * sum[3] - sum[1] * sum[1]));
  }

  private static Scorecard make(ModelBundle bundle, List<RecordBatch> batches) {
    var pipeline = Pipeline.create(TestPipeline.testingPipelineOptions());
    var made = Collected.<Scorecard>create();
    var rows = pipeline.apply("Rows", Create.of(batches).withCoder(RecordBatchCoder.of()));
    pipeline
        .apply(Create.of(bundle).withCoder(ModelBundleCoder.of()))
        .apply(MakeScorecard.on(rows))
        .apply(made.sink());
    pipeline.run().waitUntilFinish();
    return made.only();
  }
}
