package io.risknet.transforms.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableMap;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.cleaning.ColumnRule;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.FittedFeatures;
import io.risknet.transforms.features.Numeric;
import io.risknet.transforms.features.OneHot;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.training.LabelledMatrix;
import io.risknet.transforms.training.TribuoAlgorithm;
import io.risknet.transforms.training.TribuoLearner;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A small bundle and raw rows of its table, for tests. */
public final class TestBundles {
  /** The input table. */
  public static final TableSchema SCHEMA =
      TableSchema.of(
          ColumnSchema.id("loan"),
          ColumnSchema.numeric("dti"),
          ColumnSchema.numeric("score"),
          ColumnSchema.categorical("channel"),
          ColumnSchema.month("first_payment"),
          ColumnSchema.categorical("servicer").withRole(ColumnRole.OUTCOME),
          ColumnSchema.label("default"));

  /** Sentinels become missing, letters capital; a dti above 65 leaves the row out. */
  public static final CleaningRules RULES =
      CleaningRules.of(
          ImmutableMap.of(
              "score", ColumnRule.none().withMissing(9999),
              "channel", ColumnRule.none().withTrim().withMissing("9"),
              "dti", ColumnRule.none().withMissing(999).withRange(0, 65)));

  private TestBundles() {}

  /** What makes the features; the one place that says how fitted features are made. */
  public static FittedFeatures features() {
    var plan = FeaturePlan.of(Numeric.of("score"), Numeric.of("dti"), OneHot.of("channel"));
    var seen =
        RecordBatch.of(
            SCHEMA,
            TextColumn.of("a", "b"),
            NumericColumn.of(1, 2),
            NumericColumn.of(1, 2),
            CategoricalColumn.of("R", "B"),
            MonthColumn.of(1, 2),
            CategoricalColumn.of("ACME", "ACME"),
            NumericColumn.of(0, 1));
    return plan.fit(List.of(seen), 0).total();
  }

  /** Raw rows with sentinels and missing values; one in fifty breaks the rule for dti. */
  public static RecordBatch raw(int rows, long seed) {
    var random = new Random(seed);
    var ids = new String[rows];
    var dti = new double[rows];
    var score = new double[rows];
    var channel = new String[rows];
    var month = new int[rows];
    var servicer = new String[rows];
    Arrays.fill(servicer, "ACME");
    var label = new double[rows];
    for (int i = 0; i < rows; i++) {
      ids[i] = "L" + seed + "-" + i;
      dti[i] = random.nextInt(50) == 0 ? 70 + i : random.nextInt(8) == 0 ? 999 : random.nextInt(66);
      score[i] = random.nextInt(9) == 0 ? 9999 : 500 + random.nextInt(300) + random.nextDouble();
      channel[i] = List.of("R", " B ", "9", "", "T").get(random.nextInt(5));
      month[i] = random.nextInt(7) == 0 ? MonthColumn.MISSING : 24_000 + random.nextInt(60);
      label[i] = random.nextDouble() < 1 / (1 + Math.exp((score[i] - 600) / 40)) ? 1 : 0;
    }
    return RecordBatch.of(
        SCHEMA,
        TextColumn.of(ids),
        NumericColumn.of(dti),
        NumericColumn.of(score),
        CategoricalColumn.of(channel),
        MonthColumn.of(month),
        CategoricalColumn.of(servicer),
        NumericColumn.of(label));
  }

  /** A bundle with a linear model, which takes no missing values. */
  public static ModelBundle linear() {
    var raw = raw(500, 1);
    var complete =
        IntStream.range(0, raw.rows())
            .filter(row -> raw.numeric("dti").get(row) <= 65)
            .filter(row -> raw.numeric("score").get(row) != 9999)
            .toArray();
    var clean = RULES.clean(raw.take(complete)).batch();
    var labels = new float[clean.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) clean.numeric("default").get(i);
    }
    var rows = LabelledMatrix.of(features().names(), features().encode(clean), labels);
    var saved = new TribuoLearner(TribuoAlgorithm.LIBLINEAR).train(rows, new TreeMap<>(), 1, 1);
    var provenance =
        Provenance.of("trial-8", Map.of(), "sha256:0a1b", Instant.parse("2026-01-31T12:00:00Z"));
    var model = StoredModel.of(saved, features().names(), provenance);
    return ModelBundle.of(SCHEMA, RULES, features(), model, provenance);
  }

  /** A trained bundle with metrics. */
  public static ModelBundle bundle() throws Exception {
    var clean = RULES.clean(raw(500, 1)).batch();
    var rows = features().encode(clean);
    var labels = new float[clean.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) clean.numeric("default").get(i);
    }
    var booster = Boosters.train(rows, labels, "binary:logistic");
    var provenance =
        Provenance.of(
            "trial-7",
            Map.of("max_depth", "3", "eta", "0.3"),
            "sha256:0a1b",
            Instant.parse("2026-01-31T12:00:00Z"));
    var model = StoredModel.ofBooster(booster, features().names(), provenance);
    var probabilities = model.predictor(features().names()).predict(rows);
    var scores = new double[labels.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = probabilities[i];
    }
    var metrics = BinaryMetrics.of(ScoreDistribution.of(scores, clean.numeric("default").values()));
    return ModelBundle.of(SCHEMA, RULES, features(), model, provenance)
        .withReading(JsonNodeFactory.instance.objectNode().put("delimiter", "|"))
        .withMissing(List.of("NA"))
        .withMetrics(Map.of("train", metrics));
  }
}
