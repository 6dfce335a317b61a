package io.risknet.transforms.features;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CustomCoder;

/**
 * A {@link Partial} on its way: unpacked only where it is merged, because runners copy what they
 * keep for others far more often than that.
 */
final class Parcel {
  private final Pass pass;
  private byte[] packed = {};
  private Partial partial = Partial.empty();

  private Parcel(Pass pass) {
    this.pass = pass;
  }

  static Parcel of(Pass pass, Partial partial) {
    var parcel = new Parcel(pass);
    parcel.partial = partial;
    return parcel;
  }

  private static Parcel packed(Pass pass, byte[] bytes) {
    var parcel = new Parcel(pass);
    parcel.packed = bytes;
    return parcel;
  }

  synchronized Partial open() {
    try {
      if (partial.isEmpty() && packed.length > 0) {
        partial = Partial.read(pass, new DataInputStream(new ByteArrayInputStream(packed)));
      }
      return partial;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized byte[] pack() throws IOException {
    if (packed.length == 0) {
      var bytes = new ByteArrayOutputStream();
      partial.write(new DataOutputStream(bytes));
      packed = bytes.toByteArray();
    }
    return packed;
  }

  Parcel merge(Parcel other) {
    return of(pass, open().merge(other.open()));
  }

  /** The coder: partials are written compactly, and those of the same rows alike. */
  static final class ParcelCoder extends CustomCoder<Parcel> {
    private static final long serialVersionUID = 1;

    private final Pass pass;

    ParcelCoder(Pass pass) {
      this.pass = pass;
    }

    @Override
    public void encode(Parcel parcel, OutputStream out) throws IOException {
      ByteArrayCoder.of().encode(parcel.pack(), out);
    }

    @Override
    public Parcel decode(InputStream in) throws IOException {
      return packed(pass, ByteArrayCoder.of().decode(in));
    }

    @Override
    public void verifyDeterministic() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof ParcelCoder that && pass.equals(that.pass);
    }

    @Override
    public int hashCode() {
      return pass.hashCode();
    }
  }
}
