package io.risknet.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProcessTest {
  @TempDir private Path temp;

  @Test
  void isFoundAgainFromItsFile() throws IOException {
    var file = temp.resolve("me.json");
    NodeProcess.of("me", ProcessHandle.current()).write(file);

    assertThat(NodeProcess.read(file).handle()).contains(ProcessHandle.current());
  }

  @Test
  void aLaterProcessOfTheSameNumberIsAnother() {
    var me = NodeProcess.of("me", ProcessHandle.current());

    assertThat(new NodeProcess("me", me.pid(), me.startedAt() - 1000).handle()).isEmpty();
  }
}
