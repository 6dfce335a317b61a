package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.Iterables.getOnlyElement;

import io.risknet.transforms.training.FoldCache;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.MissingValueException;
import io.risknet.transforms.training.NativeMemoryException;
import io.risknet.transforms.training.OneClassException;
import io.risknet.transforms.training.SpooledRows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;

/** Takes a unit's result from the ledger, or trains it and enters it there. */
final class EvaluateUnitFn extends DoFn<TrialUnit, UnitResult> {
  private static final long serialVersionUID = 1;

  /** Instances in this JVM; when the last one goes, the folds' memory goes too. */
  private static final AtomicInteger INSTANCES = new AtomicInteger();

  private final Counter trained = Metrics.counter(EvaluateTrials.class, "unitsTrained");
  private final Counter failed = Metrics.counter(EvaluateTrials.class, "unitsFailed");
  private final Counter reused = Metrics.counter(EvaluateTrials.class, "unitsReused");
  private final Counter skipped = Metrics.counter(EvaluateTrials.class, "unitsSkipped");
  private final Search search;
  private final PlanUnitsFn.Views views;
  private final Ledger ledger;
  private final Snapshots snapshots;
  private final InstantSource clock;
  private final int maxFailed;

  EvaluateUnitFn(
      Search search,
      PlanUnitsFn.Views views,
      Ledger ledger,
      Snapshots snapshots,
      InstantSource clock,
      int maxFailed) {
    this.search = search;
    this.views = views;
    this.ledger = ledger;
    this.snapshots = snapshots;
    this.clock = clock;
    this.maxFailed = maxFailed;
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
    var result = evaluate(context.element(), context);
    SearchProgress.jvm().done(result);
    context.output(result);
  }

  private UnitResult evaluate(TrialUnit unit, ProcessContext context) throws IOException {
    var known = ledger.known(unit);
    var finished = known.flatMap(result -> result.reusedFor(unit));
    if (finished.isPresent()) {
      reused.inc();
      return finished.get();
    }
    if (clock.millis() >= unit.deadline()) {
      skipped.inc();
      return UnitResult.skipped(unit);
    }
    if (isLimited()) {
      // A runner that begins again after the failure of the run meets what failed once more.
      checkFailed(ledger.failure(unit));
    }
    var result = train(unit, known, context);
    if (result.outcome() == UnitResult.Outcome.FAILED) {
      ledger.writeFailure(unit, result);
      failed.inc();
      if (isLimited()) {
        checkFailed(Optional.of(result));
      }
      return result;
    }
    trained.inc();
    return ledger.write(unit, result);
  }

  private boolean isLimited() {
    return maxFailed < Integer.MAX_VALUE;
  }

  /** As soon as one fails, as the trainings to come may take hours. */
  private void checkFailed(Optional<UnitResult> last) throws IOException {
    if (last.isPresent()) {
      int trials = ledger.failedTrials().size();
      checkArgument(
          trials <= maxFailed,
          "Failed trials: %s, more than --maxFailedTrials=%s allows; one of them: %s: %s",
          trials,
          maxFailed,
          last.get().trial(),
          last.get().error());
    }
  }

  private UnitResult train(TrialUnit unit, Optional<UnitResult> known, ProcessContext context)
      throws IOException {
    var learner = search.learner(unit.trial().point()).onShare(unit.budget().share());
    var training = training(unit, known);
    // Before the fold is built: that takes most memory, and what dies of it should be known.
    ledger.begin(unit, training.from(), worker());
    var key = unit.cacheKey(learner.identity());
    // The side inputs are asked for only when a fold is to be built: they may be decoded anew
    // each time.
    try (var lease = FoldCache.jvm().lease(key, () -> prepare(unit, learner, context))) {
      return train(unit, training, lease.fold());
    } catch (OutOfMemoryError | NativeMemoryException e) {
      // There is no room for the fold; what a training takes on top it tells itself.
      return UnitResult.failed(unit, 0, worker(), e.toString());
    } catch (OneClassException e) {
      if (unit.budget().share() < 1) {
        // Others may do with a share in which there is no default.
        return UnitResult.failed(unit, 0, worker(), e.getMessage());
      }
      throw failure(unit, e);
    } catch (MissingValueException e) {
      if (othersTakeMissing()) {
        return UnitResult.failed(unit, 0, worker(), e.getMessage());
      }
      throw failure(unit, e);
    } catch (RuntimeException e) {
      throw failure(unit, e);
    }
  }

  private boolean othersTakeMissing() {
    return search.strategy().space().learners().values().stream()
        .anyMatch(space -> space.learner().takesMissing());
  }

  private static IllegalStateException failure(TrialUnit unit, RuntimeException e) {
    return new IllegalStateException("Failed: %s. %s".formatted(unit, e.getMessage()), e);
  }

  private FoldData prepare(TrialUnit unit, Learner learner, ProcessContext context) {
    var training = getOnlyElement(context.sideInput(views.training()));
    var fits = context.sideInput(views.fits()).get(PlanTemplate.key(unit.trial().point().plan()));
    var rows = SpooledRows.of(training, fits);
    return learner.prepare(
        rows.training(OptionalInt.of(unit.fold()), unit.budget().share()),
        rows.heldOut(unit.fold()));
  }

  /** A training that goes on where an earlier one of the unit ended, if that is still there. */
  private UnitTraining training(TrialUnit unit, Optional<UnitResult> known) throws IOException {
    var training = new UnitTraining(unit, search.objective());
    var before = known.filter(unit::goesOnFrom);
    if (before.isPresent()) {
      var snapshot = snapshots.find(unit, before.get().reached());
      snapshot.ifPresent(start -> training.goOn(start, before.get()));
    }
    return training;
  }

  private UnitResult train(TrialUnit unit, UnitTraining training, FoldData fold)
      throws IOException {
    var result = training.run(fold, unit.budget().mayGoOn() && snapshots.areKept(), worker());
    if (training.end().isPresent()) {
      snapshots.write(unit, training.end().get());
    }
    return result;
  }

  private static String worker() {
    return ManagementFactory.getRuntimeMXBean().getName();
  }
}
