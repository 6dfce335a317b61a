package io.risknet.runners;

import com.google.common.io.Resources;
import io.risknet.pipelines.spec.Specs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The built-in spec, to be changed. */
public final class FreddieMacSpec {
  private FreddieMacSpec() {}

  public static String text() throws IOException {
    return Resources.toString(
        Resources.getResource(Specs.class, "freddie-mac.yaml"), StandardCharsets.UTF_8);
  }

  /** The built-in spec with another grid. */
  public static Path withGrid(Path file, String grid) throws IOException {
    var text = text();
    return Files.writeString(file, text.substring(0, text.indexOf("grid:")) + grid);
  }
}
