package io.risknet.pipelines.run;

import static com.google.common.collect.Iterables.getOnlyElement;

import io.risknet.transforms.evaluation.BinaryMetrics;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Ends a run of one stage: writes what its one element holds, and the manifest after it.
 *
 * <pre>{@code
 * profile.apply("Finish", FinishRun.of(output, start, "profile", tallies, (table, directory) -> {
 *   ProfileFile.write(directory, table);
 *   return FinishRun.Told.NOTHING;
 * }));
 * }</pre>
 *
 * @param <T> the element
 */
public final class FinishRun<T> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1;

  private final transient OutputDirectory output;
  private final transient RunManifest start;
  private final String stage;
  private final transient PCollection<Map<String, Long>> tallies;
  private final Results<T> results;

  /**
   * What the manifest tells of the results.
   *
   * @param metrics by what was measured
   * @param stability how far rows have moved
   */
  public record Told(Optional<Map<String, BinaryMetrics>> metrics, Optional<Stability> stability) {
    /** Nothing. */
    public static final Told NOTHING = new Told(Optional.empty(), Optional.empty());
  }

  /**
   * Writes the results.
   *
   * @param <T> which are one element
   */
  @FunctionalInterface
  public interface Results<T> extends Serializable {
    /** Writes them into the run's directory. */
    Told write(T element, OutputDirectory output) throws IOException;
  }

  private FinishRun(
      OutputDirectory output,
      RunManifest start,
      String stage,
      PCollection<Map<String, Long>> tallies,
      Results<T> results) {
    this.output = output;
    this.start = start;
    this.stage = stage;
    this.tallies = tallies;
    this.results = results;
  }

  /**
   * Ends a run.
   *
   * @param start of the manifest
   * @param stage its only one
   * @param tallies one element, what {@link CheckRejects} puts out
   * @param results writes what is to be there before the manifest
   */
  public static <T> FinishRun<T> of(
      OutputDirectory output,
      RunManifest start,
      String stage,
      PCollection<Map<String, Long>> tallies,
      Results<T> results) {
    return new FinishRun<>(output, start, stage, tallies, results);
  }

  @Override
  public PDone expand(PCollection<T> elements) {
    PCollectionView<Iterable<Map<String, Long>>> view = tallies.apply("Tallied", View.asIterable());
    elements.apply("Write", ParDo.of(new WriteFn<>(this, view)).withSideInputs(view));
    return PDone.in(elements.getPipeline());
  }

  private static final class WriteFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1;

    private final String directory;
    private final String startJson;
    private final String stage;
    private final Results<T> results;
    private final PCollectionView<Iterable<Map<String, Long>>> tallies;

    WriteFn(FinishRun<T> run, PCollectionView<Iterable<Map<String, Long>>> tallies) {
      this.directory = run.output.path();
      this.startJson = run.start.toJson();
      this.stage = run.stage;
      this.results = run.results;
      this.tallies = tallies;
    }

    @ProcessElement
    public void write(ProcessContext context) throws IOException {
      var output = OutputDirectory.of(directory);
      var told = results.write(context.element(), output);
      var rows = getOnlyElement(context.sideInput(tallies));
      var start = RunManifest.fromJson(startJson);
      var stages = start.stages(List.of(stage), output.temp(), any -> Tallies.lines(rows));
      var manifest = start.finish(rows, stages, Optional.empty(), told.metrics());
      output.finish(told.stability().map(manifest::withStability).orElse(manifest), output.temp());
    }
  }
}
