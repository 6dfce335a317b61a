package io.risknet.pipelines.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.Iterables;
import io.risknet.pipelines.options.TrainOptions;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.CalibrationMethod;
import io.risknet.transforms.calibration.PlattCalibrator;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.Numeric;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.splits.SplitRecords;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.testing.Collected;
import io.risknet.transforms.training.Examples;
import io.risknet.transforms.tuning.Grid;
import io.risknet.transforms.tuning.Search;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that nothing tells of, and trees deep enough to know every row by heart. */
@BeamTest
class BuildModelTest {
  private static final int FOLDS = 3;
  private static final RecordBatch ROWS = Examples.rows(900, 2, FOLDS);
  private static final double[] LABELS =
      new Random(5).doubles(900).map(draw -> draw < 0.3 ? 1 : 0).toArray();

  @TempDir private Path directory;

  /**
   * Scores tell nothing of rows that the model has not seen, so the slope is 0, and the intercept
   * makes each the share of defaults. Of rows that it has seen they tell all, and the validation
   * part has the same rows with the other labels.
   */
  @ParameterizedTest
  @ValueSource(strings = {"train", BuildModel.TRAIN_AND_VALIDATION})
  void theCalibrationIsLearntFromTrainingRowsThatTheModelHasNotSeen(String refitOn) {
    var platt = (PlattCalibrator) Iterables.getOnlyElement(calibration(refitOn).steps());

    assertThat(platt.slope()).isCloseTo(0, within(0.2));
    assertThat(platt.intercept()).isCloseTo(Math.log(0.3 / 0.7), within(0.3));
  }

  private Calibration calibration(String refitOn) {
    var options = TestPipeline.testingPipelineOptions().as(TrainOptions.class);
    options.setRefitOn(refitOn);
    var pipeline = Pipeline.create(options);
    var calibrations = Collected.<Calibration>create();
    var others = new double[LABELS.length];
    for (int row = 0; row < others.length; row++) {
      others[row] = 1 - LABELS[row];
    }
    var train =
        pipeline
            .apply("Train", Create.of(labelled(LABELS)).withCoder(RecordBatchCoder.of()))
            .apply(BucketRecords.into(1));
    var validation =
        pipeline.apply(
            "Validation",
            Create.of(labelled(others).without(List.of(Folds.COLUMN.name())))
                .withCoder(RecordBatchCoder.of()));
    PCollectionTuple.of(SplitRecords.TRAIN, train)
        .and(SplitRecords.VALIDATION, validation)
        .apply(build(options))
        .get(BuildModel.CALIBRATION)
        .apply(calibrations.sink());
    pipeline.run().waitUntilFinish();
    return calibrations.only();
  }

  private BuildModel build(TrainOptions options) {
    return new BuildModel(
        Map.of("", FeaturePlan.of(List.of(Numeric.of("x0"), Numeric.of("x1")))),
        Folding.of(FOLDS),
        Search.of(Grid.of(Map.of("max_depth", List.of(12), "eta", List.of(0.3)), 30)),
        CalibrationMethod.PLATT,
        directory.resolve("tmp").toString(),
        directory.resolve("run").toString(),
        directory.resolve("snapshots").toString(),
        AllowedLeakage.of("", ROWS.schema()),
        options);
  }

  private static RecordBatch labelled(double[] labels) {
    return ROWS.with(ColumnSchema.label("default"), NumericColumn.of(labels));
  }
}
