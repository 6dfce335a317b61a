package io.risknet.transforms.explanation;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Stats;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.IdOrder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.scoring.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** Explains a model on rows that are at hand. */
final class ExplainModelFn extends DoFn<ModelBundle, ModelExplanation> {
  private static final long serialVersionUID = 1;

  /** A report shows no more. */
  private static final int MOST_COLUMNS = 8;

  private final PCollectionView<Iterable<RecordBatch>> sample;
  private final String label;

  ExplainModelFn(PCollectionView<Iterable<RecordBatch>> sample, String label) {
    this.sample = sample;
    this.label = label;
  }

  @ProcessElement
  public void explain(ProcessContext context) {
    var batches = ImmutableList.copyOf(context.sideInput(sample));
    context.output(
        batches.isEmpty()
            ? ofNoRows(context.element())
            : explain(context.element(), ordered(RecordBatch.concat(batches)), label));
  }

  /** In an order that does not depend on how the rows came. */
  private static RecordBatch ordered(RecordBatch rows) {
    var ids = rows.text(rows.schema().nameOf(ColumnRole.ID));
    return rows.take(IdOrder.of(ids, Comparator.naturalOrder()));
  }

  private static ModelExplanation ofNoRows(ModelBundle bundle) {
    var names = bundle.features().names();
    var none = FloatMatrix.of(0, names.size());
    return new ModelExplanation(
        PermutationImportance.of(bundle.model(), names, none, new double[0]), List.of());
  }

  static ModelExplanation explain(ModelBundle bundle, RecordBatch rows, String label) {
    var scorer = Scorer.of(bundle);
    var clean = scorer.score(rows).clean();
    var importance =
        PermutationImportance.of(
            bundle.model(),
            bundle.features().names(),
            bundle.features().encode(clean),
            clean.numeric(label).values());
    var first =
        clean.take(
            IntStream.range(0, Math.min(clean.rows(), ExplainModel.DEPENDENCE_SAMPLE)).toArray());
    return new ModelExplanation(
        importance,
        columns(bundle, importance).parallelStream()
            .map(column -> dependence(scorer, first, column))
            .toList());
  }

  /** The columns that the most important features are made of, as far as they tell anything. */
  private static List<String> columns(ModelBundle bundle, ModelImportance importance) {
    var names = bundle.features().names();
    var sources = bundle.features().sources();
    return importance.features().stream()
        .filter(of -> of.permutation().orElse(0) > 0 || of.gain().orElse(0) > 0)
        .map(of -> sources.get(names.indexOf(of.feature())))
        // What is made of several columns is no column that could be set to a value.
        .filter(bundle.schema()::contains)
        .distinct()
        .limit(MOST_COLUMNS)
        .toList();
  }

  private static PartialDependence dependence(Scorer scorer, RecordBatch rows, String name) {
    var column = rows.column(name);
    var schema = rows.schema().column(name);
    var points = new ArrayList<PartialDependence.Point>();
    for (var value : DependenceGrid.of(column)) {
      var same = new int[rows.rows()];
      Arrays.fill(same, value.row());
      var scored = scorer.score(rows.with(schema, column.take(same))).probabilities();
      points.add(
          new PartialDependence.Point(
              column.text(value.row()), Stats.meanOf(scored.values()), value.rows()));
    }
    return new PartialDependence(name, column.type(), points);
  }
}
