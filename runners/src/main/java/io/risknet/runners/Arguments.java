package io.risknet.runners;

import com.google.common.base.Throwables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Turns what the user typed into Beam options, with RiskNet's defaults for the local runners. */
final class Arguments {
  private static final Pattern UNKNOWN_OPTION =
      Pattern.compile("missing a property named '([^']+)'(?:\\. Did you mean (.+))?");
  private static final Pattern MISSING_OPTION = Pattern.compile("--([A-Za-z]+)");

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

  private static final Map<String, String> FLINK =
      Map.of(
          "flinkMaster",
          "[local]",
          "parallelism",
          Integer.toString(CORES),
          "objectReuse",
          "true",
          "fasterCopy",
          "true");

  private Arguments() {}

  /**
   * The options of a command.
   *
   * @throws IllegalArgumentException with one sentence when an option is unknown, missing or wrong
   */
  static <T extends PipelineOptions> T parse(String[] arguments, Class<T> type) {
    PipelineOptionsFactory.register(type);
    try {
      return PipelineOptionsFactory.fromArgs(withDefaults(arguments)).withValidation().as(type);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(sentence(e), e);
    }
  }

  private static String[] withDefaults(String[] arguments) {
    var all = new ArrayList<>(Arrays.asList(arguments));
    var runner =
        all.stream()
            .filter(argument -> argument.startsWith("--runner="))
            .map(argument -> argument.substring("--runner=".length()))
            .reduce("DirectRunner", (first, last) -> last);
    var defaults =
        switch (runner) {
          case "DirectRunner" -> DIRECT;
          case "FlinkRunner" -> FLINK;
          default -> Map.<String, String>of();
        };
    defaults.forEach(
        (name, value) -> {
          if (isAbsent(name, all)) {
            all.add("--" + name + "=" + value);
          }
        });
    return all.toArray(String[]::new);
  }

  private static boolean isAbsent(String name, List<String> arguments) {
    return arguments.stream()
        .noneMatch(
            argument -> argument.equals("--" + name) || argument.startsWith("--" + name + "="));
  }

  private static String sentence(RuntimeException e) {
    var root = Throwables.getRootCause(e);
    var message = String.valueOf(root.getMessage());
    var unknown = UNKNOWN_OPTION.matcher(message);
    if (unknown.find()) {
      var suggestion =
          unknown.group(2) == null
              ? "'risknet help COMMAND' lists the options"
              : "did you mean " + unknown.group(2).replace("?", "");
      return "There is no option --%s; %s.".formatted(unknown.group(1), suggestion.strip());
    }
    if (message.startsWith("Missing required value")) {
      var missing = MISSING_OPTION.matcher(message);
      return missing.find()
          ? "The option --%s is missing; 'risknet help COMMAND' tells what it is for."
              .formatted(missing.group(1))
          : message;
    }
    return message.lines().findFirst().orElse(message);
  }
}
