package io.risknet.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.ColumnRole;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectedColumnTest {
  private static final RunSpec SPEC =
      Specs.parse(
          "cards.yaml",
          """
          name: cards
          table:
            delimiter: ","
            columns:
              card: {type: id}
              age: {type: numeric}
              income: {type: numeric}
              sex: {type: skip}
              bad: {type: label}
          split: {train: 0.6, validation: 0.2, test: 0.2}
          segments: [{column: age, edges: [25, 62]}]
          features: {encode: [{numeric: income}]}
          """);

  @Test
  void aReferenceFollowsTheColumn() {
    assertThat(ProtectedColumn.parse(List.of("sex", "sex:M", "sex:a:b"), SPEC))
        .containsExactly(
            new ProtectedColumn(SegmentSpec.of("sex"), ""),
            new ProtectedColumn(SegmentSpec.of("sex"), "M"),
            new ProtectedColumn(SegmentSpec.of("sex"), "a:b"));
  }

  @Test
  void aNumberIsDividedAsTheSpecsSegmentsDivideIt() {
    assertThat(ProtectedColumn.parse(List.of("age"), SPEC))
        .containsExactly(new ProtectedColumn(new SegmentSpec("age", List.of(25.0, 62.0)), ""));
    assertThatThrownBy(() -> ProtectedColumn.parse(List.of("income"), SPEC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--protected=income can't be done: a number takes edges");
  }

  @Test
  void aColumnThatIsSkippedIsReadAndIsNoFeature() {
    var protectedColumns = ProtectedColumn.parse(List.of("sex"), SPEC);
    var schema = SPEC.reading(protectedColumns).table().schema();

    assertThat(SPEC.table().schema().contains("sex")).isFalse();
    assertThat(schema.column("sex").role()).isEqualTo(ColumnRole.BOOKKEEPING);
  }

  @Test
  void aColumnThatIsAbsentIsNamed() {
    assertThatThrownBy(() -> ProtectedColumn.parse(List.of("race"), SPEC))
        .hasMessage(
            "--protected=race can't be done: the table has no such column; its columns are card, age,"
                + " income, sex, bad.");
  }
}
