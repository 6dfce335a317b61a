package io.risknet.transforms.tuning;

import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.training.FoldCache;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.SpooledRows;
import io.risknet.transforms.training.TrainingSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** Takes a unit's result from the ledger, or trains it and enters it there. */
final class EvaluateUnitFn extends DoFn<TrialUnit, UnitResult> {
  private static final long serialVersionUID = 1;

  /** Instances in this JVM; when the last one goes, the folds' memory goes too. */
  private static final AtomicInteger INSTANCES = new AtomicInteger();

  private final Counter trained = Metrics.counter(EvaluateTrials.class, "unitsTrained");
  private final Counter failed = Metrics.counter(EvaluateTrials.class, "unitsFailed");
  private final Counter reused = Metrics.counter(EvaluateTrials.class, "unitsReused");
  private final Learner learner;
  private final PCollectionView<FeatureFits> fitsView;
  private final Ledger ledger;

  EvaluateUnitFn(Learner learner, PCollectionView<FeatureFits> fitsView, Ledger ledger) {
    this.learner = learner;
    this.fitsView = fitsView;
    this.ledger = ledger;
  }

  @Setup
  public void setup() {
    INSTANCES.incrementAndGet();
  }

  @Teardown
  public void teardown() {
    if (INSTANCES.decrementAndGet() == 0) {
      FoldCache.jvm().clear();
    }
  }

  @ProcessElement
  public void evaluate(ProcessContext context) throws IOException {
    var unit = context.element();
    var known = ledger.find(unit);
    var result = known.isPresent() ? known.get() : train(unit, context);
    if (known.isPresent()) {
      reused.inc();
    } else if (result.hasFailed()) {
      ledger.writeFailure(unit, result);
      failed.inc();
    } else {
      ledger.write(unit, result);
      trained.inc();
    }
    SearchProgress.jvm().done(result);
    context.output(result);
  }

  private UnitResult train(TrialUnit unit, ProcessContext context) {
    var key = unit.cacheKey(learner.identity());
    // The side input is asked for only when a fold is to be built: it may be decoded anew each
    // time.
    try (var lease =
        FoldCache.jvm()
            .lease(key, () -> prepare(unit.training(), unit.fold(), context.sideInput(fitsView)))) {
      return train(unit, lease.fold());
    } catch (RuntimeException e) {
      throw new IllegalStateException("Failed: %s. %s".formatted(unit, e.getMessage()), e);
    }
  }

  /** What goes wrong here is the trial's fault, and other trials may do better. */
  static UnitResult train(TrialUnit unit, FoldData fold) {
    long start = System.nanoTime();
    var trial = unit.trial();
    try {
      var rocAuc = fold.rocAuc(trial.parameters(), trial.seed(), unit.rounds());
      if (rocAuc.values().stream().anyMatch(area -> area.isNaN())) {
        return UnitResult.failed(unit, since(start), worker(), "the ROC AUC is not defined");
      }
      return UnitResult.of(unit, rocAuc, since(start), worker());
    } catch (RuntimeException | OutOfMemoryError e) {
      return UnitResult.failed(unit, since(start), worker(), e.toString());
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private FoldData prepare(TrainingSet training, int fold, FeatureFits fits) {
    var rows = SpooledRows.of(training, fits);
    return learner.prepare(rows.training(OptionalInt.of(fold)), rows.heldOut(fold));
  }

  private static String worker() {
    return ManagementFactory.getRuntimeMXBean().getName();
  }
}
