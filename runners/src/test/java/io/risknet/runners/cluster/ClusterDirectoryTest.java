package io.risknet.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoryTest {
  private static final ClusterSettings SETTINGS =
      new ClusterSettings("127.0.0.1", "127.0.0.1", 8081, 6123, 1, 4L << 30, 1600L << 20);

  @TempDir private Path temp;

  @Test
  void filesOfOthersAreLeftAlone() throws IOException {
    var theirs = Files.createDirectory(temp.resolve("logs")).resolve("access.log");
    Files.writeString(theirs, "theirs");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterDirectory.of(temp).prepare(SETTINGS))
        .withMessage(
            "--directory=%s holds files, and nothing tells that a cluster left them; name a new or"
                + " an empty directory.",
            temp);
    assertThat(theirs).hasContent("theirs");
  }

  @Test
  void anEmptyDirectoryWillDo() throws IOException {
    var directory = ClusterDirectory.of(temp);
    directory.prepare(SETTINGS);

    assertThat(directory.settings()).contains(SETTINGS);
  }

  @Test
  void logsStayWhenTheClusterEndsAndGiveWayToThoseOfTheNext() throws IOException {
    var directory = ClusterDirectory.of(temp.resolve("new"));
    directory.prepare(SETTINGS);
    Files.writeString(directory.log("worker-1"), "Registered.");
    directory.clear();
    assertThat(directory.log("worker-1")).exists();

    directory.prepare(SETTINGS);
    assertThat(directory.logs()).isEmptyDirectory();
  }
}
