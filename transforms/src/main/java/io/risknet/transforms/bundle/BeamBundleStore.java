package io.risknet.transforms.bundle;

import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.util.Optional;

/**
 * The files of a bundle under any path that Beam knows, such as {@code s3://bucket/model}. Outside
 * a pipeline call {@code FileSystems.setDefaultPipelineOptions} first.
 */
public final class BeamBundleStore implements BundleStore {
  private final String location;

  private BeamBundleStore(String location) {
    this.location = location;
  }

  /** The store under a path. */
  public static BeamBundleStore of(String location) {
    return new BeamBundleStore(location);
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return AtomicFile.read(AtomicFile.below(location, name));
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    AtomicFile.write(AtomicFile.below(location, name), bytes);
  }

  @Override
  public String location() {
    return location;
  }
}
