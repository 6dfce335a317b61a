package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private static final Interner<TableSchema> SCHEMAS = Interners.newWeakInterner();

  private RecordBatchCoder() {}

  /** The coder. */
  public static RecordBatchCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RecordBatch batch, OutputStream stream) throws IOException {
    var out = new DataOutputStream(stream);
    var packed = batch.contents() instanceof Packed read ? read.bytes() : Optional.<byte[]>empty();
    var bytes = packed.isPresent() ? packed.get() : pack(batch);
    out.writeByte(VERSION);
    out.writeInt(batch.rows());
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  private static byte[] pack(RecordBatch batch) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    writeSchema(batch.schema(), out);
    for (var column : batch.columns()) {
      if (column instanceof NumericColumn numeric) {
        PackedNumbers.write(numeric.values(), out);
      } else if (column instanceof CategoricalColumn categorical) {
        out.writeInt(categorical.dictionary().size());
        for (var value : categorical.dictionary()) {
          writeText(value, out);
        }
        PackedNumbers.write(categorical.codes(), out);
      } else if (column instanceof TextColumn text) {
        writeTexts(text, out);
      } else if (column instanceof MonthColumn month) {
        PackedNumbers.write(month.months(), out);
      }
    }
    out.flush();
    return bytes.toByteArray();
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
    return new RecordBatch(new Packed(bytes, rows), rows);
  }

  /** The contents of a batch that was read, packed until somebody asks for them. */
  private static final class Packed implements Supplier<RecordBatch.Contents> {
    private final int rows;
    private byte[] bytes;
    private RecordBatch.Contents contents;

    Packed(byte[] bytes, int rows) {
      this.bytes = bytes;
      this.rows = rows;
    }

    /** As read, while they are packed. */
    synchronized Optional<byte[]> bytes() {
      return Optional.ofNullable(bytes);
    }

    @Override
    public synchronized RecordBatch.Contents get() {
      if (contents == null) {
        contents = unpack(bytes, rows);
        bytes = null;
      }
      return contents;
    }
  }

  private static RecordBatch.Contents unpack(byte[] bytes, int rows) {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes)), rows);
    } catch (IOException e) {
      throw new UncheckedIOException("A record batch is damaged: " + e.getMessage() + ".", e);
    }
  }

  private static RecordBatch.Contents read(DataInputStream in, int rows) throws IOException {
    var schema = readSchema(in);
    var columns = ImmutableList.<Column>builderWithExpectedSize(schema.size());
    for (var column : schema.columns()) {
      columns.add(
          switch (column.type()) {
            case NUMERIC -> NumericColumn.of(PackedNumbers.readDoubles(rows, in));
            case CATEGORICAL -> readCategorical(rows, in);
            case TEXT -> readTexts(rows, in);
            case MONTH -> MonthColumn.of(PackedNumbers.readInts(rows, in));
          });
    }
    return new RecordBatch.Contents(schema, columns.build());
  }

  private static void writeSchema(TableSchema schema, DataOutputStream out) throws IOException {
    out.writeInt(schema.size());
    for (var column : schema.columns()) {
      writeText(column.name(), out);
      writeText(column.type().name(), out);
      writeText(column.role().name(), out);
    }
  }

  private static TableSchema readSchema(DataInputStream in) throws IOException {
    int size = in.readInt();
    var columns = new ArrayList<ColumnSchema>(size);
    for (int i = 0; i < size; i++) {
      columns.add(
          new ColumnSchema(
              readText(in), ColumnType.valueOf(readText(in)), ColumnRole.valueOf(readText(in))));
    }
    return SCHEMAS.intern(TableSchema.of(columns));
  }

  private static CategoricalColumn readCategorical(int rows, DataInputStream in)
      throws IOException {
    int size = in.readInt();
    List<String> dictionary = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      dictionary.add(readText(in));
    }
    return CategoricalColumn.of(PackedNumbers.readInts(rows, in), dictionary);
  }

  private static void writeTexts(TextColumn text, DataOutputStream out) throws IOException {
    var lengths = new int[text.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = text.end(i) - text.start(i);
    }
    PackedNumbers.write(lengths, out);
    out.writeInt(text.bytes().length);
    out.write(text.bytes());
  }

  private static TextColumn readTexts(int rows, DataInputStream in) throws IOException {
    var lengths = PackedNumbers.readInts(rows, in);
    var offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = offsets[i] + lengths[i];
    }
    var bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return TextColumn.of(bytes, offsets);
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    var bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    var bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
