package io.risknet.transforms.scoring;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.DelimitedRow;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchBuilder;
import io.risknet.transforms.records.RejectedRowException;
import io.risknet.transforms.records.TableSchema;
import java.util.List;
import java.util.Map;

/** Makes a batch of one loan given as texts, by the code that reads delimited files. */
final class LoanParser {
  private final TableSchema schema;
  private final List<String> names;
  private final List<String> missing;

  private LoanParser(TableSchema schema, List<String> missing) {
    this.schema = schema;
    this.names = schema.columns().stream().map(ColumnSchema::name).toList();
    this.missing = missing;
  }

  static LoanParser of(ModelBundle bundle) {
    return new LoanParser(bundle.schema(), List.copyOf(bundle.missing()));
  }

  RecordBatch parse(Map<String, String> loan) {
    for (var name : loan.keySet()) {
      checkArgument(
          schema.contains(name), "The model's table has no column '%s'; it has %s.", name, names);
    }
    var fields = names.stream().map(name -> loan.getOrDefault(name, "")).toList();
    var builder = RecordBatchBuilder.of(schema, 1);
    try {
      builder.addRow(DelimitedRow.of(names, missing, fields));
    } catch (RejectedRowException e) {
      throw new IllegalArgumentException(
          "In column '%s' %s; mend it, or leave it out when missing."
              .formatted(e.column(), e.getMessage()),
          e);
    }
    return builder.build();
  }
}
