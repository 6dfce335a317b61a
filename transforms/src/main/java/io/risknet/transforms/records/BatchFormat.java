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
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a batch: its schema, then column by column. */
final class BatchFormat {
  private static final Interner<TableSchema> SCHEMAS = Interners.newWeakInterner();

  private BatchFormat() {}

  static byte[] pack(PackedBatch.Contents contents) {
    var bytes = new ByteArrayOutputStream();
    try {
      write(contents, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("A record batch can't be packed: " + e.getMessage() + ".", e);
    }
    return bytes.toByteArray();
  }

  private static void write(PackedBatch.Contents contents, DataOutputStream out)
      throws IOException {
    writeSchema(contents.schema(), out);
    for (var column : contents.columns()) {
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
  }

  static PackedBatch.Contents unpack(byte[] bytes, int rows) {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes)), rows);
    } catch (IOException e) {
      throw new UncheckedIOException("A record batch is damaged: " + e.getMessage() + ".", e);
    }
  }

  private static PackedBatch.Contents read(DataInputStream in, int rows) throws IOException {
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
    return new PackedBatch.Contents(schema, columns.build());
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
}
