package io.risknet.pipelines.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.pipelines.run.TableReading;
import io.risknet.pipelines.spec.Specs;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of two models, of which both go by dti, score and channel. */
class CommonTableTest {
  private static final String TABLE =
      """
      name: test
      table:
        delimiter: "|"
        header: false
        columns:
          loan: {type: id, trim: true}
          dti: {type: numeric, max: 65}
          score: {type: numeric}
          channel: {type: categorical, upperCase: true}
          default: {type: label}
          later: {type: skip}
      split: {train: 0.6, validation: 0.2, test: 0.2}
      features: {encode: [numeric: dti]}
      """;

  private static ModelBundle trained;
  private static Contender champion;

  @BeforeAll
  static void train() throws Exception {
    trained = TestBundles.bundle();
    champion = contender("champion", TABLE);
  }

  /** A model that reads all columns of a table but its label. */
  private static Contender contender(String name, String yaml) {
    var table = Specs.parse(name, yaml).table();
    var label = table.schema().nameOf(ColumnRole.LABEL);
    var bundle =
        ModelBundle.of(
                table.schema().without(List.of(label)),
                table.cleaning(),
                trained.features(),
                trained.model(),
                trained.provenance())
            .withMissing(table.format().missing());
    return new Contender(name, bundle, table);
  }

  private static TableReading reading(String challenger) {
    var schema = champion.table().schema();
    return CommonTable.reading(
        champion,
        contender("challenger", challenger),
        List.of(schema.column("loan"), schema.column("default")));
  }

  @Test
  void onlyIdAndLabelAreCleaned() {
    assertThat(reading(TABLE).cleaning().columns()).containsOnlyKeys("loan", "default");
  }

  @Test
  void aColumnBeyondThoseThatTheChampionKnowsIsRead() {
    var reading = reading(TABLE.replace("split:", "    more: {type: numeric}\nsplit:"));

    assertThat(reading.schema().column("more")).isEqualTo(ColumnSchema.numeric("more"));
    assertThat(reading.format().columnNames()).endsWith("later", "more");
    assertThat(reading.format().minColumns()).isEqualTo(7);
  }

  @Test
  void whatNoModelReadsAtTheEndOfALineMayBeAbsent() {
    assertThat(reading(TABLE).format().minColumns()).isEqualTo(5);
  }

  @Test
  void numbersAreReadAsTextWhereOtherTextsStandForMissing() {
    var reading =
        reading(TABLE.replace("score: {type: numeric", "score: {type: numeric, missing: [NA]"));

    assertThat(reading.schema().column("dti").type()).isEqualTo(ColumnType.TEXT);
    assertThat(reading.schema().column("score").type()).isEqualTo(ColumnType.TEXT);
    assertThat(reading.schema().column("default").type()).isEqualTo(ColumnType.NUMERIC);
  }

  @Test
  void anotherDelimiterIsRefused() {
    assertThatThrownBy(() -> reading(TABLE.replace("\"|\"", "\",\"")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("champion and challenger tell of tables with another delimiter");
  }

  @Test
  void columnsInAnotherOrderAreRefused() {
    var swapped =
        TABLE
            .replace("    score: {type: numeric}\n", "")
            .replace("    later:", "    score: {type: numeric}\n    later:");

    assertThatThrownBy(() -> reading(swapped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "Column 3 of the table is 'score' to the model at champion, and 'channel' to the one");
  }

  @Test
  void theLabelAsAFeatureIsRefused() {
    var other =
        TABLE
            .replace("default: {type: label}", "default: {type: numeric}")
            .replace("later: {type: skip}", "later: {type: label}");

    assertThatThrownBy(() -> reading(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at challenger goes by the column 'default', which is the label");
  }
}
