package io.risknet.pipelines.score;

import static com.google.common.collect.Iterables.getOnlyElement;

import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.Tallies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** Writes the manifest of a scoring run, once everything else is written. */
final class WriteScoreManifestFn extends DoFn<String, Void> {
  private static final long serialVersionUID = 1;

  private final String output;
  private final String startJson;
  private final PCollectionView<Iterable<Map<String, Long>>> tallies;

  WriteScoreManifestFn(
      OutputDirectory output,
      RunManifest start,
      PCollectionView<Iterable<Map<String, Long>>> tallies) {
    this.output = output.path();
    this.startJson = start.toJson();
    this.tallies = tallies;
  }

  @ProcessElement
  public void write(ProcessContext context) throws IOException {
    var start = RunManifest.fromJson(startJson);
    var rows = getOnlyElement(context.sideInput(tallies));
    var directory = OutputDirectory.of(output);
    var stages =
        start.stages(List.of(ScorePipeline.SCORE), directory.temp(), stage -> Tallies.lines(rows));
    var manifest = start.finish(rows, stages, Optional.empty(), Optional.empty());
    directory.finish(manifest, directory.temp());
  }
}
