package io.risknet.transforms.bundle;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.features.FittedFeatures;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is needed to score with a trained model: the table it takes, the rules that clean it,
 * the fitted features and the model itself, with its provenance and metrics. Immutable, plain Java.
 *
 * <pre>{@code
 * var bundle =
 *     ModelBundle.of(schema, rules, features, StoredModel.ofBooster(booster, names, provenance), provenance)
 *         .withMetrics(Map.of("test", metrics));
 * bundle.save(PathBundleStore.of(Path.of("out/model")));
 * var loaded = ModelBundle.load(Path.of("out/model"));
 * }</pre>
 */
public final class ModelBundle {
  private final TableSchema schema;
  private final CleaningRules cleaning;
  private final FittedFeatures features;
  private final StoredModel model;
  private final Provenance provenance;
  private final JsonNode reading;
  private final ImmutableList<String> missing;
  private final Calibration calibration;
  private final ImmutableSortedMap<String, BinaryMetrics> metrics;
  private final ImmutableSortedMap<String, String> versions;
  private final Optional<TableProfile> profile;
  private final Optional<PointsScale> points;

  private ModelBundle(
      TableSchema schema,
      CleaningRules cleaning,
      FittedFeatures features,
      StoredModel model,
      Provenance provenance,
      JsonNode reading,
      List<String> missing,
      Calibration calibration,
      Map<String, BinaryMetrics> metrics,
      Map<String, String> versions,
      Optional<TableProfile> profile,
      Optional<PointsScale> points) {
    this.schema = schema;
    this.cleaning = cleaning;
    this.features = features;
    this.model = model;
    this.provenance = provenance;
    this.reading = reading.deepCopy();
    this.missing = ImmutableList.copyOf(missing);
    this.calibration = calibration;
    this.metrics = ImmutableSortedMap.copyOf(metrics);
    this.versions = ImmutableSortedMap.copyOf(versions);
    this.profile = profile;
    this.points = points;
  }

  /**
   * A bundle without metrics and reading options.
   *
   * @param schema the input table as it is read, before cleaning
   * @throws IllegalArgumentException when the features need a column that the table lacks
   */
  public static ModelBundle of(
      TableSchema schema,
      CleaningRules cleaning,
      FittedFeatures features,
      StoredModel model,
      Provenance provenance) {
    for (var input : features.inputs()) {
      checkArgument(
          schema.contains(input),
          "The features need the column '%s', which the table lacks: %s.",
          input,
          schema);
    }
    return new ModelBundle(
        schema,
        cleaning,
        features,
        model,
        provenance,
        JsonNodeFactory.instance.objectNode(),
        List.of(),
        Calibration.NONE,
        Map.of(),
        Versions.current(),
        Optional.empty(),
        Optional.empty());
  }

  /** This bundle with a note of how raw input is read, which it keeps and does not interpret. */
  public ModelBundle withReading(JsonNode newReading) {
    return new ModelBundle(
        schema,
        cleaning,
        features,
        model,
        provenance,
        newReading,
        missing,
        calibration,
        metrics,
        versions,
        profile,
        points);
  }

  /**
   * This bundle with texts that stand for a missing number or month in raw input, such as {@code
   * NA}. Blanks always do.
   */
  public ModelBundle withMissing(List<String> newMissing) {
    return new ModelBundle(
        schema,
        cleaning,
        features,
        model,
        provenance,
        reading,
        newMissing,
        calibration,
        metrics,
        versions,
        profile,
        points);
  }

  /** This bundle with what is done to the model's probabilities when rows are scored. */
  public ModelBundle withCalibration(Calibration newCalibration) {
    return new ModelBundle(
        schema,
        cleaning,
        features,
        model,
        provenance,
        reading,
        missing,
        newCalibration,
        metrics,
        versions,
        profile,
        points);
  }

  /** This bundle with the metrics of splits: {@code train}, {@code validation}, {@code test}. */
  public ModelBundle withMetrics(Map<String, BinaryMetrics> newMetrics) {
    return new ModelBundle(
        schema,
        cleaning,
        features,
        model,
        provenance,
        reading,
        missing,
        calibration,
        newMetrics,
        versions,
        profile,
        points);
  }

  /** This bundle with what the training rows held, for new rows to be compared with. */
  public ModelBundle withProfile(TableProfile newProfile) {
    return new ModelBundle(
        schema,
        cleaning,
        features,
        model,
        provenance,
        reading,
        missing,
        calibration,
        metrics,
        versions,
        Optional.of(newProfile),
        points);
  }

  /** This bundle with points told beside each probability. */
  public ModelBundle withPoints(PointsScale newPoints) {
    return new ModelBundle(
        schema,
        cleaning,
        features,
        model,
        provenance,
        reading,
        missing,
        calibration,
        metrics,
        versions,
        profile,
        Optional.of(newPoints));
  }

  ModelBundle withVersions(Map<String, String> newVersions) {
    return new ModelBundle(
        schema,
        cleaning,
        features,
        model,
        provenance,
        reading,
        missing,
        calibration,
        metrics,
        newVersions,
        profile,
        points);
  }

  /**
   * The bundle in a directory.
   *
   * @throws InvalidBundleException when it is missing, unfinished, damaged or newer
   */
  public static ModelBundle load(Path directory) throws IOException {
    return load(PathBundleStore.of(directory));
  }

  /** The bundle in a store; throws as {@link #load(Path)}. */
  public static ModelBundle load(BundleStore store) throws IOException {
    return BundleReader.read(store);
  }

  /**
   * Writes the bundle, the manifest last. Writing the same bundle again changes nothing.
   *
   * @throws IllegalArgumentException when another finished bundle is there
   */
  public void save(BundleStore store) throws IOException {
    BundleWriter.write(this, store);
  }

  /** The input table as it is read, before cleaning. */
  public TableSchema schema() {
    return schema;
  }

  /** How raw input is read, as {@link #withReading} was told. */
  public JsonNode reading() {
    return reading.deepCopy();
  }

  /** Texts that stand for a missing number or month in raw input, beside blanks. */
  public ImmutableList<String> missing() {
    return missing;
  }

  /** The rules that clean the input table. */
  public CleaningRules cleaning() {
    return cleaning;
  }

  /** What makes features of clean rows. */
  public FittedFeatures features() {
    return features;
  }

  /** The model. */
  public StoredModel model() {
    return model;
  }

  /** What is done to the model's probabilities when rows are scored; nothing, as a rule. */
  public Calibration calibration() {
    return calibration;
  }

  /** Where the model comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /** How good the model is, by split. */
  public ImmutableSortedMap<String, BinaryMetrics> metrics() {
    return metrics;
  }

  /**
   * What the training rows held: the columns of the table and what else the training put there,
   * such as the score. Bundles of before this was kept have none.
   */
  public Optional<TableProfile> profile() {
    return profile;
  }

  /** How points are made of its probabilities, if they are. */
  public Optional<PointsScale> points() {
    return points;
  }

  /** What made the bundle, as in {@link Versions}. */
  public ImmutableSortedMap<String, String> versions() {
    return versions;
  }

  /** A hash of all of it, of the manifest in fact: equal bundles have equal ones. */
  public String fingerprint() {
    return BundleFormat.fingerprint(BundleWriter.files(this).get(BundleFormat.MANIFEST));
  }

  /**
   * The fingerprint of the bundle in a store, from its manifest alone.
   *
   * @throws InvalidBundleException when there is no finished bundle
   */
  public static String fingerprint(BundleStore store) throws IOException {
    return BundleFormat.fingerprint(BundleReader.manifestBytes(store));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelBundle that && fingerprint().equals(that.fingerprint());
  }

  @Override
  public int hashCode() {
    return fingerprint().hashCode();
  }

  @Override
  public String toString() {
    return "ModelBundle of trial " + provenance.trial() + " from " + provenance.trainedAt();
  }
}
