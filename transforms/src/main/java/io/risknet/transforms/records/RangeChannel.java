package io.risknet.transforms.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;

/** The bytes of a file as they lie there, counted for {@link Progress}. */
final class RangeChannel implements ReadableByteChannel {
  private final ReadableByteChannel channel;

  private RangeChannel(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Opens a range one byte before its start, to see whether a line starts there; decompressed. */
  static ReadableByteChannel open(FileRange range) throws IOException {
    var file = FileSystems.matchNewResource(range.file(), false);
    var channel = ResumingChannel.open(file, Math.max(0, range.start() - 1));
    try {
      var counted = new RangeChannel(channel);
      return range.gzip() ? Compression.GZIP.readDecompressed(counted) : counted;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = channel.read(target);
    Progress.add(Progress.BYTES_READ, Math.max(0, count));
    return count;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
