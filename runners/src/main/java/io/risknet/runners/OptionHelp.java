package io.risknet.runners;

import com.google.common.base.CaseFormat;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The text of {@code risknet help COMMAND}, from the annotations of the command's options. */
final class OptionHelp {
  private OptionHelp() {}

  static String of(Command command) {
    return Arrays.stream(command.options().getMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .filter(method -> method.getDeclaringClass().getName().startsWith("io.risknet."))
        .sorted(
            Comparator.<Method, Boolean>comparing(OptionHelp::isOptional)
                .thenComparing(OptionHelp::optionName))
        .map(OptionHelp::line)
        .collect(
            Collectors.joining(
                "\n",
                "risknet " + command.name() + ": " + command.summary() + "\n\n",
                "\n\nEvery option of Beam and of the runner is accepted as well."));
  }

  private static String line(Method getter) {
    var bound =
        isOptional(getter)
            ? defaultOf(getter).map(value -> " [" + value + "]").orElse("")
            : " (required)";
    return "  --%s%s%n      %s"
        .formatted(optionName(getter), bound, getter.getAnnotation(Description.class).value());
  }

  private static boolean isOptional(Method getter) {
    return !getter.isAnnotationPresent(Validation.Required.class);
  }

  private static String optionName(Method getter) {
    var name = getter.getName().replaceFirst("^(get|is)", "");
    return CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_CAMEL, name);
  }

  private static Optional<String> defaultOf(Method getter) {
    return Stream.<Optional<?>>of(
            Optional.ofNullable(getter.getAnnotation(Default.String.class))
                .map(Default.String::value),
            Optional.ofNullable(getter.getAnnotation(Default.Integer.class))
                .map(Default.Integer::value),
            Optional.ofNullable(getter.getAnnotation(Default.Long.class)).map(Default.Long::value),
            Optional.ofNullable(getter.getAnnotation(Default.Double.class))
                .map(Default.Double::value),
            Optional.ofNullable(getter.getAnnotation(Default.Boolean.class))
                .map(Default.Boolean::value))
        .flatMap(Optional::stream)
        // Stands for no limit, of which the description tells.
        .filter(value -> !value.equals(Integer.MAX_VALUE) && !value.equals(Long.MAX_VALUE))
        .map(Object::toString)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
