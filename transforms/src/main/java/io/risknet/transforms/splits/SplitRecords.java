package io.risknet.transforms.splits;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.Iterables.getOnlyElement;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.records.HoldUntil;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Divides labelled rows into train, validation and test, and training rows into folds.
 *
 * <p>The input holds one batch a hash bucket, without duplicate ids, sorted by the hash of the id
 * and then the id: what {@code SettleDuplicates} gives. A training row's fold is, unless another
 * {@link Folding} is asked for, the rank of its hash among the training rows of its class, modulo
 * the number of folds: exact and stratified. It is always independent of buckets, sharding and
 * order. Training batches come out with the fold column {@link Folds#COLUMN} and hold rows of one
 * fold each; their key is the bucket. Rows with no slice, such as those without a date, are left
 * out; {@link #PLAN} tells the sizes.
 *
 * <pre>{@code
 * var parts = bucketed.apply(SplitRecords.by(SplitRule.ByTime.of("first_payment", shares), 5));
 * var train = parts.get(SplitRecords.TRAIN);
 * }</pre>
 */
public final class SplitRecords
    extends PTransform<PCollection<KV<Integer, RecordBatch>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Training batches by bucket, with their fold. */
  public static final TupleTag<KV<Integer, RecordBatch>> TRAIN = new TupleTag<>("train") {};

  /** Validation batches. */
  public static final TupleTag<RecordBatch> VALIDATION = new TupleTag<>("validation") {};

  /** Test batches. */
  public static final TupleTag<RecordBatch> TEST = new TupleTag<>("test") {};

  /** The one plan. */
  public static final TupleTag<SplitPlan> PLAN = new TupleTag<>("plan") {};

  private final SplitRule rule;
  private final Folding folding;
  private final transient List<PCollection<?>> signals;

  private SplitRecords(SplitRule rule, Folding folding, List<PCollection<?>> signals) {
    this.rule = rule;
    this.folding = folding;
    this.signals = signals;
  }

  /**
   * Splits by a rule, with stratified folds.
   *
   * @param folds at least 2
   */
  public static SplitRecords by(SplitRule rule, int folds) {
    return by(rule, Folding.of(folds));
  }

  /**
   * Splits by a rule.
   *
   * @param folding at least 2 folds; those by time need a rule by time
   */
  public static SplitRecords by(SplitRule rule, Folding folding) {
    checkArgument(
        folding.folds() >= 2, "Cross-validation needs at least 2 folds, not %s.", folding.folds());
    checkArgument(
        rule instanceof SplitRule.ByTime || !(folding instanceof Folding.Forward),
        "Folds by time need a split by a month column; split by one, or choose other folds.");
    return new SplitRecords(rule, folding, List.of());
  }

  /** Makes no plan, and passes no row, before this collection is complete. */
  public SplitRecords after(PCollection<?> signal) {
    return new SplitRecords(
        rule, folding, ImmutableList.<PCollection<?>>builder().addAll(signals).add(signal).build());
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, RecordBatch>> input) {
    var splitRule = rule;
    var rowFolding = folding;
    PCollection<SplitPlan> plan =
        counts(input)
            .apply("Merge", Combine.globally(new MergeFn()).withoutDefaults())
            .apply("Wait", HoldUntil.complete(signals))
            .apply(
                "Plan",
                MapElements.into(TypeDescriptor.of(SplitPlan.class))
                    .via(counts -> SplitPlan.of(counts, splitRule, rowFolding)))
            .setCoder(JsonCoder.of(SplitPlan.class));
    PCollectionView<Iterable<SplitPlan>> view = plan.apply("View", View.asIterable());
    var parts =
        PCollectionList.of(input)
            .and(nothingOf(plan, input))
            .apply("HoldEnd", Flatten.pCollections())
            .apply(
                "Assign",
                ParDo.of(new AssignFn(splitRule, view))
                    .withSideInputs(view)
                    .withOutputTags(TRAIN, TupleTagList.of(VALIDATION).and(TEST)));
    parts.get(TRAIN).setCoder(KvCoder.of(VarIntCoder.of(), RecordBatchCoder.of()));
    parts.get(VALIDATION).setCoder(RecordBatchCoder.of());
    parts.get(TEST).setCoder(RecordBatchCoder.of());
    return parts.and(PLAN, plan);
  }

  /** Counts, none of nothing among them, so that no rows get a plan that says what is wrong. */
  private PCollection<SplitCounts> counts(PCollection<KV<Integer, RecordBatch>> rows) {
    var coder = JsonCoder.of(SplitCounts.class);
    var nothing =
        rows.getPipeline().apply("NoRows", Create.of(SplitCounts.empty()).withCoder(coder));
    var counts = rows.apply("Count", ParDo.of(new CountFn(rule))).setCoder(coder);
    return PCollectionList.of(counts).and(nothing).apply("Counts", Flatten.pCollections());
  }

  /** Where there are no rows, holds their end back until the plan has had its say. */
  private static PCollection<KV<Integer, RecordBatch>> nothingOf(
      PCollection<SplitPlan> plan, PCollection<KV<Integer, RecordBatch>> rows) {
    return plan.apply(
            "Nothing", FlatMapElements.into(rows.getTypeDescriptor()).via(any -> List.of()))
        .setCoder(rows.getCoder());
  }

  private static final class MergeFn extends Combine.BinaryCombineFn<SplitCounts> {
    private static final long serialVersionUID = 1;

    @Override
    public SplitCounts apply(SplitCounts left, SplitCounts right) {
      return left.merge(right);
    }

    @Override
    public SplitCounts identity() {
      return SplitCounts.empty();
    }
  }

  private static final class CountFn extends DoFn<KV<Integer, RecordBatch>, SplitCounts> {
    private static final long serialVersionUID = 1;

    private final SplitRule rule;

    CountFn(SplitRule rule) {
      this.rule = rule;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, RecordBatch> bucket, OutputReceiver<SplitCounts> output) {
      output.output(SplitCounts.of(bucket.getKey(), bucket.getValue(), rule));
    }
  }

  private static final class AssignFn
      extends DoFn<KV<Integer, RecordBatch>, KV<Integer, RecordBatch>> {
    private static final long serialVersionUID = 1;

    private final SplitRule rule;
    private final PCollectionView<Iterable<SplitPlan>> planView;

    AssignFn(SplitRule rule, PCollectionView<Iterable<SplitPlan>> planView) {
      this.rule = rule;
      this.planView = planView;
    }

    @ProcessElement
    public void process(ProcessContext context, MultiOutputReceiver outputs) {
      int bucket = context.element().getKey();
      var batch = context.element().getValue();
      var plan = getOnlyElement(context.sideInput(planView));
      var rows = rowsByPart(batch, plan);
      assignFolds(bucket, batch.take(rows.get(Part.TRAIN)), plan, outputs.get(TRAIN));
      batch.take(rows.get(Part.VALIDATION)).pieces().forEach(outputs.get(VALIDATION)::output);
      batch.take(rows.get(Part.TEST)).pieces().forEach(outputs.get(TEST)::output);
    }

    private Map<Part, int[]> rowsByPart(RecordBatch batch, SplitPlan plan) {
      var slices = rule.slices(batch);
      var rows = new EnumMap<Part, int[]>(Part.class);
      for (var part : Part.values()) {
        rows.put(
            part,
            IntStream.range(0, slices.length)
                .filter(row -> slices[row] != SplitRule.NO_SLICE && plan.part(slices[row]) == part)
                .toArray());
      }
      return rows;
    }

    private void assignFolds(
        int bucket,
        RecordBatch train,
        SplitPlan plan,
        OutputReceiver<KV<Integer, RecordBatch>> output) {
      if (train.rows() == 0) {
        return;
      }
      var foldOf = RowFolds.of(bucket, train, rule, plan);
      for (int fold = 0; fold < plan.folding().blocks(); fold++) {
        int wanted = fold;
        var rows = IntStream.range(0, foldOf.length).filter(row -> foldOf[row] == wanted).toArray();
        Folds.assign(train.take(rows), NumericColumn.constant(fold, rows.length))
            .pieces()
            .forEach(piece -> output.output(KV.of(bucket, piece)));
      }
    }
  }
}
