package io.risknet.pipelines.mlflow;

import static com.google.common.collect.Iterables.getOnlyElement;

import io.risknet.pipelines.run.RunManifest;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.tuning.Leaderboard;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Logs a training run to an MLflow tracking server, once its model is written, and notes that in
 * the manifest. It takes the manifest that the run began with, the one element, and passes it on.
 *
 * <p>A server that is down or answers an error costs the run nothing but the log: the manifest then
 * has a warning that says so. A bundle that is retried finds what was logged by the run's id, and
 * does not log it again; one that was not logged to its end is left as failed, and logged anew.
 */
public final class LogToMlflow
    extends PTransform<PCollection<RunManifest>, PCollection<RunManifest>> {
  private static final long serialVersionUID = 1;

  /** Long enough for a model's file, and for a server that has to wake up. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final MlflowTarget target;
  private final String output;
  private final PCollectionView<Iterable<Leaderboard>> leaderboard;
  private final PCollectionView<Map<String, BinaryMetrics>> metrics;

  private LogToMlflow(
      MlflowTarget target,
      String output,
      PCollectionView<Iterable<Leaderboard>> leaderboard,
      PCollectionView<Map<String, BinaryMetrics>> metrics) {
    this.target = target;
    this.output = output;
    this.leaderboard = leaderboard;
    this.metrics = metrics;
  }

  /**
   * Logs to a server.
   *
   * @param output the run's output, which has the model
   * @param metrics by part
   */
  public static LogToMlflow of(
      MlflowTarget target,
      String output,
      PCollectionView<Iterable<Leaderboard>> leaderboard,
      PCollectionView<Map<String, BinaryMetrics>> metrics) {
    return new LogToMlflow(target, output, leaderboard, metrics);
  }

  @Override
  public PCollection<RunManifest> expand(PCollection<RunManifest> run) {
    return run.apply("Log", ParDo.of(new LogFn(this)).withSideInputs(leaderboard, metrics))
        .setCoder(JsonCoder.of(RunManifest.class));
  }

  /** Logs, and tells what became of it; nothing that goes wrong is thrown. */
  static RunManifest.Tracking log(
      MlflowTarget target,
      Authorization authorization,
      Duration timeout,
      RunManifest run,
      Leaderboard leaderboard,
      Map<String, BinaryMetrics> metrics,
      String output) {
    try {
      var server = new TrackingServer(target.server(), authorization, timeout);
      var experiment = server.experiment(target.experiment());
      var outcome = new RunLog(server, experiment).log(run, leaderboard, metrics, output);
      return tracking(target, outcome.run(), outcome.warning());
    } catch (IOException e) {
      return tracking(target, "", e.getMessage());
    } catch (RuntimeException e) {
      // A fault in here, or an answer nobody thought of; a trained model is worth more than its
      // log.
      return tracking(target, "", "logging failed with " + e.getClass().getSimpleName());
    }
  }

  private static RunManifest.Tracking tracking(MlflowTarget target, String run, String reason) {
    return new RunManifest.Tracking(
        target.server(),
        target.experiment(),
        run,
        reason.isEmpty()
            ? ""
            : "The MLflow server %s has not all of this run: %s. The output does."
                .formatted(target.server(), reason));
  }

  private static final class LogFn extends DoFn<RunManifest, RunManifest> {
    private static final long serialVersionUID = 1;

    private final MlflowTarget target;
    private final String output;
    private final PCollectionView<Iterable<Leaderboard>> leaderboard;
    private final PCollectionView<Map<String, BinaryMetrics>> metrics;

    LogFn(LogToMlflow from) {
      this.target = from.target;
      this.output = from.output;
      this.leaderboard = from.leaderboard;
      this.metrics = from.metrics;
    }

    @ProcessElement
    public void log(ProcessContext context) {
      var run = context.element();
      // Read where they are used: in the pipeline's definition others would see them.
      var authorization = Authorization.from(System.getenv());
      context.output(
          run.withTracking(
              LogToMlflow.log(
                  target,
                  authorization,
                  TIMEOUT,
                  run,
                  getOnlyElement(context.sideInput(leaderboard)),
                  context.sideInput(metrics),
                  output)));
    }
  }
}
