package io.risknet.pipelines.train;

import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.ModelBundleCoder;
import io.risknet.transforms.calibration.PriorCorrection;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.IdHash;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.scoring.ScoredBatch;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.MapValues;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * What follows from a table that holds all positive rows and a share of the negative ones. The rows
 * at hand, those of the test among them, are a sample, so the model is measured as it is; what it
 * scores is corrected.
 *
 * @param kept the share of the negative rows that the table holds; 1 where it holds all
 */
record SampledNegatives(double kept) implements Serializable {

  /** A split by hash takes a range of the hash with its seed added, as a rule a small number. */
  private static final long APART = 0x2545F4914F6CDD1DL;

  /** That share, where not all are there. */
  OptionalDouble share() {
    return kept == 1 ? OptionalDouble.empty() : OptionalDouble.of(kept);
  }

  /** The model as it is to score other rows. */
  PCollection<ModelBundle> correct(PCollection<ModelBundle> bundle) {
    if (kept == 1) {
      return bundle;
    }
    var correction = new PriorCorrection(kept);
    return bundle
        .apply(
            "CorrectModel",
            MapElements.into(TypeDescriptor.of(ModelBundle.class))
                .via(of -> of.withCalibration(of.calibration().then(correction))))
        .setCoder(ModelBundleCoder.of());
  }

  /** Scores of the model as it was measured, as it is to score. */
  PCollection<RecordBatch> correctScores(PCollection<RecordBatch> scores) {
    if (kept == 1) {
      return scores;
    }
    var correction = new PriorCorrection(kept);
    return scores
        .apply(
            "CorrectScores",
            MapElements.into(TypeDescriptor.of(RecordBatch.class))
                .via(batch -> corrected(batch, correction)))
        .setCoder(RecordBatchCoder.of());
  }

  /** Such scores by part. */
  PCollection<KV<String, RecordBatch>> correctParts(PCollection<KV<String, RecordBatch>> scores) {
    if (kept == 1) {
      return scores;
    }
    var correction = new PriorCorrection(kept);
    return scores
        .apply(
            "CorrectParts",
            MapValues.into(TypeDescriptor.of(RecordBatch.class))
                .via(batch -> corrected(batch, correction)))
        .setCoder(scores.getCoder());
  }

  /**
   * The rows at hand as they come: of the positive ones only the share that the table holds of the
   * negative ones. What later rows are compared with, where all negative ones are.
   */
  PCollection<RecordBatch> asTheyCome(String what, PCollection<RecordBatch> rows, String label) {
    double share = kept;
    return rows.apply(
            what + "AsTheyCome",
            MapElements.into(TypeDescriptor.of(RecordBatch.class))
                .via(batch -> asTheyCome(batch, label, share)))
        .setCoder(RecordBatchCoder.of());
  }

  private static RecordBatch asTheyCome(RecordBatch batch, String label, double share) {
    var ids = batch.text(batch.schema().nameOf(ColumnRole.ID));
    var labels = batch.numeric(label);
    return batch.take(
        IntStream.range(0, batch.rows())
            .filter(row -> labels.get(row) != 1 || IdHash.uniform(ids.hash(row), APART) < share)
            .toArray());
  }

  /** All that is told of the rows at hand, with cut-offs at scores as the model is to give them. */
  Evaluation evaluate(ScoreDistribution scores) {
    return kept == 1
        ? Evaluation.of(scores)
        : Evaluation.of(scores, scores.rescaled(new PriorCorrection(kept)::apply));
  }

  /** A score of the model as it was measured, as it is to score; nothing where there is none. */
  OptionalDouble correct(OptionalDouble score) {
    return kept == 1 || score.isEmpty()
        ? score
        : OptionalDouble.of(new PriorCorrection(kept).apply(score.getAsDouble()));
  }

  /**
   * What is decided on the rows at hand, as it is to be told: by the costs of the spec, and at the
   * score as the model is to give it.
   */
  OperatingPoint correct(OperatingPoint point, CostMatrix stated) {
    return kept == 1 ? point : point.ofSample(kept, stated, correct(point.threshold()));
  }

  /** Costs for the rows at hand, where a negative one counts for all that it stands for. */
  CostMatrix weigh(CostMatrix costs) {
    return new CostMatrix(costs.falsePositive() / kept, costs.falseNegative());
  }

  /**
   * What has to be known to judge how groups of the test rows are treated, if there is anything.
   */
  Optional<String> warning() {
    return kept == 1
        ? Optional.empty()
        : Optional.of(
            "The table holds a share of %s of the negative rows. Approval rates and impact ratios"
                    .formatted(kept)
                + " count each as 1 / %s; numbers of rows, default rates, mean scores and calibration"
                    .formatted(kept)
                + " errors are of the test rows as they are.");
  }

  private static RecordBatch corrected(RecordBatch batch, PriorCorrection correction) {
    var column = ScoredBatch.PROBABILITY;
    var values = batch.numeric(column.name()).values();
    return batch.with(
        column, NumericColumn.of(Arrays.stream(values).map(correction::apply).toArray()));
  }
}
