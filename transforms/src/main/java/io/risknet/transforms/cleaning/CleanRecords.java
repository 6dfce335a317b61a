package io.risknet.transforms.cleaning;

import io.risknet.transforms.records.Origin;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.RejectCoder;
import java.util.ArrayList;
import java.util.Map;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Cleans batches by {@link CleaningRules}, and reports the rows that are left out. The rejects name
 * file and line when the batches know their {@link Origin}. Counters tell how many values were
 * mended and how many rows rejected, by column. Rules that do not fit the batches' schema fail the
 * pipeline with a sentence that names the column.
 *
 * <pre>{@code
 * var cleaned = batches.apply(CleanRecords.of(rules));
 * PCollection<RecordBatch> clean = cleaned.get(CleanRecords.CLEAN);
 * PCollection<Reject> rejects = cleaned.get(CleanRecords.REJECTS);
 * }</pre>
 */
public final class CleanRecords extends PTransform<PCollection<RecordBatch>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The cleaned batches. */
  public static final TupleTag<RecordBatch> CLEAN = new TupleTag<>("clean") {};

  /** The rows that were left out: the first hundred of a batch, the last of which counts more. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>("rejects") {};

  /** The {@link Reject#stage} of the rejects. */
  public static final String STAGE = "clean";

  /** How many rejects of a batch are put out. */
  private static final int KEPT = 100;

  private final CleaningRules rules;

  private CleanRecords(CleaningRules rules) {
    this.rules = rules;
  }

  /** Cleans by these rules. */
  public static CleanRecords of(CleaningRules rules) {
    return new CleanRecords(rules);
  }

  /** Cleans by these rules, a rule a column. */
  public static CleanRecords of(Map<String, ColumnRule> rules) {
    return of(CleaningRules.of(rules));
  }

  @Override
  public PCollectionTuple expand(PCollection<RecordBatch> batches) {
    var cleaned =
        batches.apply(
            "Clean", ParDo.of(new CleanFn(rules)).withOutputTags(CLEAN, TupleTagList.of(REJECTS)));
    cleaned.get(CLEAN).setCoder(RecordBatchCoder.of());
    cleaned.get(REJECTS).setCoder(RejectCoder.of());
    return cleaned;
  }

  static final class CleanFn extends DoFn<RecordBatch, RecordBatch> {
    private static final long serialVersionUID = 1;

    private final CleaningRules rules;

    CleanFn(CleaningRules rules) {
      this.rules = rules;
    }

    @ProcessElement
    public void process(@Element RecordBatch batch, MultiOutputReceiver outputs) {
      var cleaned = rules.clean(batch);
      if (cleaned.batch().rows() > 0) {
        outputs.get(CLEAN).output(cleaned.batch());
      }
      cleaned.mended().forEach((column, values) -> count("mended:" + column, values));
      var rejects = new ArrayList<Reject>();
      for (var violation : cleaned.violations()) {
        if (violation.rejected()) {
          count("rejected:" + violation.column(), 1);
          rejects.add(reject(batch, violation));
        }
      }
      Reject.first(KEPT, rejects).forEach(outputs.get(REJECTS)::output);
    }

    private static Reject reject(RecordBatch batch, CleaningRules.Violation violation) {
      return Origin.reject(
          batch, violation.row(), STAGE, violation.column(), violation.reason(), violation.raw());
    }

    private static void count(String counter, long amount) {
      Metrics.counter(CleanRecords.class, counter).inc(amount);
    }
  }
}
