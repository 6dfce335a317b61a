package io.risknet.transforms.records;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;

/**
 * The compact, versioned and deterministic encoding of a {@link RecordBatch}: a version byte, the
 * number of rows, then, behind their length, the schema and column by column. Integers, and numbers
 * that are integers, take the narrowest of one, two or four bytes that holds all values of their
 * column.
 *
 * <p>A batch that was read is unpacked only when it is asked for its columns, and written as it was
 * read until then: runners copy what they group many times before anybody looks at it.
 */
public final class RecordBatchCoder extends AtomicCoder<RecordBatch> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 2;
  private static final RecordBatchCoder INSTANCE = new RecordBatchCoder();

  private RecordBatchCoder() {}

  /** The coder. */
  public static RecordBatchCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RecordBatch batch, OutputStream stream) throws IOException {
    var out = new DataOutputStream(stream);
    var bytes = batch.packed().bytes();
    out.writeByte(VERSION);
    out.writeInt(batch.rows());
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  @Override
  public RecordBatch decode(InputStream stream) throws IOException {
    var in = new DataInputStream(stream);
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new CoderException(
          "A record batch of format " + version + " was met; this release reads " + VERSION + ".");
    }
    int rows = in.readInt();
    var bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new RecordBatch(PackedBatch.read(bytes, rows), rows);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
