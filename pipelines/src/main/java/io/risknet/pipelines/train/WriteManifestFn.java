package io.risknet.pipelines.train;

import static com.google.common.collect.Iterables.getOnlyElement;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import io.risknet.pipelines.report.Report;
import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RejectReason;
import io.risknet.pipelines.run.RejectReasons;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.SearchOutcome;
import io.risknet.pipelines.run.SegmentReview;
import io.risknet.pipelines.run.Tallies;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.explanation.ModelExplanation;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.scorecard.Scorecard;
import io.risknet.transforms.splits.Part;
import io.risknet.transforms.splits.SplitPlan;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.PlanTemplate;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Writes the report, and the manifest that a training run began with, once everything else is
 * written.
 */
final class WriteManifestFn extends DoFn<RunManifest, Void> {
  private static final long serialVersionUID = 1;

  private final String output;
  private final String temp;
  private final SearchSetup setup;
  private final TableSchema schema;
  private final Views views;

  /**
   * What the manifest is made of.
   *
   * @param columns of the model
   * @param suspects its feature columns that are too good to be true, beside those of other plans;
   *     none where nobody looked for them
   * @param evaluation of the test part
   * @param profiles of the parts
   * @param explanation what the model goes by
   * @param segments what the test part tells of segments
   * @param rejects by reason
   * @param nested metrics of nested cross-validation by fold, if that was asked for
   * @param scorecard of the model, if points were asked for
   * @param operatingPoint what it decides at the threshold of least cost, if costs are known
   */
  record Views(
      PCollectionView<Iterable<Map<String, Long>>> tallies,
      PCollectionView<Iterable<SplitPlan>> plan,
      PCollectionView<Iterable<Leaderboard>> leaderboard,
      PCollectionView<Iterable<ModelColumns>> columns,
      List<PCollectionView<Map<String, Iterable<String>>>> suspects,
      PCollectionView<Map<String, BinaryMetrics>> metrics,
      PCollectionView<Iterable<Evaluation>> evaluation,
      PCollectionView<Map<String, TableProfile>> profiles,
      PCollectionView<Iterable<ModelExplanation>> explanation,
      PCollectionView<Iterable<SegmentReview>> segments,
      PCollectionView<Iterable<KV<RejectReason, Long>>> rejects,
      List<PCollectionView<Map<String, BinaryMetrics>>> nested,
      List<PCollectionView<Iterable<Scorecard>>> scorecard,
      List<PCollectionView<Iterable<OperatingPoint>>> operatingPoint)
      implements Serializable {

    /** What is told of the search, to a step that has all of these as side inputs. */
    SearchOutcome search(SearchSetup setup, DoFn<?, ?>.ProcessContext context) {
      var trials = getOnlyElement(context.sideInput(leaderboard));
      var plan = PlanTemplate.key(trials.winner().trial().point().plan());
      return setup.ended(
          trials,
          getOnlyElement(context.sideInput(columns)),
          suspects.stream()
              .map(view -> context.sideInput(view).getOrDefault(plan, List.of()))
              .flatMap(Streams::stream)
              .collect(toSet()),
          EvaluateModel.asSearched(context.sideInput(metrics)),
          nested.stream().map(context::sideInput).findFirst());
    }

    /** What is decided at the threshold of least cost, if costs are known, to such a step. */
    Optional<OperatingPoint> decided(DoFn<?, ?>.ProcessContext context) {
      return operatingPoint.stream()
          .map(view -> getOnlyElement(context.sideInput(view)))
          .findFirst();
    }

    List<PCollectionView<?>> all() {
      return ImmutableList.<PCollectionView<?>>builder()
          .add(tallies, plan, leaderboard, columns, metrics, evaluation, profiles, explanation)
          .add(segments, rejects)
          .addAll(suspects)
          .addAll(nested)
          .addAll(scorecard)
          .addAll(operatingPoint)
          .build();
    }
  }

  WriteManifestFn(
      OutputDirectory output, String temp, SearchSetup setup, TableSchema schema, Views views) {
    this.output = output.path();
    this.temp = temp;
    this.setup = setup;
    this.schema = schema;
    this.views = views;
  }

  @ProcessElement
  public void write(ProcessContext context) throws IOException {
    var start = context.element();
    var tallies = getOnlyElement(context.sideInput(views.tallies()));
    var plan = getOnlyElement(context.sideInput(views.plan()));
    var stages = start.stages(TrainPipeline.STAGES, temp, stage -> rowsOf(stage, tallies, plan));
    var leaderboard = getOnlyElement(context.sideInput(views.leaderboard()));
    var profiles = context.sideInput(views.profiles());
    var explanation = getOnlyElement(context.sideInput(views.explanation()));
    var scorecard =
        views.scorecard().stream().map(view -> getOnlyElement(context.sideInput(view))).findFirst();
    var manifest =
        start
            .finish(
                rows(tallies, plan),
                stages,
                Optional.of(views.search(setup, context)),
                Optional.of(new TreeMap<>(context.sideInput(views.metrics()))))
            .withStability(ProfileParts.stability(profiles, schema))
            .withImportance(explanation.importance())
            .withSegments(getOnlyElement(context.sideInput(views.segments())))
            .withRejects(RejectReasons.of(context.sideInput(views.rejects()), tallies))
            .withScorecard(scorecard.map(RunManifest.Points::of))
            .withOperatingPoint(views.decided(context));
    writeReport(
        Report.of(
                manifest,
                leaderboard,
                getOnlyElement(context.sideInput(views.evaluation())),
                explanation.partialDependence(),
                profiles.get("train"))
            .withScorecard(scorecard));
    OutputDirectory.of(output).finish(manifest, temp);
  }

  private void writeReport(Report report) throws IOException {
    AtomicFile.write(AtomicFile.below(output, TrainFiles.REPORT), report.toHtml().getBytes(UTF_8));
  }

  private static long rowsOf(String stage, Map<String, Long> tallies, SplitPlan plan) {
    return switch (stage) {
      case TrainPipeline.READ -> Tallies.lines(tallies);
      case TrainPipeline.EVALUATE ->
          plan.sizes().values().stream().mapToLong(SplitPlan.Size::rows).sum();
      default -> plan.sizes().get(Part.TRAIN).rows();
    };
  }

  private static Map<String, Long> rows(Map<String, Long> tallies, SplitPlan plan) {
    var rows = new TreeMap<>(tallies);
    plan.sizes()
        .forEach(
            (part, size) -> {
              var name = part.name().toLowerCase(Locale.ROOT);
              rows.put(name, size.rows());
              rows.put(name + ".positives", size.positives());
            });
    return rows;
  }
}
