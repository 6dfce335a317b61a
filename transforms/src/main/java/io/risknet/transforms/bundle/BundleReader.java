package io.risknet.transforms.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.features.FittedFeatures;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.TableSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a bundle from a store, and checks that it is whole and of a format it knows. */
final class BundleReader {
  private final BundleStore store;
  private final BundleManifest manifest;
  private final Map<String, byte[]> contents = new HashMap<>();

  private BundleReader(BundleStore store, BundleManifest manifest) {
    this.store = store;
    this.manifest = manifest;
  }

  static ModelBundle read(BundleStore store) throws IOException {
    return new BundleReader(store, manifest(store)).read();
  }

  static byte[] manifestBytes(BundleStore store) throws IOException {
    return store
        .read(BundleFormat.MANIFEST)
        .orElseThrow(
            () ->
                new InvalidBundleException(
                    ("There is no finished model at %s: manifest.json is missing. Check the path, or"
                            + " train again when the training was interrupted.")
                        .formatted(store.location())));
  }

  private static BundleManifest manifest(BundleStore store) throws IOException {
    var bytes = manifestBytes(store);
    try {
      int version = BundleFormat.parse(bytes, JsonNode.class).path("formatVersion").asInt();
      if (version > BundleFormat.VERSION) {
        throw new InvalidBundleException(
            "The model at %s has format %d and this release reads up to %d; update RiskNet."
                .formatted(store.location(), version, BundleFormat.VERSION));
      }
      if (version < 1) {
        throw damaged(store, BundleFormat.MANIFEST, "it names no format version");
      }
      return BundleFormat.parse(bytes, BundleManifest.class);
    } catch (JacksonException e) {
      throw unreadable(store, BundleFormat.MANIFEST, e);
    }
  }

  private ModelBundle read() throws IOException {
    // All files are verified, also those that scoring does not need.
    for (var entry : manifest.files().entrySet()) {
      contents.put(entry.getKey(), verified(entry.getKey(), entry.getValue()));
    }
    try {
      return bundle();
    } catch (InvalidBundleException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      var invalid =
          new InvalidBundleException(
              "The model at %s can't be used: %s".formatted(store.location(), e.getMessage()));
      invalid.initCause(e);
      throw invalid;
    }
  }

  private ModelBundle bundle() throws IOException {
    var table = parse(BundleFormat.SCHEMA, BundleFormat.Table.class);
    var bundle =
        ModelBundle.of(
                TableSchema.of(table.columns()),
                parse(BundleFormat.CLEANING, CleaningRules.class),
                FittedFeatures.fromJson(parse(BundleFormat.FEATURES, JsonNode.class)),
                StoredModel.of(
                    Optional.ofNullable(contents.get(BundleFormat.BOOSTER)),
                    content(BundleFormat.TRIBUO)),
                manifest.provenance())
            .withReading(table.reading())
            .withMissing(table.missing())
            .withCalibration(
                contents.containsKey(BundleFormat.CALIBRATOR)
                    ? parse(BundleFormat.CALIBRATOR, Calibration.class)
                    : Calibration.NONE)
            .withMetrics(manifest.metrics())
            .withCard(manifest.card())
            .withVersions(manifest.versions());
    if (contents.containsKey(BundleFormat.SCORECARD)) {
      bundle = bundle.withPoints(parse(BundleFormat.SCORECARD, PointsScale.class));
    }
    return contents.containsKey(BundleFormat.PROFILE)
        ? bundle.withProfile(parse(BundleFormat.PROFILE, TableProfile.class))
        : bundle;
  }

  private byte[] verified(String name, BundleManifest.FileEntry expected) throws IOException {
    var bytes = store.read(name).orElseThrow(() -> damaged(store, name, "it is missing"));
    var actual = BundleManifest.FileEntry.of(bytes);
    if (actual.bytes() != expected.bytes()) {
      throw damaged(
          store, name, "it has %d bytes instead of %d".formatted(actual.bytes(), expected.bytes()));
    }
    if (!actual.equals(expected)) {
      throw damaged(store, name, "its content has changed");
    }
    return bytes;
  }

  private <T> T parse(String name, Class<T> type) throws IOException {
    try {
      return BundleFormat.parse(content(name), type);
    } catch (JacksonException e) {
      throw unreadable(store, name, e);
    }
  }

  private byte[] content(String name) {
    var bytes = contents.get(name);
    if (bytes == null) {
      throw damaged(store, BundleFormat.MANIFEST, "it does not list " + name);
    }
    return bytes;
  }

  private static InvalidBundleException damaged(BundleStore store, String name, String reason) {
    return new InvalidBundleException(
        "The model at %s is damaged in %s: %s. Copy the whole directory anew, or train again."
            .formatted(store.location(), name, reason));
  }

  private static InvalidBundleException unreadable(
      BundleStore store, String name, JacksonException cause) {
    var invalid = damaged(store, name, "this release of RiskNet can't read its JSON");
    invalid.initCause(cause);
    return invalid;
  }
}
