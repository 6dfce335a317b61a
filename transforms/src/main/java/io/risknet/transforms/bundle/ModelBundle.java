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
import java.util.TreeMap;
import java.util.function.Consumer;

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
  private final Parts parts;

  private ModelBundle(Parts parts) {
    this.parts = parts;
  }

  /** What it is made of; changed only while it is a copy that no bundle has yet. */
  private static final class Parts {
    private final TableSchema schema;
    private final CleaningRules cleaning;
    private final FittedFeatures features;
    private final StoredModel model;
    private final Provenance provenance;
    private JsonNode reading = JsonNodeFactory.instance.objectNode();
    private ImmutableList<String> missing = ImmutableList.of();
    private Calibration calibration = Calibration.NONE;
    private Optional<PointsScale> points = Optional.empty();
    private ImmutableSortedMap<String, BinaryMetrics> metrics = ImmutableSortedMap.of();
    private ImmutableSortedMap<String, String> versions =
        ImmutableSortedMap.copyOf(Versions.current());
    private Optional<TableProfile> profile = Optional.empty();
    private ImmutableList<CardSection> card = ImmutableList.of();

    Parts(
        TableSchema schema,
        CleaningRules cleaning,
        FittedFeatures features,
        StoredModel model,
        Provenance provenance) {
      this.schema = schema;
      this.cleaning = cleaning;
      this.features = features;
      this.model = model;
      this.provenance = provenance;
    }

    Parts copy() {
      var copy = new Parts(schema, cleaning, features, model, provenance);
      copy.reading = reading;
      copy.missing = missing;
      copy.calibration = calibration;
      copy.points = points;
      copy.metrics = metrics;
      copy.versions = versions;
      copy.profile = profile;
      copy.card = card;
      return copy;
    }
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
    return new ModelBundle(new Parts(schema, cleaning, features, model, provenance));
  }

  private ModelBundle with(Consumer<Parts> change) {
    var changed = parts.copy();
    change.accept(changed);
    return new ModelBundle(changed);
  }

  /** This bundle with a note of how raw input is read, which it keeps and does not interpret. */
  public ModelBundle withReading(JsonNode reading) {
    return with(of -> of.reading = reading.deepCopy());
  }

  /**
   * This bundle with texts that stand for a missing number or month in raw input, such as {@code
   * NA}. Blanks always do.
   */
  public ModelBundle withMissing(List<String> missing) {
    return with(of -> of.missing = ImmutableList.copyOf(missing));
  }

  /** This bundle with what is done to the model's probabilities when rows are scored. */
  public ModelBundle withCalibration(Calibration calibration) {
    return with(of -> of.calibration = calibration);
  }

  /** This bundle with points told beside each probability. */
  public ModelBundle withPoints(PointsScale points) {
    return with(of -> of.points = Optional.of(points));
  }

  /** This bundle with the metrics of splits: {@code train}, {@code validation}, {@code test}. */
  public ModelBundle withMetrics(Map<String, BinaryMetrics> metrics) {
    return with(of -> of.metrics = ImmutableSortedMap.copyOf(metrics));
  }

  /** This bundle with what the training rows held, for new rows to be compared with. */
  public ModelBundle withProfile(TableProfile profile) {
    return with(of -> of.profile = Optional.of(profile));
  }

  /** This bundle with what its card says beside what the bundle knows; the order is kept. */
  public ModelBundle withCard(List<CardSection> card) {
    return with(of -> of.card = ImmutableList.copyOf(card));
  }

  /** This bundle with the commit of the code that made it among its versions. */
  public ModelBundle withCommit(String commit) {
    var versions = new TreeMap<String, String>(parts.versions);
    versions.put(Versions.COMMIT, commit);
    return withVersions(versions);
  }

  ModelBundle withVersions(Map<String, String> versions) {
    return with(of -> of.versions = ImmutableSortedMap.copyOf(versions));
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
    return parts.schema;
  }

  /** How raw input is read, as {@link #withReading} was told. */
  public JsonNode reading() {
    return parts.reading.deepCopy();
  }

  /** Texts that stand for a missing number or month in raw input, beside blanks. */
  public ImmutableList<String> missing() {
    return parts.missing;
  }

  /** The rules that clean the input table. */
  public CleaningRules cleaning() {
    return parts.cleaning;
  }

  /** What makes features of clean rows. */
  public FittedFeatures features() {
    return parts.features;
  }

  /** The model. */
  public StoredModel model() {
    return parts.model;
  }

  /** What is done to the model's probabilities when rows are scored; nothing, as a rule. */
  public Calibration calibration() {
    return parts.calibration;
  }

  /** Where the model comes from. */
  public Provenance provenance() {
    return parts.provenance;
  }

  /** How good the model is, by split. */
  public ImmutableSortedMap<String, BinaryMetrics> metrics() {
    return parts.metrics;
  }

  /**
   * What the training rows held: the columns of the table and what else the training put there,
   * such as the score. Bundles of before this was kept have none.
   */
  public Optional<TableProfile> profile() {
    return parts.profile;
  }

  /** What its card says beside what the bundle knows. */
  public ImmutableList<CardSection> card() {
    return parts.card;
  }

  /** How points are made of its probabilities, if they are. */
  public Optional<PointsScale> points() {
    return parts.points;
  }

  /** What made the bundle, as in {@link Versions}, and the commit if it was told. */
  public ImmutableSortedMap<String, String> versions() {
    return parts.versions;
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
    return "ModelBundle of trial %s from %s"
        .formatted(parts.provenance.trial(), parts.provenance.trainedAt());
  }
}
