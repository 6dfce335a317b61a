package io.risknet.pipelines.compare;

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

/** Writes {@code comparison.json}, and the manifest after it. */
final class WriteComparisonFn extends DoFn<Comparison, Void> {
  private static final long serialVersionUID = 1;

  private final String output;
  private final String startJson;
  private final PCollectionView<Iterable<Map<String, Long>>> tallies;

  WriteComparisonFn(
      OutputDirectory output,
      RunManifest start,
      PCollectionView<Iterable<Map<String, Long>>> tallies) {
    this.output = output.path();
    this.startJson = start.toJson();
    this.tallies = tallies;
  }

  @ProcessElement
  public void write(ProcessContext context) throws IOException {
    var directory = OutputDirectory.of(output);
    var comparison = context.element();
    comparison.write(directory);
    var rows = getOnlyElement(context.sideInput(tallies));
    var start = RunManifest.fromJson(startJson);
    var stages =
        start.stages(
            List.of(ComparePipeline.COMPARE), directory.temp(), stage -> Tallies.lines(rows));
    var metrics =
        Map.of(
            ScoreBothFn.CHAMPION, comparison.champion().metrics(),
            ScoreBothFn.CHALLENGER, comparison.challenger().metrics());
    directory.finish(
        start.finish(rows, stages, Optional.empty(), Optional.of(metrics)), directory.temp());
  }
}
