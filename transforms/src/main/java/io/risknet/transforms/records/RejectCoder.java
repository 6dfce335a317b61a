package io.risknet.transforms.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** The encoding of a {@link Reject}, field by field: runners copy them often. */
public final class RejectCoder extends AtomicCoder<Reject> {
  private static final long serialVersionUID = 1;
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final RejectCoder INSTANCE = new RejectCoder();

  private RejectCoder() {}

  /** The coder. */
  public static RejectCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Reject reject, OutputStream out) throws IOException {
    TEXT.encode(reject.stage(), out);
    TEXT.encode(reject.file(), out);
    VarIntCoder.of().encode(reject.range(), out);
    VarLongCoder.of().encode(reject.line(), out);
    TEXT.encode(reject.column(), out);
    TEXT.encode(reject.reason(), out);
    TEXT.encode(reject.raw(), out);
    VarLongCoder.of().encode(reject.rows(), out);
  }

  @Override
  public Reject decode(InputStream in) throws IOException {
    return new Reject(
        TEXT.decode(in),
        TEXT.decode(in),
        VarIntCoder.of().decode(in),
        VarLongCoder.of().decode(in),
        TEXT.decode(in),
        TEXT.decode(in),
        TEXT.decode(in),
        VarLongCoder.of().decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
