package io.risknet.transforms.bundle;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a bundle in memory: how a bundle travels through a pipeline. */
final class MemoryBundleStore implements BundleStore {
  private final Map<String, byte[]> files;

  MemoryBundleStore(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
  }

  @Override
  public Optional<byte[]> read(String name) {
    return Optional.ofNullable(files.get(name));
  }

  @Override
  public void write(String name, byte[] bytes) {
    files.put(name, bytes);
  }

  @Override
  public String location() {
    return "memory";
  }
}
