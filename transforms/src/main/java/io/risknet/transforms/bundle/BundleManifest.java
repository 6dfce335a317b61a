package io.risknet.transforms.bundle;

import static java.util.Objects.requireNonNullElse;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import io.risknet.transforms.evaluation.BinaryMetrics;
import java.util.List;
import java.util.Map;

/**
 * The content of a bundle's {@code manifest.json}. It is written last: a directory without one
 * holds no finished bundle.
 *
 * @param formatVersion the version of the bundle's layout and of its files' formats
 * @param versions what wrote it: see {@link Versions}
 * @param files size and hash of every other file, by name
 * @param features names of the model's inputs, in its order: what a Python user needs
 * @param provenance where the model comes from
 * @param metrics how good it is, by split: {@code train}, {@code validation}, {@code test}
 * @param card what its card says beside what the bundle knows; none in bundles of before this was
 *     kept
 */
public record BundleManifest(
    int formatVersion,
    Map<String, String> versions,
    Map<String, FileEntry> files,
    List<String> features,
    Provenance provenance,
    Map<String, BinaryMetrics> metrics,
    List<CardSection> card) {

  /** Copies and sorts the maps. */
  public BundleManifest {
    versions = ImmutableSortedMap.copyOf(versions);
    files = ImmutableSortedMap.copyOf(files);
    features = List.copyOf(features);
    metrics = ImmutableSortedMap.copyOf(metrics);
    card = List.copyOf(requireNonNullElse(card, List.of()));
  }

  /**
   * Size and hash of a file.
   *
   * @param bytes its length
   * @param sha256 its SHA-256 in lower-case hexadecimal
   */
  public record FileEntry(long bytes, String sha256) {
    /** The entry of a file of this content. */
    static FileEntry of(byte[] content) {
      return new FileEntry(content.length, Hashing.sha256().hashBytes(content).toString());
    }
  }
}
