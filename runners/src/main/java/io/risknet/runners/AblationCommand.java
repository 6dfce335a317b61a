package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Throwables;
import io.risknet.pipelines.ablation.AblationRun;
import io.risknet.pipelines.ablation.AblationRun.Outcome;
import io.risknet.pipelines.options.AblationOptions;
import io.risknet.pipelines.options.TrainOptions;
import io.risknet.pipelines.train.TrainFiles;
import io.risknet.pipelines.train.TrainPipeline;
import io.risknet.transforms.features.LeakageException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code risknet ablation}: one training after the other, as {@code risknet train} does it. */
final class AblationCommand implements Command {
  /** Options that change no result, or only those of a set that is forced. */
  private static final Set<String> OF_NO_WEIGHT =
      Set.of("--output", "--resume", "--overwrite", "--verbose", "--allowLeakage");

  /**
   * A set that is to be trained.
   *
   * @param allowed the columns of its features that do not stop it, whatever the leakage guard says
   * @param stopped what the leakage guard says to it, before anything runs
   */
  private record Planned(
      String set, TrainOptions options, List<String> allowed, Optional<String> stopped) {
    Outcome outcome(Optional<String> because) {
      return new Outcome(set, because);
    }
  }

  @Override
  public String name() {
    return AblationRun.ABLATION;
  }

  @Override
  public String summary() {
    return "trains on some of the features, on more, on all: what each set of them brings";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return AblationOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(name(), arguments, AblationOptions.class);
    checkArgument(
        !Execution.isDetached(options),
        "'risknet ablation' starts one training when another has ended, so it can't be detached;"
            + " leave out --attachedMode=false and --detached.");
    var asked =
        Stream.of(arguments)
            .filter(argument -> !OF_NO_WEIGHT.contains(argument.split("=", 2)[0]))
            .toList();
    var run = AblationRun.of(options, asked);
    // What is wrong with the last set, or its directory, is told before the first is trained.
    var plan = run.sets().stream().map(set -> plan(set, run.output(set), arguments)).toList();
    run.prepare();
    var outcomes = new ArrayList<Outcome>();
    for (var planned : plan) {
      out.printf("%nFeature set %d of %d: %s%n", outcomes.size() + 1, plan.size(), planned.set());
      outcomes.add(train(planned, run, out));
    }
    var ablation = run.finish(outcomes);
    AblationSummary.print(ablation, options.getOutput(), out);
  }

  private static Planned plan(String set, String output, String[] arguments) {
    var options = options(set, output, arguments);
    try {
      var allowed = List.copyOf(TrainPipeline.check(options));
      return new Planned(set, options, allowed, Optional.empty());
    } catch (LeakageException e) {
      return new Planned(set, options, List.of(), Optional.of(e.getMessage()));
    }
  }

  /** Options of its own, as where a run goes is written into them. */
  private static TrainOptions options(String set, String output, String[] arguments) {
    var others = Stream.of(arguments).filter(argument -> !argument.startsWith("--output="));
    var own = Stream.of("--output=" + output, "--featureSet=" + set);
    return Arguments.parse(
        AblationRun.ABLATION + "-" + set,
        Stream.concat(others, own).toArray(String[]::new),
        TrainOptions.class);
  }

  private static Outcome train(Planned planned, AblationRun run, PrintStream out)
      throws IOException {
    if (planned.stopped().isPresent()) {
      return stopped(planned, run, planned.stopped(), out);
    }
    if (run.isFinished(planned.set(), planned.allowed())) {
      out.println("Finished already.");
      return planned.outcome(Optional.empty());
    }
    try {
      var unused =
          Execution.runToEnd(planned.options(), () -> TrainPipeline.define(planned.options()), out);
    } catch (RuntimeException e) {
      var guard = guard(e);
      if (guard.isEmpty()) {
        throw e;
      }
      return stopped(planned, run, guard, out);
    }
    run.keep(planned.set(), planned.allowed());
    return planned.outcome(Optional.empty());
  }

  /** Leaves nothing of an earlier run, which may have been allowed what this one is not. */
  private static Outcome stopped(
      Planned planned, AblationRun run, Optional<String> because, PrintStream out)
      throws IOException {
    TrainFiles.clear(run.output(planned.set()));
    out.println("Stopped by the leakage guard.");
    return planned.outcome(because);
  }

  /** What the leakage guard said, if it is behind what a pipeline threw. */
  private static Optional<String> guard(RuntimeException thrown) {
    return Throwables.getCausalChain(thrown).stream()
        .filter(LeakageException.class::isInstance)
        .findFirst()
        .map(Throwable::getMessage);
  }
}
