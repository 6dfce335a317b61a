package io.risknet.pipelines.profile;

import static com.google.common.collect.Iterables.getOnlyElement;

import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.ProfileFile;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.Stability;
import io.risknet.pipelines.run.Tallies;
import io.risknet.transforms.profiling.TableProfile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** Writes {@code profile.json}, and the manifest of a profiling run after it. */
final class WriteProfileFn extends DoFn<TableProfile, Void> {
  private static final long serialVersionUID = 1;

  private final String output;
  private final String startJson;
  private final PCollectionView<Iterable<Map<String, Long>>> tallies;

  WriteProfileFn(
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
    var table = context.element();
    ProfileFile.write(directory, table);
    var rows = getOnlyElement(context.sideInput(tallies));
    var start = RunManifest.fromJson(startJson);
    var stages =
        start.stages(
            List.of(ProfilePipeline.PROFILE), directory.temp(), stage -> Tallies.lines(rows));
    var manifest = start.finish(rows, stages, Optional.empty(), Optional.empty());
    var stability = Stability.of(table);
    directory.finish(
        stability.hasNothing() ? manifest : manifest.withStability(stability), directory.temp());
  }
}
