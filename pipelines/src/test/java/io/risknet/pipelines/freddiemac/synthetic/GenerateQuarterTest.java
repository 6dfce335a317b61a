package io.risknet.pipelines.freddiemac.synthetic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateQuarterTest {
  private static final SyntheticQuarter QUARTER = SyntheticQuarter.of("2009Q1").withLoans(1_500);

  @TempDir Path directory;

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws Exception {
    QuarterFiles one = GenerateQuarter.of(QUARTER).withThreads(1).write(directory.resolve("one"));
    QuarterFiles two = GenerateQuarter.of(QUARTER).withThreads(2).write(directory.resolve("two"));
    assertThat(hashes(two)).isEqualTo(hashes(one));
  }

  @Test
  void theBytesAreTheOnesOfEarlierVersions() throws Exception {
    // Change these only on purpose: measurements made on older files can't be compared afterwards.
    assertThat(hashes(QUARTER.write(directory)))
        .containsExactly("16b828fc418873b2", "9a4a49a60636908e");
  }

  @Test
  void anotherSeedGivesOtherBytes() throws Exception {
    QuarterFiles one = QUARTER.withSeed(1).withDirtyFraction(0).write(directory.resolve("one"));
    QuarterFiles two = QUARTER.withSeed(2).withDirtyFraction(0).write(directory.resolve("two"));
    assertThat(hashes(two)).doesNotContainAnyElementsOf(hashes(one));
  }

  @Test
  void anotherQuarterHasOtherLoans() throws Exception {
    List<String> one = loans(QUARTER.withDirtyFraction(0).write(directory));
    List<String> two =
        loans(SyntheticQuarter.of("2009Q2").withLoans(1_500).withDirtyFraction(0).write(directory));
    int same = 0;
    for (int i = 0; i < 1_500; i++) {
      same += creditScore(one.get(i)).equals(creditScore(two.get(i))) ? 1 : 0;
    }
    assertThat(same).isLessThan(100);
  }

  @Test
  void moreLoansLeaveTheEarlierOnesAsTheyWere() throws Exception {
    List<String> few = loans(QUARTER.withLoans(300).write(directory.resolve("few")));
    List<String> many = loans(QUARTER.write(directory.resolve("many")));
    assertThat(many.subList(0, few.size())).isEqualTo(few);
  }

  @Test
  void refusesToReplaceAFile() throws IOException {
    Path loans = Files.writeString(directory.resolve(QUARTER.loansFile()), "mine");
    assertThatThrownBy(() -> beforeAnyWork().write(directory))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(loans + ": the file exists already; pass --overwrite to replace it.");
    assertThat(loans).hasContent("mine");
  }

  @Test
  void refusesToReplaceAPerformanceFileAlone() throws IOException {
    Path rows = Files.writeString(directory.resolve(QUARTER.performanceFile()), "mine");
    assertThatThrownBy(() -> beforeAnyWork().write(directory))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageStartingWith(rows.toString());
    assertThat(names()).containsExactly(QUARTER.performanceFile());
  }

  @Test
  void refusesToReplaceAFileThatCameMeanwhile() throws IOException {
    Path loans = directory.resolve(QUARTER.loansFile());
    GenerateQuarter late = GenerateQuarter.of(QUARTER).withProgress(written -> put(loans));
    assertThatThrownBy(() -> late.write(directory)).hasMessageContaining("--overwrite");
    assertThat(loans).hasContent("theirs");
  }

  @Test
  void replacesFilesWhenTold() throws Exception {
    Files.writeString(directory.resolve(QUARTER.loansFile()), "old");
    Files.writeString(directory.resolve(QUARTER.performanceFile()), "old");
    QuarterFiles replaced = GenerateQuarter.of(QUARTER).withOverwrite(true).write(directory);
    QuarterFiles fresh = QUARTER.write(directory.resolve("fresh"));
    assertThat(hashes(replaced)).isEqualTo(hashes(fresh));
  }

  @Test
  void makesTheDirectoryAndLeavesOnlyTheTwoFiles() throws IOException {
    directory = directory.resolve("a/b");
    QUARTER.write(directory);
    assertThat(names()).containsExactlyInAnyOrder(QUARTER.loansFile(), QUARTER.performanceFile());
  }

  @Test
  void aFailedRunLeavesNothing() throws IOException {
    GenerateQuarter failing =
        GenerateQuarter.of(QUARTER)
            .withProgress(
                loans -> {
                  throw new IllegalStateException("stop");
                });
    assertThatThrownBy(() -> failing.write(directory)).hasMessage("stop");
    assertThat(names()).isEmpty();
  }

  @Test
  void aFailedRunLeavesOldFilesAlone() throws IOException {
    Path loans = Files.writeString(directory.resolve(QUARTER.loansFile()), "old");
    GenerateQuarter failing =
        GenerateQuarter.of(QUARTER)
            .withOverwrite(true)
            .withProgress(
                written -> {
                  throw new IllegalStateException("stop");
                });
    assertThatThrownBy(() -> failing.write(directory)).hasMessage("stop");
    assertThat(loans).hasContent("old");
  }

  @Test
  void noFileHasItsNameBeforeItIsWhole() throws IOException {
    List<String> seen = new ArrayList<>();
    GenerateQuarter.of(QUARTER)
        .withProgress(loans -> seen.addAll(uncheckedNames()))
        .write(directory);
    assertThat(seen).isNotEmpty().allMatch(name -> name.endsWith(".part"));
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> QUARTER.write(directory)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void tellsHowManyLoansAreWritten() throws IOException {
    List<Long> told = new ArrayList<>();
    GenerateQuarter.of(QUARTER).withProgress(told::add).write(directory);
    assertThat(told).hasSizeGreaterThan(3).isSorted().endsWith(1_500L);
  }

  @Test
  void writesASingleLoan() throws IOException {
    QuarterFiles files = QUARTER.withLoans(1).withDirtyFraction(0).write(directory);
    assertThat(loans(files)).hasSize(1);
  }

  @Test
  void tellsTheBytesOfBothFiles() throws IOException {
    QuarterFiles files = QUARTER.write(directory);
    assertThat(files.bytes())
        .isEqualTo(Files.size(files.loans()) + Files.size(files.performance()));
  }

  @Test
  void refusesNoThreads() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GenerateQuarter.of(QUARTER).withThreads(0))
        .withMessageContaining("give one or more");
  }

  private static GenerateQuarter beforeAnyWork() {
    return GenerateQuarter.of(QUARTER)
        .withProgress(
            loans -> {
              throw new AssertionError("a long run must not end in a refusal");
            });
  }

  private static void put(Path file) {
    try {
      Files.writeString(file, "theirs");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String creditScore(String line) {
    return line.substring(0, line.indexOf('|'));
  }

  private static List<String> loans(QuarterFiles files) throws IOException {
    return Files.readAllLines(files.loans(), ISO_8859_1);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private List<String> uncheckedNames() {
    try {
      return names();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> hashes(QuarterFiles files)
      throws IOException, NoSuchAlgorithmException {
    return List.of(hash(files.loans()), hash(files.performance()));
  }

  private static String hash(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest, 0, 8);
  }
}
