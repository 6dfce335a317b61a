package io.risknet.pipelines.run;

import io.risknet.pipelines.spec.TableSpec;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.records.DelimitedFormat;
import io.risknet.transforms.records.TableSchema;
import java.io.Serializable;

/**
 * How the files of a table are read.
 *
 * @param format how they are cut into fields
 * @param schema the columns that are read
 * @param cleaning the rules that the rows are cleaned by
 */
public record TableReading(DelimitedFormat format, TableSchema schema, CleaningRules cleaning)
    implements Serializable {

  /** As the spec of the table says. */
  public static TableReading of(TableSpec table) {
    return new TableReading(table.format(), table.schema(), table.cleaning());
  }
}
