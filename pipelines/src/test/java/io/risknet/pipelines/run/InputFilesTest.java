package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.pipelines.run.InputFiles.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFilesTest {
  @TempDir Path directory;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private String glob(String pattern) {
    return directory.resolve(pattern).toString();
  }

  private InputFile only(String name) {
    return InputFiles.find("--input", glob(name)).files().get(0);
  }

  @Test
  void findsTheFilesOfAGlobByPath() throws IOException {
    file("b.csv", "12345");
    file("a.csv", "123");
    file("c.txt", "1");

    var found = InputFiles.find("--input", glob("*.csv"));

    assertThat(found.glob()).isEqualTo(glob("*.csv"));
    assertThat(found.files())
        .extracting(InputFile::path)
        .containsExactly(glob("a.csv"), glob("b.csv"));
    assertThat(found.bytes()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,8388608", // 8 MiB at least
    "0,1600000000,100000000", // a 16th
    "0,99000000000,134217728", // 128 MiB at most
    "5000,1600000000,5000" // what was asked for
  })
  void aRangeIsAShareOfTheInput(long wanted, long bytes, long range) {
    var files = new InputFiles("*", List.of(new InputFile("a.csv", bytes, "")));

    assertThat(files.rangeBytes(wanted)).isEqualTo(range);
  }

  @Test
  void emptyFilesAmongOthersAreFine() throws IOException {
    file("a.csv", "");
    file("b.csv", "1");

    assertThat(InputFiles.find("--input", glob("*.csv")).files()).hasSize(2);
  }

  @Test
  void theFingerprintTellsThatAFileIsAnother() throws IOException {
    var time = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(file("a.csv", "123"), time);
    var before = only("a.csv").fingerprint();
    assertThat(only("a.csv").fingerprint()).isEqualTo(before);

    Files.setLastModifiedTime(file("a.csv", "1234"), time);
    assertThat(only("a.csv").fingerprint()).isNotEqualTo(before);

    Files.setLastModifiedTime(file("a.csv", "124"), FileTime.fromMillis(1_700_000_100_000L));
    assertThat(only("a.csv").fingerprint()).isNotEqualTo(before);

    Files.setLastModifiedTime(file("b.csv", "123"), time);
    assertThat(only("b.csv").fingerprint()).isNotEqualTo(before);
  }

  @Test
  void aBlankGlobNamesTheOption() {
    assertThatThrownBy(() -> InputFiles.find("--loans", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The option --loans is missing; give the path or glob of the files.");
  }

  @Test
  void aGlobWithoutFilesIsRefused() {
    for (var nothing : new String[] {"*.csv", "none.csv", "none/deep/*.csv"}) {
      assertThatThrownBy(() -> InputFiles.find("--loans", glob(nothing)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "No file matches --loans=%s; give the path or glob of files that exist.",
              glob(nothing));
    }
  }

  @Test
  void emptyFilesAloneAreRefused() throws IOException {
    file("a.csv", "");
    file("b.csv", "");

    assertThatThrownBy(() -> InputFiles.find("--loans", glob("*.csv")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The files of --loans=%s are empty; give files with rows.", glob("*.csv"));
  }
}
