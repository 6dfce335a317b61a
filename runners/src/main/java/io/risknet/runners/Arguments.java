package io.risknet.runners;

import io.risknet.runners.s3.S3Arguments;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Turns what the user typed into Beam options, with RiskNet's defaults for each runner. */
final class Arguments {
  private static final Pattern UNKNOWN_OPTION =
      Pattern.compile("missing a property named '([^']+)'(?:\\. Did you mean (.+))?");
  private static final Pattern MISSING_OPTION =
      Pattern.compile("Missing required value for \\[--([A-Za-z]+)");
  private static final Pattern WRONG_VALUE =
      Pattern.compile("(?:from String \"|Unable to parse JSON value )([^\"]*)");
  private static final Pattern OPTION_NAME = Pattern.compile("(\\w+)(?=,|$)");
  private static final String HELP = "'risknet help COMMAND'";

  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private static final SecureRandom IDS = new SecureRandom();

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** The DirectRunner's checks of every element are for tests: RiskNet's hold them there. */
  private static final Map<String, String> DIRECT =
      Map.of(
          "enforceImmutability",
          "false",
          "enforceEncodability",
          "false",
          "targetParallelism",
          Integer.toString(CORES));

  /** Elements are not changed by those that get them, so nobody needs a copy. */
  private static final Map<String, String> FLINK =
      Map.of("runner", "FlinkRunner", "objectReuse", "true", "fasterCopy", "true");

  /** What passes between steps is kept until it is taken, so a lost worker costs its own work. */
  private static final Map<String, String> CLUSTER =
      Map.of("executionModeForBatch", "BATCH_FORCED");

  private static final Map<String, String> EMBEDDED =
      Map.of("flinkMaster", "[local]", "parallelism", Integer.toString(CORES));

  private Arguments() {}

  /**
   * The options of a command.
   *
   * @throws IllegalArgumentException with one sentence when an option is unknown, missing or wrong
   */
  static <T extends PipelineOptions> T parse(String[] arguments, Class<T> type) {
    var s3 = S3Arguments.in(arguments);
    var options = parse(s3.others(), type);
    s3.addTo(options);
    // Beam numbers options within a process, and a worker takes equal numbers for equal options:
    // a second client's job would have the S3 endpoint and credentials of the first's.
    options.setOptionsId(IDS.nextLong());
    return options;
  }

  private static <T extends PipelineOptions> T parse(List<String> arguments, Class<T> type) {
    try {
      return PipelineOptionsFactory.fromArgs(withDefaults(arguments)).withValidation().as(type);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(sentence(e, arguments), e);
    }
  }

  /** The same for a command that runs a pipeline, whose job is named after it. */
  static <T extends PipelineOptions> T parse(String command, String[] arguments, Class<T> type) {
    var all = new ArrayList<>(Arrays.asList(arguments));
    add(
        Map.of(
            "jobName",
            "risknet-%s-%s".formatted(command, LocalDateTime.now(ZoneOffset.UTC).format(SECONDS))),
        all);
    return parse(all.toArray(String[]::new), type);
  }

  private static String[] withDefaults(List<String> arguments) {
    var all = new ArrayList<>(arguments);
    boolean program = FlinkProgram.isRunning();
    var implied = program || !isAbsent("flinkMaster", all) ? "FlinkRunner" : "DirectRunner";
    // Beam takes any case of letters.
    switch (valueOf("runner", all).orElse(implied).toLowerCase(Locale.ROOT)) {
      case "directrunner" -> add(DIRECT, all);
      case "flinkrunner" -> {
        add(FLINK, all);
        if (program) {
          boolean attached = FlinkProgram.isAttached();
          add(Map.of("flinkMaster", "[auto]", "attachedMode", Boolean.toString(attached)), all);
        }
        boolean embedded = valueOf("flinkMaster", all).orElse("[local]").equals("[local]");
        add(embedded ? EMBEDDED : CLUSTER, all);
      }
      default -> {}
    }
    return all.toArray(String[]::new);
  }

  private static void add(Map<String, String> defaults, List<String> arguments) {
    defaults.forEach(
        (name, value) -> {
          if (isAbsent(name, arguments)) {
            arguments.add("--" + name + "=" + value);
          }
        });
  }

  private static Optional<String> valueOf(String name, List<String> arguments) {
    var start = "--" + name + "=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(start))
        .map(argument -> argument.substring(start.length()))
        .reduce((first, last) -> last);
  }

  private static boolean isAbsent(String name, List<String> arguments) {
    return arguments.stream().noneMatch(argument -> nameOf(argument).equals("--" + name));
  }

  private static String sentence(RuntimeException e, List<String> arguments) {
    var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    var unknown = UNKNOWN_OPTION.matcher(message);
    if (unknown.find()) {
      return "There is no option --%s; %s"
          .formatted(unknown.group(1), suggestion(Optional.ofNullable(unknown.group(2))));
    }
    var missing = MISSING_OPTION.matcher(message);
    if (missing.find()) {
      return "The option --%s is missing; %s tells what it is for."
          .formatted(missing.group(1), HELP);
    }
    var wrong = WRONG_VALUE.matcher(message);
    if (wrong.find()) {
      return first(arguments, argument -> argument.endsWith("=" + wrong.group(1)))
          .map(
              argument -> "%s is not understood; %s tells what it takes.".formatted(argument, HELP))
          .orElse(message);
    }
    if (message.startsWith("expected one element")) {
      return first(arguments, argument -> isTwice(nameOf(argument), arguments))
          .map(
              argument -> "The option %s is given twice; give it once.".formatted(nameOf(argument)))
          .orElse(message);
    }
    return message.contains("does not begin with '--'")
        ? message + "; write options as --name=value."
        : message;
  }

  /** Beam names an option in quotes, or several in brackets. */
  private static String suggestion(Optional<String> beams) {
    return beams
        .map(
            names ->
                "did you mean "
                    + OPTION_NAME.matcher(names.replaceAll("[?'\\[\\]]", "")).replaceAll("--$1")
                    + "?")
        .orElse(HELP + " lists the options.");
  }

  private static Optional<String> first(List<String> arguments, Predicate<String> condition) {
    return arguments.stream().filter(condition).findFirst();
  }

  private static boolean isTwice(String name, List<String> arguments) {
    return arguments.stream().filter(argument -> nameOf(argument).equals(name)).count() > 1;
  }

  private static String nameOf(String argument) {
    return argument.split("=", 2)[0];
  }
}
