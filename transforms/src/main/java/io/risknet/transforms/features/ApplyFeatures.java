package io.risknet.transforms.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import java.util.ArrayList;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Encodes rows: of each batch the id and the label, if it has them, then a numeric column for each
 * of {@link FittedFeatures#names}, missing as {@code NaN}.
 *
 * <pre>{@code
 * PCollectionView<FeatureFits> fits =
 *     training.apply(FitFeatures.of(plan, 5)).apply(View.asSingleton());
 * PCollection<RecordBatch> encoded = test.apply(ApplyFeatures.of(fits));
 * }</pre>
 *
 * <p>For rows that nothing was fitted on: validation, test, and those to be scored. Training rows
 * have to be encoded with {@link FeatureFits#writeTraining}, or they would see their own labels.
 * Works on bounded and unbounded input. Fails when a batch lacks a column, naming it.
 */
public final class ApplyFeatures
    extends PTransform<PCollection<RecordBatch>, PCollection<RecordBatch>> {
  private static final long serialVersionUID = 1;

  private final ParDo.SingleOutput<RecordBatch, RecordBatch> encode;

  private ApplyFeatures(ParDo.SingleOutput<RecordBatch, RecordBatch> encode) {
    this.encode = encode;
  }

  /** Encodes with features that were fitted before, such as those of a saved model. */
  public static ApplyFeatures of(FittedFeatures features) {
    return new ApplyFeatures(ParDo.of(new EncodeFn(features.toJson().toString())));
  }

  /** Encodes with what a plan learns in the same pipeline. */
  public static ApplyFeatures of(PCollectionView<FeatureFits> fits) {
    return new ApplyFeatures(ParDo.of(new EncodeFittedFn(fits)).withSideInputs(fits));
  }

  @Override
  public PCollection<RecordBatch> expand(PCollection<RecordBatch> rows) {
    return rows.apply("Encode", encode).setCoder(RecordBatchCoder.of());
  }

  static RecordBatch encode(RecordBatch batch, FittedFeatures features) {
    var schemas = new ArrayList<ColumnSchema>();
    var columns = new ArrayList<Column>();
    for (var schema : batch.schema().columns()) {
      if (schema.role() == ColumnRole.ID || schema.role() == ColumnRole.LABEL) {
        schemas.add(schema);
        columns.add(batch.column(schema.name()));
      }
    }
    var matrix = features.encode(batch);
    for (int column = 0; column < matrix.columns(); column++) {
      var values = new double[matrix.rows()];
      for (int row = 0; row < values.length; row++) {
        values[row] = matrix.get(row, column);
      }
      schemas.add(ColumnSchema.numeric(features.names().get(column)));
      columns.add(NumericColumn.of(values));
    }
    return RecordBatch.of(TableSchema.of(schemas), columns);
  }

  /** Encodes with features given as JSON. */
  static final class EncodeFn extends DoFn<RecordBatch, RecordBatch> {
    private static final long serialVersionUID = 1;

    private final String json;
    private transient FittedFeatures features;

    EncodeFn(String json) {
      this.json = json;
    }

    @Setup
    public void setup() throws JsonProcessingException {
      features = FittedFeatures.fromJson(FeatureJson.MAPPER.readTree(json));
    }

    @ProcessElement
    public void process(@Element RecordBatch batch, OutputReceiver<RecordBatch> out) {
      out.output(encode(batch, features));
    }
  }

  /** Encodes with the total of a side input. */
  static final class EncodeFittedFn extends DoFn<RecordBatch, RecordBatch> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<FeatureFits> fits;

    EncodeFittedFn(PCollectionView<FeatureFits> fits) {
      this.fits = fits;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      context.output(encode(context.element(), context.sideInput(fits).total()));
    }
  }
}
