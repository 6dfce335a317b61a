package io.risknet.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.PathBundleStore;
import io.risknet.transforms.bundle.Provenance;
import io.risknet.transforms.bundle.StoredModel;
import io.risknet.transforms.cleaning.CleanRecords;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.cleaning.ColumnRule;
import io.risknet.transforms.cleaning.LetterCase;
import io.risknet.transforms.features.ApplyFeatures;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FitFeatures;
import io.risknet.transforms.features.MissingIndicator;
import io.risknet.transforms.features.Numeric;
import io.risknet.transforms.features.OneHot;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.DelimitedFormat;
import io.risknet.transforms.records.NumberLines;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.ReadDelimited;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.RecordBatches;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.scoring.ScoreRecords;
import io.risknet.transforms.scoring.ScoredBatch;
import io.risknet.transforms.scoring.Scorer;
import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.training.LabelledMatrix;
import io.risknet.transforms.training.XGBoostLearner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transforms in somebody else's pipeline: all at once, as the README shows, and one by one. */
@BeamTest
class LibraryExampleTest {
  private static final Schema ROWS =
      Schema.builder()
          .addStringField("loan")
          .addNullableField("dti", FieldType.INT32)
          .addNullableField("state", FieldType.STRING)
          .addNullableField("default", FieldType.BOOLEAN)
          .build();

  private static final TableSchema TABLE =
      TableSchema.of(
          ColumnSchema.id("loan"),
          ColumnSchema.numeric("dti"),
          ColumnSchema.categorical("state"),
          ColumnSchema.label("default"));

  private static final CleaningRules RULES =
      CleaningRules.of(
          Map.of(
              "dti", ColumnRule.none().withMissing(999).withRange(0, 65),
              "state", ColumnRule.none().withTrim().withLetterCase(LetterCase.UPPER)));

  private static final FeaturePlan PLAN =
      FeaturePlan.of(Numeric.of("dti"), MissingIndicator.of("dti"), OneHot.of("state"));

  private static Row row(
      String loan, @Nullable Integer dti, @Nullable String state, @Nullable Boolean bad) {
    return Row.withSchema(ROWS).addValues(loan, dti, state, bad).build();
  }

  /** Of the loans with a dti above 30 three in four default, of the others one in ten. */
  private static List<Row> history() {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < 400; i++) {
      int dti = i % 60;
      boolean bad = dti > 30 ? i % 4 != 0 : i % 10 == 0;
      rows.add(row("P" + i, i % 11 == 0 ? 999 : dti, i % 3 == 0 ? " ca" : "NY", bad));
    }
    return rows;
  }

  private static PCollection<Row> rows(TestPipeline pipeline, String name, List<Row> rows) {
    return pipeline.apply(name, Create.of(rows).withRowSchema(ROWS));
  }

  /** The history as the pipeline sees it, in one batch. */
  private static RecordBatch cleanHistory() {
    var rows = history();
    return RULES
        .clean(
            RecordBatch.of(
                TABLE,
                TextColumn.of(rows.stream().map(r -> r.getString("loan")).toArray(String[]::new)),
                NumericColumn.of(rows.stream().mapToDouble(r -> r.getInt32("dti")).toArray()),
                CategoricalColumn.of(
                    rows.stream().map(r -> r.getString("state")).toArray(String[]::new)),
                NumericColumn.of(
                    rows.stream().mapToDouble(r -> r.getBoolean("default") ? 1 : 0).toArray())))
        .batch();
  }

  /** Trains a model on the history and saves it; without a pipeline, as the table is small. */
  private static ModelBundle train(Path directory) throws Exception {
    var clean = cleanHistory();
    var features = PLAN.fit(List.of(clean), 0).total();
    var labels = new float[clean.rows()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (float) clean.numeric("default").get(row);
    }
    var matrix = LabelledMatrix.of(features.names(), features.encode(clean), labels);
    var booster =
        XGBoostLearner.defaults().train(matrix, new TreeMap<>(Map.of("max_depth", 2.0)), 1, 10);
    var provenance = Provenance.of("example", Map.of(), "400 loans", Instant.EPOCH);
    var model = StoredModel.of(booster, features.names(), provenance);
    var bundle = ModelBundle.of(TABLE, RULES, features, model, provenance);
    bundle.save(PathBundleStore.of(directory));
    return bundle;
  }

  @Test
  void rowsAreCleanedEncodedAndScored(TestPipeline pipeline, @TempDir Path directory)
      throws Exception {
    var bundle = train(directory);
    var model = directory.toString();
    PCollection<Row> pastLoans = rows(pipeline, "PastLoans", history());
    PCollection<Row> newLoans =
        rows(
            pipeline,
            "NewLoans",
            List.of(
                row("a", 12, "ny", null),
                row("b", 58, "CA ", null),
                row("c", null, null, null),
                row("d", 70, "NY", null)));

    // tag::example[]
    var schema =
        TableSchema.of(
            ColumnSchema.id("loan"),
            ColumnSchema.numeric("dti"),
            ColumnSchema.categorical("state"),
            ColumnSchema.label("default"));
    var rules =
        Map.of(
            "dti", ColumnRule.none().withMissing(999).withRange(0, 65),
            "state", ColumnRule.none().withTrim().withLetterCase(LetterCase.UPPER));
    var plan = FeaturePlan.of(Numeric.of("dti"), MissingIndicator.of("dti"), OneHot.of("state"));

    // Learn the features from past loans: any Beam rows that have these fields.
    PCollectionView<FeatureFits> fits =
        pastLoans
            .apply("Past", RecordBatches.fromRows(schema))
            .apply("CleanPast", CleanRecords.of(rules))
            .get(CleanRecords.CLEAN)
            .apply(FitFeatures.of(plan, 0))
            .apply(View.asSingleton());

    // Encode new loans with them; what breaks a rule is put aside, with the reason.
    var batches = newLoans.apply("New", RecordBatches.fromRows(schema));
    var cleaned = batches.apply("CleanNew", CleanRecords.of(rules));
    PCollection<Reject> rejects = cleaned.get(CleanRecords.REJECTS);
    PCollection<RecordBatch> encoded =
        cleaned.get(CleanRecords.CLEAN).apply(ApplyFeatures.of(fits));

    // Or score them with a saved model, which cleans and encodes as it was trained.
    var scores = batches.apply(ScoreRecords.from(model)).get(ScoreRecords.SCORES);
    var scored = TableSchema.of(ColumnSchema.id("loan"), ColumnSchema.numeric("probability"));
    PCollection<Row> probabilities = scores.apply(RecordBatches.toRows(scored));
    // end::example[]

    PAssert.that(rejects)
        .containsInAnyOrder(
            new Reject("clean", "", Reject.WHOLE_FILE, 0, "dti", "70 is above 65", "70"));
    assertEncoded(encoded);
    var scorer = Scorer.of(bundle);
    var beamSchema = RecordBatches.schemaOf(scored);
    PAssert.that(probabilities)
        .containsInAnyOrder(
            score(beamSchema, "a", scorer.score(Map.of("dti", "12", "state", "NY"))),
            score(beamSchema, "b", scorer.score(Map.of("dti", "58", "state", "CA"))),
            score(beamSchema, "c", scorer.score(Map.of())));
    assertThat(scorer.score(Map.of("dti", "58", "state", "CA"))).isGreaterThan(0.5);
    assertThat(scorer.score(Map.of("dti", "12", "state", "NY"))).isLessThan(0.3);
    pipeline.run().waitUntilFinish();
  }

  private static Row score(Schema schema, String loan, double probability) {
    return Row.withSchema(schema).addValues(loan, probability).build();
  }

  /** Rows of one batch, or of several: the runner decides. */
  private static void assertEncoded(PCollection<RecordBatch> encoded) {
    PAssert.that(encoded)
        .satisfies(
            batches -> {
              var all = new ArrayList<RecordBatch>();
              batches.forEach(all::add);
              var rows = RecordBatch.concat(all);
              var texts = new ArrayList<String>();
              for (int row = 0; row < rows.rows(); row++) {
                int of = row;
                texts.add(rows.columns().stream().map(column -> column.text(of)).toList() + "");
              }
              assertThat(rows.schema().columns().stream().map(ColumnSchema::name))
                  .containsExactly("loan", "default", "dti", "dti:missing", "state=CA", "state=NY");
              assertThat(texts)
                  .containsExactlyInAnyOrder(
                      "[a, , 12, 0, 0, 1]", "[b, , 58, 0, 1, 0]", "[c, , , 1, 0, 0]");
              return null;
            });
  }

  @Test
  void readingStandsAlone(TestPipeline pipeline, @TempDir Path directory) throws Exception {
    var file = directory.resolve("loans.csv");
    Files.writeString(file, "state,dti,loan\nCA,41,a\nNY,many,b\n\"Kern, CA\",,c\n");
    var schema = TABLE.without(List.of("default"));

    var read =
        pipeline
            .apply(Create.of(file.toString()))
            .apply(ReadDelimited.batches(DelimitedFormat.csv(), schema));

    PAssert.that(read.output().apply(RecordBatches.toRows(schema)))
        .containsInAnyOrder(
            Row.withSchema(RecordBatches.schemaOf(schema)).addValues("a", 41.0, "CA").build(),
            Row.withSchema(RecordBatches.schemaOf(schema))
                .addValues("c", null, "Kern, CA")
                .build());
    PAssert.that(read.rejects().apply(NumberLines.of(read.ranges())))
        .satisfies(
            rejects -> {
              assertThat(rejects)
                  .extracting(Reject::line, Reject::column)
                  .containsExactly(org.assertj.core.groups.Tuple.tuple(3L, "dti"));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void cleaningStandsAlone(TestPipeline pipeline) {
    var schema = TABLE.without(List.of("default"));
    var cleaned =
        rows(pipeline, "Loans", List.of(row("a", 999, " ca ", null), row("b", -1, "NY", null)))
            .apply(RecordBatches.fromRows(schema))
            .apply(CleanRecords.of(RULES));

    PAssert.that(cleaned.get(CleanRecords.CLEAN).apply(RecordBatches.toRows(schema)))
        .containsInAnyOrder(
            Row.withSchema(RecordBatches.schemaOf(schema)).addValues("a", null, "CA").build());
    PAssert.that(cleaned.get(CleanRecords.REJECTS))
        .satisfies(
            rejects -> {
              assertThat(rejects).extracting(Reject::reason).containsExactly("-1 is below 0");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void fittingAndApplyingStandAlone(TestPipeline pipeline) {
    var batch = cleanHistory();
    var rows = pipeline.apply(Create.of(batch).withCoder(RecordBatchCoder.of()));
    var fits = rows.apply(FitFeatures.of(PLAN, 0));

    PAssert.thatSingleton(fits).isEqualTo(PLAN.fit(List.of(batch), 0));
    PAssert.that(
            rows.apply(ApplyFeatures.of(fits.apply(View.asSingleton())))
                .apply(RecordBatches.toRows(TableSchema.of(ColumnSchema.numeric("state=CA")))))
        .satisfies(
            flags -> {
              assertThat(flags).hasSize(400).filteredOn(row -> row.getDouble(0) == 1).hasSize(134);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void scoringStandsAlone(TestPipeline pipeline, @TempDir Path directory) throws Exception {
    var scorer = Scorer.of(train(directory));
    var scored = TableSchema.of(ColumnSchema.id("loan"), ScoredBatch.PROBABILITY);

    PAssert.that(
            rows(pipeline, "Loans", List.of(row("a", 44, "CA", null)))
                .apply(RecordBatches.fromRows(TABLE))
                .apply(ScoreRecords.from(directory.toString()))
                .get(ScoreRecords.SCORES)
                .apply(RecordBatches.toRows(scored)))
        .containsInAnyOrder(
            score(
                RecordBatches.schemaOf(scored),
                "a",
                scorer.score(Map.of("dti", "44", "state", "CA"))));
    pipeline.run().waitUntilFinish();
  }
}
