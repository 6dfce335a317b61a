package io.risknet.transforms.bundle;

import java.io.IOException;
import java.util.Optional;

/**
 * A place that holds the files of one bundle: a directory, a prefix in an object store, memory.
 *
 * <pre>{@code
 * bundle.save(PathBundleStore.of(Path.of("out/model")));
 * var loaded = ModelBundle.load(BeamBundleStore.of("s3://bucket/model"));
 * }</pre>
 */
public interface BundleStore {

  /** The bytes of a file, or empty when there is no such file. */
  Optional<byte[]> read(String name) throws IOException;

  /** Writes a file whole or not at all, in place of one of the same name. */
  void write(String name, byte[] bytes) throws IOException;

  /** Where it is, as messages to the user name it. */
  String location();
}
