package io.risknet.transforms.profiling;

import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of a column of texts: what an id is does not belong in a profile. */
final class TextColumnCounts implements ColumnCounts {
  private long rows;
  private long missing;

  @Override
  public ColumnType type() {
    return ColumnType.TEXT;
  }

  @Override
  public void add(Column column) {
    for (int row = 0; row < column.size(); row++) {
      missing += column.isMissing(row) ? 1 : 0;
    }
    rows += column.size();
  }

  @Override
  public List<ColumnCounts> parts() {
    return List.of(this);
  }

  @Override
  public ColumnProfile profile() {
    return new ColumnProfile(
        type(), rows, missing, Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public Drift drift(ColumnProfile reference, ColumnProfile profile) {
    return Drift.ofTexts(reference, profile);
  }

  @Override
  public TextColumnCounts merge(ColumnCounts other) {
    var others = (TextColumnCounts) other;
    var merged = new TextColumnCounts();
    merged.rows = rows + others.rows;
    merged.missing = missing + others.missing;
    return merged;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeLong(missing);
  }

  static TextColumnCounts read(DataInput in) throws IOException {
    var counts = new TextColumnCounts();
    counts.rows = in.readLong();
    counts.missing = in.readLong();
    return counts;
  }
}
