package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Comparator.comparing;

import com.google.common.collect.Comparators;
import io.risknet.transforms.evaluation.BinaryMetrics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What happens in a search, read from its ledger while it goes on or afterwards, on any of Beam's
 * file systems. Each call of {@link #poll} gives what is new, in order of time; nothing is told
 * twice. When a run goes on with an earlier one's ledger, its search is told from its beginning.
 *
 * <pre>{@code
 * var events = SearchEvents.of("s3://bucket/run");
 * events.poll().forEach(event -> dashboard.send(event.toJson()));
 * }</pre>
 *
 * <p>Outside a pipeline call {@code FileSystems.setDefaultPipelineOptions} first. Not for several
 * threads at once.
 */
public final class SearchEvents {
  private static final Pattern UNIT = Pattern.compile("fold-(\\d+)(?:-share-(.+))?");

  private final LedgerFiles files;
  private Tally tally = new Tally("");

  private SearchEvents(LedgerFiles files) {
    this.files = files;
  }

  /** The events of the search whose ledger is kept below a run's output. */
  public static SearchEvents of(String output) {
    return new SearchEvents(new LedgerFiles(output));
  }

  /**
   * What is new since the last call.
   *
   * @throws IOException when the ledger can't be read
   */
  public List<SearchEvent> poll() throws IOException {
    files.refresh();
    var first = files.plans().get(0);
    if (first == null) {
      return List.of();
    }
    if (!first.search().equals(tally.search)) {
      tally = new Tally(first.search());
    }
    var plans =
        files.plans().values().stream()
            .filter(plan -> plan.search().equals(first.search()))
            .toList();
    var moments = new ArrayList<>(attempts(plans));
    for (int i = 0; i < plans.size(); i++) {
      var next = i + 1 < plans.size() ? Instant.parse(plans.get(i + 1).plannedAt()) : Instant.MAX;
      moments.addAll(moments(plans.get(i), Instant.parse(first.plannedAt()), next));
    }
    moments.removeIf(moment -> !tally.told.add(moment.key()));
    moments.sort(comparing(Moment::at).thenComparing(Moment::key));
    // Made in their turn, as the numbers that an event tells depend on the events before it.
    return moments.stream().map(moment -> moment.event().get()).toList();
  }

  /**
   * An event that is still to be told.
   *
   * @param at when; nothing of a search comes before its plan
   * @param key what tells it from all others, in their order at equal times
   * @param event makes it when it is its turn
   */
  private record Moment(Instant at, String key, Supplier<SearchEvent> event) {}

  private List<Moment> attempts(List<SearchPlan> plans) {
    var begin = Instant.parse(plans.get(0).plannedAt());
    var trials =
        plans.stream()
            .flatMap(plan -> plan.trials().stream())
            .map(SearchPlan.Planned::trial)
            .collect(Collectors.toSet());
    var moments = new ArrayList<Moment>();
    files
        .attempts()
        .forEach(
            (file, begun) -> {
              if (trials.contains(begun.trial())) {
                var at = Instant.parse(begun.attempt().startedAt());
                moments.add(
                    new Moment(Comparators.max(at, begin), "000 1 " + file, () -> attempt(begun)));
              }
            });
    return moments;
  }

  private static SearchEvent attempt(LedgerFiles.Begun begun) {
    var unit = UNIT.matcher(begun.attempt().unit());
    checkArgument(unit.matches(), "The ledger tells of an attempt at %s.", begun.attempt().unit());
    return new SearchEvent.Attempt(
        begun.trial(),
        Integer.parseInt(unit.group(1)),
        unit.group(2) == null ? 1 : Double.parseDouble(unit.group(2)),
        begun.attempt().rung(),
        begun.attempt().from(),
        begun.attempt().rounds(),
        begun.attempt().worker(),
        begun.attempt().startedAt());
  }

  /** The plan itself, and those of its units that came to an end. */
  private List<Moment> moments(SearchPlan plan, Instant begin, Instant next) {
    var planned = Instant.parse(plan.plannedAt());
    var moments = new ArrayList<Moment>();
    moments.add(new Moment(planned, "%03d 0".formatted(plan.stage()), () -> tally.planned(plan)));
    for (var trial : plan.trials()) {
      var budget = trial.budget();
      for (int fold = 0; fold < plan.folds(); fold++) {
        var name = Ledger.name(fold, budget.share());
        var unit = "%03d 2 %s/%s %s".formatted(plan.stage(), trial.trial(), name, budget);
        files
            .failed(trial.trial(), name)
            .filter(result -> result.rung() == budget.rung())
            .ifPresent(result -> moments.add(ended(unit, plan, result)));
        files
            .finished(trial.trial(), name)
            .filter(result -> result.answers(budget))
            .map(result -> forBudget(result, budget, begin, next))
            .ifPresent(result -> moments.add(ended(unit, plan, result)));
      }
    }
    return moments;
  }

  private Moment ended(String unit, SearchPlan plan, UnitResult result) {
    boolean failed = result.outcome() == UnitResult.Outcome.FAILED;
    return new Moment(
        Comparators.max(result.ended(), Instant.parse(plan.plannedAt())),
        // A unit is done once, but may fail in every run.
        unit + (failed ? " failed " + result.finishedAt() : " done"),
        () -> tally.ended(unit, plan, result));
  }

  /** A later round may have gone on with the training since, so that it tells of more. */
  private static UnitResult forBudget(
      UnitResult result, Budget budget, Instant begin, Instant next) {
    boolean reused = result.ended().isBefore(begin);
    return result.within(budget, reused).endedAt(Comparators.min(result.ended(), next));
  }

  /** What was told of one search, and the numbers that come of it. */
  private static final class Tally {
    private final String search;
    private final Set<String> told = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, List<UnitResult>> done = new HashMap<>();
    private int unitsPlanned;
    private int unitsTotal;
    private OptionalDouble best = OptionalDouble.empty();

    Tally(String search) {
      this.search = search;
    }

    SearchEvent planned(SearchPlan plan) {
      unitsPlanned += plan.units();
      unitsTotal = unitsPlanned + plan.unitsAhead();
      return new SearchEvent.Planned(
          plan.stage(),
          plan.stages(),
          plan.strategy(),
          plan.objective().toString(),
          plan.objective().maximize(),
          plan.trials().size(),
          plan.units(),
          unitsTotal,
          plan.plannedAt());
    }

    SearchEvent ended(String unit, SearchPlan plan, UnitResult result) {
      ended.add(unit);
      if (result.outcome() == UnitResult.Outcome.DONE) {
        noteBest(result, plan.objective());
      }
      var parameters = new TreeMap<String, Object>(result.trial().point().plan());
      parameters.putAll(result.trial().point().parameters());
      boolean measured = !result.metrics().isEmpty();
      return new SearchEvent.Unit(
          result.trial().id(),
          result.fold(),
          plan.stage(),
          result.rung(),
          result.share(),
          result.trial().point().learner(),
          parameters,
          result.outcome().name().toLowerCase(Locale.ROOT),
          measured ? OptionalInt.of(result.reached()) : OptionalInt.empty(),
          measured
              ? Optional.of(result.metrics().get(result.reached()))
              : Optional.<BinaryMetrics>empty(),
          result.seconds(),
          result.worker(),
          result.reused(),
          result.finishedAt(),
          result.error(),
          ended.size(),
          unitsTotal,
          best);
    }

    private void noteBest(UnitResult result, Objective objective) {
      var units = done.computeIfAbsent(result.trial().id(), id -> new ArrayList<>());
      units.add(result);
      var row = TrialUnits.of(units, objective).row();
      if (row.hasAllFolds()
          && (best.isEmpty() || objective.isBetter(row.mean(), best.getAsDouble()))) {
        best = OptionalDouble.of(row.mean());
      }
    }
  }
}
