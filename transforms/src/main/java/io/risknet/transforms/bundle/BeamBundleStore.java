package io.risknet.transforms.bundle;

import static org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES;

import com.google.common.io.ByteStreams;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

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
    try (var channel = FileSystems.open(file(name))) {
      return Optional.of(ByteStreams.toByteArray(Channels.newInputStream(channel)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    var temporary = file(".tmp-" + UUID.randomUUID() + "-" + name);
    try (var channel = FileSystems.create(temporary, MimeTypes.BINARY)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    FileSystems.rename(List.of(temporary), List.of(file(name)), IGNORE_MISSING_FILES);
  }

  private ResourceId file(String name) {
    return FileSystems.matchNewResource(location, true)
        .resolve(name, StandardResolveOptions.RESOLVE_FILE);
  }

  @Override
  public String location() {
    return location;
  }
}
