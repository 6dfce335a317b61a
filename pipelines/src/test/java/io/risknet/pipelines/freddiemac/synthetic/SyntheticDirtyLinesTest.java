package io.risknet.pipelines.freddiemac.synthetic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDirtyLinesTest {
  @TempDir static Path directory;

  private static QuarterFiles files;
  private static List<String> loans;
  private static List<String> rows;

  /**
   * 1,000 loans and one line in a hundred: some ten dirty origination lines, the least that promise
   * all kinds.
   */
  @BeforeAll
  static void write() throws IOException {
    files = SyntheticQuarter.of("2009Q1").withLoans(1_000).withDirtyFraction(0.01).write(directory);
    loans = Files.readAllLines(files.loans(), ISO_8859_1);
    rows = Files.readAllLines(files.performance(), ISO_8859_1);
  }

  @Test
  void bothFilesHaveLinesWithFarTooFewColumns() {
    Predicate<String> cut = line -> line.contains("|") && SyntheticSample.columns(line).length < 20;
    assertThat(loans).anyMatch(cut);
    assertThat(rows).anyMatch(cut);
  }

  @Test
  void bothFilesHaveLettersInANumericColumn() {
    Predicate<String> letters =
        line -> SyntheticSample.columns(line).length == 32 && line.contains("n/a");
    assertThat(loans).anyMatch(letters);
    assertThat(rows).anyMatch(letters);
  }

  @Test
  void bothFilesHaveBlankLines() {
    assertThat(loans).contains("");
    assertThat(rows).contains("");
  }

  @Test
  void bothFilesHaveAnAbsurdlyLongLine() {
    assertThat(loans).anyMatch(line -> line.length() > 100_000);
    assertThat(rows).anyMatch(line -> line.length() > 100_000);
  }

  @Test
  void aSellerNameIsNotUtf8() {
    assertThat(loans)
        .filteredOn(SyntheticDirtyLinesTest::isNotUtf8)
        .isNotEmpty()
        .allMatch(line -> isNotUtf8(SyntheticSample.columns(line)[23]));
  }

  @Test
  void anIdOfAMonthlyRowIsNotUtf8() {
    assertThat(rows)
        .filteredOn(SyntheticDirtyLinesTest::isNotUtf8)
        .isNotEmpty()
        .allMatch(line -> isNotUtf8(SyntheticSample.columns(line)[0]));
  }

  @Test
  void anOriginationLineIsRepeated() {
    Set<String> once = new HashSet<>();
    assertThat(loans).anyMatch(line -> !line.isEmpty() && !once.add(line));
  }

  @Test
  void dirtyLinesAreTheFractionAskedFor() throws IOException {
    QuarterFiles many =
        SyntheticQuarter.of("2010Q1").withLoans(500).withDirtyFraction(0.3).write(directory);
    assertThat((double) many.dirtyLines() / (many.loanLines() + many.performanceLines()))
        .isBetween(0.25, 0.31);
  }

  @Test
  void longLinesStayAHandful() throws IOException {
    QuarterFiles many =
        SyntheticQuarter.of("2011Q1").withLoans(500).withDirtyFraction(0.5).write(directory);
    assertThat(Files.readAllLines(many.performance(), ISO_8859_1))
        .filteredOn(line -> line.length() > 100_000)
        .hasSize(5);
  }

  @Test
  void theCountsOfLinesAreTheFiles() {
    assertThat(files.loanLines()).isEqualTo(loans.size());
    assertThat(files.performanceLines()).isEqualTo(rows.size());
  }

  @Test
  void withoutDirtThereIsNone() throws IOException {
    QuarterFiles clean =
        SyntheticQuarter.of("2012Q1").withLoans(300).withDirtyFraction(0).write(directory);
    assertThat(clean.dirtyLines()).isZero();
    assertThat(Files.readAllLines(clean.loans(), UTF_8)).hasSize(300);
  }

  private static boolean isNotUtf8(String text) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }
}
