package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableSet;
import io.risknet.infra.aws.Templates;
import io.risknet.infra.cost.AwsPrices;
import io.risknet.infra.cost.CostModel;
import io.risknet.infra.cost.CostReport;
import io.risknet.infra.cost.InstanceType;
import io.risknet.infra.cost.PriceList;
import io.risknet.infra.cost.ScalingLaw;
import io.risknet.infra.cost.Workload;
import io.risknet.pipelines.options.CostOptions;
import io.risknet.pipelines.options.Durations;
import io.risknet.runners.cluster.WorkerMemory;
import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** {@code risknet cost}. */
final class CostCommand implements Command {
  private static final List<Integer> WORKERS = List.of(1, 2, 4, 8);

  /** The shapes of RiskNet's scalability page, and one with more memory. */
  private static final List<String> TYPES =
      List.of("m6i.xlarge", "r6i.xlarge", "c6i.2xlarge", "m6i.2xlarge", "r6i.2xlarge");

  private static final String FREDDIE_MAC = "freddie-mac";

  private final BiFunction<String, Collection<String>, PriceList> aws;
  private final Clock clock;

  CostCommand() {
    this(CostCommand::ask, Clock.systemUTC());
  }

  /** With another way to ask for the prices of a region's instance types, and another time. */
  CostCommand(BiFunction<String, Collection<String>, PriceList> aws, Clock clock) {
    this.aws = aws;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public String summary() {
    return "tells what a finished run would take and cost on EC2 with N workers";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return CostOptions.class;
  }

  @Override
  public void run(String[] arguments, PrintStream out) throws IOException {
    var options = Arguments.parse(arguments, CostOptions.class);
    FileSystems.setDefaultPipelineOptions(options);
    var deadline = deadline(options);
    var manifests = requireNonNullElse(options.getManifest(), List.<String>of());
    checkArgument(
        !manifests.isEmpty() || options.isRefreshPrices(),
        "The option --manifest is missing; give the directory of a finished training run, or two.");
    checkArgument(
        manifests.size() <= 2,
        "--manifest names %s runs; give one, or two of the same work with different parallelism.",
        manifests.size());
    // Read first: nobody should wait for AWS to learn that a file is missing.
    var runs = MeasuredRuns.read(manifests);
    var prices = prices(options, out);
    if (!runs.isEmpty()) {
      print(runs, prices, options, deadline, out);
    }
  }

  private void print(
      MeasuredRuns runs,
      PriceList prices,
      CostOptions options,
      Optional<Duration> deadline,
      PrintStream out) {
    var law = runs.law();
    var model =
        new CostModel(
            law,
            prices.in(options.getRegion()),
            options.isSpot(),
            options.getVcpuSpeed(),
            CostCommand::trainingGib);
    var workload = workload(options, law);
    var sections = new ArrayList<String>();
    sections.add(CostReport.law(law));
    sections.add(section(model, workload, options, deadline));
    boolean asMeasured = workload.equals(law.base().workload());
    if (asMeasured && runs.areOf(FREDDIE_MAC)) {
      sections.add(
          "The whole Freddie Mac set, about: "
              + section(model, Workload.FREDDIE_MAC, options, deadline));
    }
    sections.add(
        CostReport.notes(
            model, prices, ChronoUnit.DAYS.between(prices.day(), LocalDate.now(clock))));
    out.println(String.join("\n\n", sections));
  }

  /** What the worker on an EC2 node leaves XGBoost. */
  private static double trainingGib(InstanceType type) {
    double worker = type.memoryGib() * 1024 * Templates.MEMORY_PERCENT / 100;
    return WorkerMemory.nativeMemory((long) worker, type.vcpus()) / 1024.0;
  }

  private static String section(
      CostModel model, Workload workload, CostOptions options, Optional<Duration> deadline) {
    var estimates =
        model.estimates(
            requireNonNullElse(options.getInstanceTypes(), TYPES),
            requireNonNullElse(options.getWorkers(), WORKERS),
            workload);
    return Stream.of(
            CostReport.table(workload, estimates),
            CostReport.choice(estimates, deadline),
            CostReport.reach(model.law(), workload))
        .filter(text -> !text.isEmpty())
        .collect(joining("\n\n"));
  }

  private static Optional<Duration> deadline(CostOptions options) {
    return options.getDeadline().isEmpty()
        ? Optional.empty()
        : Optional.of(Durations.parse("--deadline", options.getDeadline()));
  }

  /** As measured, but for what the options say; what they don't say goes with what they do. */
  private static Workload workload(CostOptions options, ScalingLaw law) {
    var rows = number("--rows", Optional.ofNullable(options.getRows()));
    var loans = number("--loans", Optional.ofNullable(options.getLoans()));
    var measured = law.base().workload();
    double rowsPerLoan = measured.rows() / (double) measured.loans();
    if (rows.isEmpty() && loans.isEmpty()) {
      return measured;
    }
    return new Workload(
        rows.orElseGet(() -> atLeastOne(loans.orElseThrow() * rowsPerLoan)),
        loans.orElseGet(() -> atLeastOne(rows.orElseThrow() / rowsPerLoan)));
  }

  private static Optional<Long> number(String option, Optional<Long> number) {
    checkArgument(
        number.stream().allMatch(given -> given > 0),
        "%s=%s is too small; give 1 or more.",
        option,
        number.orElse(0L));
    return number;
  }

  private static long atLeastOne(double number) {
    return Math.max(1, Math.round(number));
  }

  private PriceList prices(CostOptions options, PrintStream out) throws IOException {
    if (options.isRefreshPrices()) {
      return refresh(options, out);
    }
    return options.getPrices().isEmpty() ? PriceList.builtIn() : read(options.getPrices());
  }

  private static PriceList read(String file) throws IOException {
    var bytes = AtomicFile.read(file);
    checkArgument(
        bytes.isPresent(),
        "There is no price list --prices=%s; give a file that --refreshPrices wrote, or leave it out"
            + " for the built-in one.",
        file);
    return PriceList.fromJson(file, new String(bytes.get(), StandardCharsets.UTF_8));
  }

  private PriceList refresh(CostOptions options, PrintStream out) throws IOException {
    checkArgument(
        options.getRegion().matches("[a-z]{2,}(-[a-z]+)+-\\d+"),
        "--region=%s is no AWS region; give one such as us-east-1.",
        options.getRegion());
    var types =
        ImmutableSet.<String>builder()
            .add(CostModel.JOB_MANAGER)
            .addAll(requireNonNullElse(options.getInstanceTypes(), builtInTypes()))
            .build();
    var list = aws.apply(options.getRegion(), types);
    var file =
        options.getPrices().isEmpty()
            ? "risknet-prices-%s.json".formatted(list.date())
            : options.getPrices();
    AtomicFile.write(file, list.toJson().getBytes(StandardCharsets.UTF_8));
    out.println("Today's prices of %s are in %s.\n".formatted(options.getRegion(), file));
    return list;
  }

  private static PriceList ask(String region, Collection<String> types) {
    try (var aws = AwsPrices.of(DefaultCredentialsProvider.create(), region, Optional.empty())) {
      return aws.of(types, Clock.systemUTC());
    }
  }

  private static List<String> builtInTypes() {
    return PriceList.builtIn().regions().values().stream()
        .flatMap(List::stream)
        .map(InstanceType::name)
        .distinct()
        .toList();
  }
}
