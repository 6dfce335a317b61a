package io.risknet.pipelines.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.TableSchema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllowedLeakageTest {
  private static final TableSchema TABLE =
      TableSchema.of(
          ColumnSchema.id("id"),
          ColumnSchema.numeric("dti"),
          ColumnSchema.numeric("progress").withRole(ColumnRole.OUTCOME),
          ColumnSchema.numeric("loss").withRole(ColumnRole.OUTCOME),
          ColumnSchema.label("default"));

  @Test
  void takesTheMarkOffTheColumnsThatItNamesAndNoOther() {
    assertThat(AllowedLeakage.of("dti, progress", TABLE).unmark(TABLE))
        .isEqualTo(TABLE.with(ColumnSchema.numeric("progress")));
  }

  @Test
  void theLabelStaysOne() {
    assertThat(AllowedLeakage.of("default", TABLE).unmark(TABLE)).isEqualTo(TABLE);
  }

  /** It reads two columns, of one of which two features are made. */
  private static final ModelColumns MODEL =
      new ModelColumns(
          List.of("dti", "dti:missing", "progress"),
          List.of("dti", "dti", "progress"),
          List.of("dti", "progress"));

  @Test
  void whatIsKnownLaterAndReadLeaks() {
    assertThat(AllowedLeakage.of("dti,loss,progress", TABLE).leaks(MODEL))
        .containsExactly("progress");
  }

  @Test
  void whatIsReadAndSuspectedIsDeclaredHonest() {
    assertThat(AllowedLeakage.of("dti", TABLE).declaredHonest(MODEL, Set.of("dti:missing")))
        .containsExactly("dti");
  }

  @Test
  void ofWhatTheGuardDoesNotSuspectNothingIsDeclared() {
    assertThat(AllowedLeakage.of("dti", TABLE).declaredHonest(MODEL, Set.of())).isEmpty();
  }

  @Test
  void whatIsKnownLaterIsNotDeclaredHonest() {
    assertThat(AllowedLeakage.of("progress", TABLE).declaredHonest(MODEL, Set.of("progress")))
        .isEmpty();
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> AllowedLeakage.of("progres", TABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "--allowLeakage=progres names the column 'progres', which the table does not have");
  }
}
