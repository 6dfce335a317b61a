package io.risknet.transforms.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path directory;

  @Test
  void readsWhatWasWrittenLast() throws IOException {
    var file = directory.resolve("below/file").toString();

    AtomicFile.write(file, new byte[] {1, 2});
    AtomicFile.write(file, new byte[] {3});

    assertThat(AtomicFile.read(file)).hasValue(new byte[] {3});
    assertThat(directory.resolve("below")).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFileThatIsNotThereIsEmpty() throws IOException {
    assertThat(AtomicFile.read(directory.resolve("none/file").toString())).isEmpty();
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
    Files.createDirectories(directory.resolve("taken/by a directory"));

    assertThatThrownBy(
            () -> AtomicFile.write(directory.resolve("taken").toString(), new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }
}
