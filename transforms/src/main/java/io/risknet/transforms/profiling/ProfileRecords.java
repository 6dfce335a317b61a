package io.risknet.transforms.profiling;

import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchBuilder;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Profiles batches in one pass: one {@link TableProfile} of all of them, also when there is none,
 * or one a key. Against a reference each column also tells how it has moved away from it.
 *
 * <p>The input is bounded, in the global window. Batches may differ in their columns: each column
 * is counted over the batches that have it. A column of two types fails the run, with its name. The
 * result does not depend on the runner, the sharding or the order of the rows.
 *
 * <pre>{@code
 * PCollection<TableProfile> profile =
 *     batches.apply(ProfileRecords.of(schema).against(reference));
 * PCollection<KV<String, TableProfile>> parts =
 *     batchesByPart.apply(ProfileRecords.perKey().against("train"));
 * }</pre>
 */
public final class ProfileRecords
    extends PTransform<PCollection<RecordBatch>, PCollection<TableProfile>> {
  private static final long serialVersionUID = 1;
  private static final String ALL = "";

  private final TableSchema schema;
  private final Reference reference;

  private ProfileRecords(TableSchema schema, Reference reference) {
    this.schema = schema;
    this.reference = reference;
  }

  /**
   * Profiles all batches; the columns of this schema are in the profile also when there is none.
   */
  public static ProfileRecords of(TableSchema schema) {
    return new ProfileRecords(schema, Reference.none());
  }

  /** Profiles the batches of each key. */
  public static PerKey perKey() {
    return new PerKey(Reference.none());
  }

  /** Compares with an earlier profile as well. */
  public ProfileRecords against(TableProfile earlier) {
    return new ProfileRecords(schema, Reference.of(earlier));
  }

  @Override
  public PCollection<TableProfile> expand(PCollection<RecordBatch> batches) {
    var coder = KvCoder.of(StringUtf8Coder.of(), RecordBatchCoder.of());
    var none = KV.of(ALL, RecordBatchBuilder.of(schema, 0).build());
    var keyed = batches.apply("OneKey", WithKeys.of(ALL)).setCoder(coder);
    var nothing = batches.getPipeline().apply("Nothing", Create.of(none).withCoder(coder));
    return PCollectionList.of(keyed)
        .and(nothing)
        .apply("OrNothing", Flatten.pCollections())
        .apply("Profile", new PerKey(reference))
        .apply("Profiles", Values.create());
  }

  /** Profiles the batches of each key, such as the part of a split. */
  public static final class PerKey
      extends PTransform<
          PCollection<KV<String, RecordBatch>>, PCollection<KV<String, TableProfile>>> {
    private static final long serialVersionUID = 1;

    private final Reference reference;

    private PerKey(Reference reference) {
      this.reference = reference;
    }

    /** Compares the batches of all other keys with those of this one. */
    public PerKey against(String key) {
      return new PerKey(Reference.of(key));
    }

    @Override
    public PCollection<KV<String, TableProfile>> expand(
        PCollection<KV<String, RecordBatch>> batches) {
      return batches
          .apply("AddUp", ParDo.of(new AddUpFn()))
          .setCoder(keyed(keyed(ByteArrayCoder.of())))
          .apply("ByColumn", GroupByKey.create())
          .apply("ProfileColumn", ParDo.of(new ProfileColumnFn(reference)))
          .setCoder(keyed(keyed(JsonCoder.of(ColumnProfile.class))))
          .apply("ByKey", GroupByKey.create())
          .apply("Table", ParDo.of(new CollectColumnsFn()))
          .setCoder(keyed(JsonCoder.of(TableProfile.class)));
    }

    private static <T> KvCoder<String, T> keyed(Coder<T> value) {
      return KvCoder.of(StringUtf8Coder.of(), value);
    }
  }
}
