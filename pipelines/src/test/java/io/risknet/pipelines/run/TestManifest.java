package io.risknet.pipelines.run;

import io.risknet.pipelines.run.InputFiles.InputFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The manifest of a training run that has begun, for tests. */
public final class TestManifest {
  private TestManifest() {}

  public static RunManifest started(String spec, List<InputFile> inputs) {
    return new RunManifest(
        "run-id",
        "train",
        spec,
        new RunManifest.Code("1.2", "0a1b"),
        "DirectRunner",
        OptionalInt.empty(),
        "2026-01-01T00:00:00Z",
        "",
        inputs,
        Map.of(),
        List.of(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }
}
