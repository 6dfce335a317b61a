package io.risknet.pipelines.spec;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.base.Throwables;
import com.google.common.io.Resources;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.tuning.SearchReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@link RunSpec}s: the built-in {@code freddie-mac}, or a YAML file on any file system. */
public final class Specs {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // What a table holds may be YES and NO.
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .build())
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field ('.*')");

  /** What a value of these types is for people; other types are records and maps. */
  private static final Map<Class<?>, String> FORMS =
      Map.of(
          String.class, "a text",
          boolean.class, "true or false",
          int.class, "a whole number",
          Integer.class, "a whole number",
          long.class, "a whole number",
          double.class, "a number",
          Double.class, "a number");

  private Specs() {}

  /**
   * The spec of a name or path.
   *
   * @throws IllegalArgumentException with one sentence when it is missing or wrong
   */
  public static RunSpec load(String nameOrPath) {
    if (nameOrPath.equals(RunSpec.FREDDIE_MAC)) {
      return parse(nameOrPath, builtIn("freddie-mac.yaml"));
    }
    try {
      var yaml =
          AtomicFile.read(nameOrPath)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "There is no spec '"
                              + nameOrPath
                              + "'; --spec takes freddie-mac or the path of a YAML file."));
      return parse(nameOrPath, new String(yaml, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The spec '" + nameOrPath + "' can't be read: " + e.getMessage(), e);
    }
  }

  /** Parses a spec; {@code name} is what messages call it. */
  public static RunSpec parse(String name, String yaml) {
    try {
      var tree = YAML.readTree(yaml);
      SpecKeys.check(tree, RunSpec.class);
      // A RunSpec can't tell this from no search at all, for which there is a default.
      checkArgument(!tree.path("search").isNull(), "at search: %s", SearchReader.NO_STRATEGY);
      // Not of the tree, in which a text such as TRUE or 007 is no longer what was written.
      return YAML.readValue(yaml, RunSpec.class);
    } catch (MismatchedInputException e) {
      throw wrong(name, place(e) + expected(e), e);
    } catch (JsonMappingException e) {
      // What the spec's own classes have found.
      throw wrong(name, place(e) + Throwables.getRootCause(e).getMessage(), e);
    } catch (JsonProcessingException e) {
      throw wrong(name, "line %d %s".formatted(e.getLocation().getLineNr(), complaint(e)), e);
    } catch (IllegalArgumentException e) {
      throw wrong(name, e.getMessage(), e);
    }
  }

  /** The spec as JSON, as workers get it. */
  public static String toJson(RunSpec spec) {
    return JsonCoder.write(spec);
  }

  /** The spec that {@link #toJson} wrote. */
  public static RunSpec fromJson(String json) {
    return JsonCoder.read(json, RunSpec.class);
  }

  /** A table as JSON, as a bundle keeps it. */
  public static JsonNode toTree(TableSpec table) {
    return YAML.valueToTree(table);
  }

  /** The table that {@link #toTree} wrote. */
  public static TableSpec tableOf(JsonNode tree) {
    try {
      return YAML.treeToValue(tree, TableSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The model does not say how its input is read: " + e.getOriginalMessage(), e);
    }
  }

  private static String complaint(JsonProcessingException e) {
    var duplicate = DUPLICATE.matcher(e.getOriginalMessage());
    return duplicate.find()
        ? "gives the key %s a second time".formatted(duplicate.group(1))
        // The YAML parser indents what it cites.
        : e.getOriginalMessage()
            .lines()
            .filter(line -> !line.startsWith(" "))
            .collect(Collectors.joining(", ", "is not YAML: ", ""));
  }

  private static String expected(MismatchedInputException e) {
    var type = e.getTargetType();
    var form =
        type == null
            ? "something else"
            : type.isEnum()
                ? "one of " + YAML.convertValue(type.getEnumConstants(), JsonNode.class)
                : Collection.class.isAssignableFrom(type)
                    ? "a list"
                    : FORMS.getOrDefault(type, "keys and values");
    if (e instanceof InvalidNullException) {
      return "nothing is there, where %s should be; the word null takes quotes".formatted(form);
    }
    return e instanceof InvalidFormatException format
        ? "'%s' is there, where %s should be".formatted(format.getValue(), form)
        : "%s should be there".formatted(form);
  }

  private static String place(JsonMappingException e) {
    var path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "" : "at " + path + ": ";
  }

  private static IllegalArgumentException wrong(String name, String what, Exception cause) {
    return new IllegalArgumentException("The spec '" + name + "' is wrong: " + what + ".", cause);
  }

  private static String builtIn(String resource) {
    try {
      return Resources.toString(
          Resources.getResource(Specs.class, resource), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
