package io.risknet.infra.cost;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code risknet cost} prints: the law, a table for some work, and the choice. */
public final class CostReport {

  /** One machine of a number of cores and GB of memory. */
  private record Shape(int cores, double memory) {}

  /**
   * RiskNet's scalability page, by the shape of its one machine: another implementation and data.
   */
  private static final Map<Shape, String> PUBLISHED =
      Map.of(
          new Shape(4, 16), "56.73 min $0.60",
          new Shape(4, 32), "52.56 min $0.56",
          new Shape(8, 16), "36.63 min $0.40",
          new Shape(8, 32), "32.77 min $0.36");

  /** Up to so many times what was measured a prediction is made without a warning. */
  private static final int FAR = 20;

  private static final String ROW = "  %-12s %5s %5s %8s %6s  %10s %10s  %-22s %s";

  private CostReport() {}

  /** What was measured, and the law that follows from it. */
  public static String law(ScalingLaw law) {
    var runs =
        law.measured().stream()
            .map(
                run ->
                    "Measured: %s, %s, %,d rows, %,d loans, %s%s.\n"
                        .formatted(
                            run.name(),
                            count(run.slots(), "slot"),
                            run.workload().rows(),
                            run.workload().loans(),
                            seconds(run.seconds()),
                            run.cpuSeconds().stream()
                                .mapToObj(cpu -> ", %s of processor time".formatted(seconds(cpu)))
                                .collect(joining())))
            .collect(joining());
    var assumed =
        law.measured().size() > 1
            ? "fixed and parallel parts as measured at %s and %s:"
                .formatted(law.base().slots(), count(law.measured().get(1).slots(), "slot"))
            : "one run can't tell its serial part, so %s %% of it are assumed to be serial, and all of the refit (give a second --manifest, of a run with other slots, to measure it):"
                .formatted(number(StageLaw.SERIAL_SHARE * 100, 0));
    return runs
        + "The law is start + data x (serial + parallel / slots), in seconds at one slot; "
        + assumed
        + "\n\n"
        + format(
            "  %-10s %8s %10s %10s  %s\n", "stage", "start", "serial", "parallel", "grows with")
        + law.stages().stream().map(CostReport::line).collect(joining("\n"));
  }

  private static String line(StageLaw stage) {
    return format(
        "  %-10s %8s %10s %10s  %s",
        stage.stage(),
        number(stage.startSeconds(), 1),
        number(stage.serialSeconds(), 1),
        number(stage.parallelSeconds(), 1),
        (stage.growsWithRows() ? "rows" : "loans")
            + (stage.units() > 0 ? "; in %s".formatted(count(stage.units(), "training")) : ""));
  }

  /** The estimates for some work. */
  public static String table(Workload workload, List<Estimate> estimates) {
    var header =
        format(
            ROW,
            "type",
            "vCPUs",
            "GiB",
            "workers",
            "slots",
            "h:mm:ss",
            "cost",
            "memory",
            "published*");
    return "%,d rows, %,d loans\n\n".formatted(workload.rows(), workload.loans())
        + Stream.concat(Stream.of(header), estimates.stream().map(CostReport::line))
            .map(String::stripTrailing)
            .collect(joining("\n"));
  }

  /** How far some work is from what was measured, in a sentence; empty where it is not far. */
  public static String reach(ScalingLaw law, Workload workload) {
    double rows = workload.rows() / (double) law.base().workload().rows();
    double loans = workload.loans() / (double) law.base().workload().loans();
    return Math.max(rows, loans) <= FAR
        ? ""
        : "These are %s x the rows and %s x the loans that were measured, so this is a rough guess; measure a larger share of them before you rely on it."
            .formatted(number(rows, 0), number(loans, 0));
  }

  private static String line(Estimate estimate) {
    var type = estimate.type();
    return format(
        ROW,
        type.name(),
        type.vcpus(),
        number(type.memoryGib(), 0),
        estimate.workers(),
        estimate.slots(),
        time(estimate.seconds()),
        dollars(estimate.dollars()),
        memory(estimate),
        estimate.workers() == 1
            ? PUBLISHED.getOrDefault(new Shape(type.vcpus(), type.memoryGib()), "")
            : "");
  }

  private static String memory(Estimate estimate) {
    return estimate.memoryGib().isEmpty()
        ? "unknown"
        : "%s %s of %s GiB"
            .formatted(
                estimate.fits() ? "fits," : "NO:",
                number(estimate.memoryGib().getAsDouble(), 1),
                number(estimate.availableGib(), 1));
  }

  /** The cheapest by the deadline, in a sentence. */
  public static String choice(List<Estimate> estimates, Optional<Duration> deadline) {
    var within = deadline.map(limit -> " within " + time(limit.toMillis() / 1e3)).orElse("");
    var cheapest = CostModel.cheapest(estimates, deadline);
    if (cheapest.isPresent()) {
      return "The cheapest%s: %s.".formatted(within, describe(cheapest.get()));
    }
    return CostModel.fastest(estimates)
        .map(
            fastest ->
                "None of these ends%s; the fastest is %s. Give more --workers, or larger --instanceTypes."
                    .formatted(within, describe(fastest)))
        .orElse("No fold fits the memory of any of these; give --instanceTypes with more memory.");
  }

  private static String describe(Estimate estimate) {
    return "%s x %s, %s, %s"
        .formatted(
            estimate.workers(),
            estimate.type().name(),
            time(estimate.seconds()),
            dollars(estimate.dollars()));
  }

  /** What the tables rest on. */
  public static String notes(CostModel model, PriceList prices, long daysOld) {
    return """
        Prices: %s, workers %s, of %s (%d days old: %s).%s
        A slot is a vCPU, at %s x the speed of a core that was measured. Times and costs include %s for the
        machines to start, and an on-demand %s as JobManager; not disks, requests and spot interruptions, nor the
        three interface endpoints of the network, $0.03 an hour in us-east-1.
        Memory: what XGBoost needs for two folds, each with all training rows, of what a worker leaves it of its machine.
        * RiskNet's scalability page, one machine of these cores and GB, on other data (2009Q1)."""
        .formatted(
            model.prices().region(),
            model.spot() ? "at spot prices" : "on demand",
            prices.date(),
            daysOld,
            prices.source(),
            daysOld > 90 ? " --refreshPrices gets those of today." : "",
            number(model.vcpuSpeed(), 2),
            count((int) CostModel.BOOT.toMinutes(), "minute"),
            CostModel.JOB_MANAGER);
  }

  private static String time(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  private static String dollars(double dollars) {
    return "$" + number(dollars, dollars < 1 ? 3 : 2);
  }

  private static String seconds(double seconds) {
    return number(seconds, 1) + " s";
  }

  private static String count(int count, String noun) {
    return format("%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  private static String number(double value, int digits) {
    return format("%,." + digits + "f", value);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
