package io.risknet.pipelines.train;

import io.risknet.pipelines.run.ScoreColumn;
import io.risknet.pipelines.run.Stability;
import io.risknet.transforms.profiling.ProfileRecords;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.splits.Part;
import io.risknet.transforms.splits.SplitRecords;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.MapValues;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Profiles the three parts of {@link SplitRecords} with their scores, the later two against the
 * training part, in one pass.
 */
final class ProfileParts
    extends PTransform<PCollectionTuple, PCollection<KV<String, TableProfile>>> {
  private static final long serialVersionUID = 1;

  /**
   * The profiles by part: {@code train}, {@code validation}, {@code test}. Where the table holds a
   * share of the negative rows, {@code trainAsTheyCome} as well.
   */
  static final TupleTag<KV<String, TableProfile>> PROFILES = new TupleTag<>("profiles") {};

  private static final String REFERENCE = name(Part.TRAIN);

  /** The training rows as they come, where the table holds a share of the negative ones. */
  private static final String AS_THEY_COME = "trainAsTheyCome";

  private final String label;
  private final SampledNegatives sampled;

  ProfileParts(String label, SampledNegatives sampled) {
    this.label = label;
    this.sampled = sampled;
  }

  /**
   * What a model's bundle keeps: the columns that it reads, and the score. Of the rows as they
   * come, as those are that it will be compared with.
   */
  static TableProfile reference(Map<String, TableProfile> profiles, TableSchema needed) {
    return profiles
        .getOrDefault(AS_THEY_COME, profiles.get(REFERENCE))
        .withoutDrifts()
        .keeping(
            ScoreColumn.addTo(needed).columns().stream()
                .map(ColumnSchema::name)
                .collect(Collectors.toSet()));
  }

  /** How the test part differs from the training part in its score and in what may be a feature. */
  static Stability stability(Map<String, TableProfile> profiles, TableSchema schema) {
    var compared =
        ScoreColumn.addTo(schema).columns().stream()
            .filter(column -> column.role() == ColumnRole.INPUT)
            .map(ColumnSchema::name)
            .collect(Collectors.toSet());
    return Stability.of(profiles.get(name(Part.TEST)).keeping(compared));
  }

  /** Takes the parts, and {@link EvaluateModel#SCORES}. */
  @Override
  public PCollection<KV<String, TableProfile>> expand(PCollectionTuple run) {
    var train = run.get(SplitRecords.TRAIN).apply("TrainRows", Values.create());
    var scores = run.get(EvaluateModel.SCORES);
    var columns =
        PCollectionList.of(named(REFERENCE, train))
            .and(named(name(Part.VALIDATION), run.get(SplitRecords.VALIDATION)))
            .and(named(name(Part.TEST), run.get(SplitRecords.TEST)))
            .and(scores(scores));
    if (sampled.share().isPresent()) {
      columns = columns.and(asTheyCome(train, scores));
    }
    return columns
        .apply("RowsAndScores", Flatten.pCollections())
        .apply("Profile", ProfileRecords.perKey().against(REFERENCE));
  }

  private PCollection<KV<String, RecordBatch>> asTheyCome(
      PCollection<RecordBatch> train, PCollection<KV<String, RecordBatch>> scores) {
    var trainScores =
        scores
            .apply("TrainScores", Filter.by(part -> part.getKey().equals(REFERENCE)))
            .apply("TrainScoreRows", Values.create());
    var score =
        sampled
            .asTheyCome("Scores", trainScores, label)
            .apply(
                "Score",
                MapElements.into(TypeDescriptor.of(RecordBatch.class)).via(ScoreColumn::of))
            .setCoder(RecordBatchCoder.of());
    var both = PCollectionList.of(sampled.asTheyCome("Rows", train, label)).and(score);
    return named(AS_THEY_COME, both.apply("RowsAndScoresAsTheyCome", Flatten.pCollections()));
  }

  private static PCollection<KV<String, RecordBatch>> named(
      String name, PCollection<RecordBatch> rows) {
    return rows.apply("Name" + name, WithKeys.of(name))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RecordBatchCoder.of()));
  }

  private static PCollection<KV<String, RecordBatch>> scores(
      PCollection<KV<String, RecordBatch>> scored) {
    return scored
        .apply("Scores", MapValues.into(TypeDescriptor.of(RecordBatch.class)).via(ScoreColumn::of))
        .setCoder(scored.getCoder());
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
