package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class ResumingChannelTest {
  private static final String CONTENT = "0123456789";

  @Test
  void goesOnWhereTheConnectionBroke() throws IOException {
    var store = new Store(4);

    assertThat(read(ResumingChannel.open(store, 0, retries(3)))).isEqualTo(CONTENT);
    assertThat(store.opened).isEqualTo(3);
  }

  @Test
  void goesOnFromTheStartOfARange() throws IOException {
    assertThat(read(ResumingChannel.open(new Store(4), 3, retries(3)))).isEqualTo("3456789");
  }

  @Test
  void whatHasComeRestoresTheRetries() throws IOException {
    var store = new Store(1);

    assertThat(read(ResumingChannel.open(store, 0, retries(1)))).isEqualTo(CONTENT);
    assertThat(store.opened).isEqualTo(10);
  }

  @Test
  void givesUpWhenNothingComes() throws IOException {
    var store = new Store(0);
    var channel = ResumingChannel.open(store, 0, retries(2));

    assertThatThrownBy(() -> read(channel)).isInstanceOf(IOException.class).hasMessage("cut");
    assertThat(store.opened).isEqualTo(3);
  }

  @Test
  void afileOfThisMachineIsNotTriedAgain() throws IOException {
    var store = new Store(4);
    var channel = ResumingChannel.open(store, 0, BackOff.STOP_BACKOFF);

    assertThatThrownBy(() -> read(channel)).hasMessage("cut");
    assertThat(store.opened).isEqualTo(1);
  }

  @Test
  void anEndBeforeTheEndIsNotTakenForOne() throws IOException {
    var channel = ResumingChannel.open(() -> new Connection(0, true), 0, retries(1));

    assertThatThrownBy(() -> read(channel))
        .isInstanceOf(EOFException.class)
        .hasMessage("It ended after 0 bytes, before its end.");
  }

  private static BackOff retries(int retries) {
    return FluentBackoff.DEFAULT
        .withMaxRetries(retries)
        .withInitialBackoff(Duration.millis(1))
        .backoff();
  }

  private static String read(ReadableByteChannel channel) throws IOException {
    try (var stream = Channels.newInputStream(channel)) {
      return new String(stream.readAllBytes(), US_ASCII);
    }
  }

  /**
   * Each connection to it breaks after so many bytes; those of a broken read have come all the
   * same.
   */
  private static final class Store implements ResumingChannel.Opener {
    private final int bytes;
    private int opened;

    Store(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public ReadableByteChannel open() {
      opened++;
      return new Connection(bytes, false);
    }
  }

  private static final class Connection implements SeekableByteChannel {
    private final boolean silent;
    private int left;
    private int position;

    Connection(int bytes, boolean silent) {
      this.left = bytes;
      this.silent = silent;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (position == CONTENT.length()) {
        return -1;
      }
      if (silent) {
        return 0;
      }
      if (left == 0) {
        target.put((byte) '?');
        throw new IOException("cut");
      }
      left--;
      target.put((byte) CONTENT.charAt(position++));
      return 1;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = (int) newPosition;
      return this;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public long size() {
      return CONTENT.length();
    }

    @Override
    public int write(ByteBuffer source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
