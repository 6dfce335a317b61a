package io.risknet.transforms.bundle;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the files of a bundle and puts them into a store. */
final class BundleWriter {
  private BundleWriter() {}

  static void write(ModelBundle bundle, BundleStore store) throws IOException {
    var files = files(bundle);
    var present = store.read(BundleFormat.MANIFEST);
    checkArgument(
        present.isEmpty() || Arrays.equals(present.get(), files.get(BundleFormat.MANIFEST)),
        "There is another model at %s; choose another place, or remove it first.",
        store.location());
    for (var file : files.entrySet()) {
      store.write(file.getKey(), file.getValue());
    }
  }

  /** All files by name, the manifest last. */
  static Map<String, byte[]> files(ModelBundle bundle) {
    var files = new LinkedHashMap<String, byte[]>();
    files.put(
        BundleFormat.SCHEMA,
        BundleFormat.json(
            new BundleFormat.Table(bundle.schema().columns(), bundle.missing(), bundle.reading())));
    files.put(BundleFormat.CLEANING, BundleFormat.json(bundle.cleaning()));
    files.put(BundleFormat.FEATURES, BundleFormat.json(bundle.features().toJson()));
    bundle.model().booster().ifPresent(booster -> files.put(BundleFormat.BOOSTER, booster));
    files.put(BundleFormat.TRIBUO, bundle.model().tribuo());
    bundle
        .profile()
        .ifPresent(profile -> files.put(BundleFormat.PROFILE, BundleFormat.json(profile)));
    if (!bundle.calibration().isNone()) {
      files.put(BundleFormat.CALIBRATOR, BundleFormat.json(bundle.calibration()));
    }
    bundle.points().ifPresent(scale -> files.put(BundleFormat.SCORECARD, BundleFormat.json(scale)));
    files.put(BundleFormat.CARD, ModelCard.of(bundle, entries(files)).getBytes(UTF_8));
    var manifest =
        new BundleManifest(
            version(bundle),
            bundle.versions(),
            entries(files),
            bundle.features().names(),
            bundle.provenance(),
            bundle.metrics(),
            bundle.card());
    files.put(BundleFormat.MANIFEST, BundleFormat.json(manifest));
    return files;
  }

  private static Map<String, BundleManifest.FileEntry> entries(Map<String, byte[]> files) {
    return ImmutableMap.copyOf(Maps.transformValues(files, BundleManifest.FileEntry::of));
  }

  /** The oldest that has all that this bundle is scored by. */
  private static int version(ModelBundle bundle) {
    if (bundle.points().isPresent()) {
      return BundleFormat.VERSION;
    }
    return bundle.calibration().isNone()
        ? BundleFormat.VERSION_WITHOUT_CALIBRATOR
        : BundleFormat.VERSION_WITHOUT_POINTS;
  }
}
