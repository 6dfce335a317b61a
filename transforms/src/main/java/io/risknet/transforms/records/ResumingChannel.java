package io.risknet.transforms.records;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;

/**
 * The bytes of a file from an offset on. When the connection to another machine's file breaks off,
 * it is opened again where it was: clients of object stores repeat requests, but not an answer that
 * ends in the middle.
 */
final class ResumingChannel implements ReadableByteChannel {
  /** In a row, without a byte in between. */
  private static final int RETRIES = 5;

  /** Opens the file at its start. */
  @FunctionalInterface
  interface Opener {
    ReadableByteChannel open() throws IOException;
  }

  private final Opener opener;
  private final BackOff pauses;
  private ReadableByteChannel channel;
  private long position;

  private ResumingChannel(Opener opener, long position, BackOff pauses) throws IOException {
    this.opener = opener;
    this.position = position;
    this.pauses = pauses;
    channel = openAtPosition();
  }

  /** Opens a file of any file system; one of this machine is not tried again. */
  static ResumingChannel open(ResourceId file, long position) throws IOException {
    return new ResumingChannel(
        () -> FileSystems.open(file),
        position,
        file.getScheme().equals("file")
            ? BackOff.STOP_BACKOFF
            : FluentBackoff.DEFAULT
                .withMaxRetries(RETRIES)
                .withInitialBackoff(Duration.millis(200))
                .backoff());
  }

  /** With pauses of one's own. */
  static ResumingChannel open(Opener opener, long position, BackOff pauses) throws IOException {
    return new ResumingChannel(opener, position, pauses);
  }

  private ReadableByteChannel openAtPosition() throws IOException {
    var opened = opener.open();
    try {
      if (position > 0) {
        // Nobody asks for a place in a file whose channel can't seek.
        ((SeekableByteChannel) opened).position(position);
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int start = target.position();
    while (true) {
      try {
        int count = channel.read(target);
        if (count == 0 && target.hasRemaining()) {
          throw new EOFException("It ended after %d bytes, before its end.".formatted(position));
        }
        position += Math.max(0, count);
        pauses.reset();
        return count;
      } catch (IOException e) {
        // Some of it may have come.
        target.position(start);
        reopen(e);
      }
    }
  }

  private void reopen(IOException because) throws IOException {
    if (!(channel instanceof SeekableByteChannel) || !pause()) {
      throw because;
    }
    try {
      channel.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
    channel = openAtPosition();
  }

  private boolean pause() throws IOException {
    try {
      return BackOffUtils.next(Sleeper.DEFAULT, pauses);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Reading was interrupted.");
    }
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
