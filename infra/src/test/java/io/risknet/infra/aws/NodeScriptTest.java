package io.risknet.infra.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeScriptTest {
  @TempDir private Path temp;

  @Test
  void shellcheckFindsNothing() throws Exception {
    assumeTrue(
        shellcheckIsThere(),
        "Skipped, as there is no 'shellcheck' to run: install it (shellcheck on Debian).");
    var script = Files.writeString(temp.resolve("node.sh"), Templates.nodeScript());
    var check =
        new ProcessBuilder("shellcheck", "--norc", script.toString())
            .redirectErrorStream(true)
            .start();
    var findings = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(check.waitFor()).as(findings).isZero();
  }

  private static boolean shellcheckIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("shellcheck", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
