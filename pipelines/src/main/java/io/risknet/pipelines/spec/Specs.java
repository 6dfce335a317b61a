package io.risknet.pipelines.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.base.Throwables;
import com.google.common.io.Resources;
import io.risknet.transforms.records.JsonCoder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;

/** Reads {@link RunSpec}s: the built-in {@code freddie-mac}, or a YAML file on any file system. */
public final class Specs {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

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
    try (var channel = FileSystems.open(FileSystems.matchSingleFileSpec(nameOrPath).resourceId());
        var stream = Channels.newInputStream(channel)) {
      return parse(nameOrPath, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      throw new IllegalArgumentException(
          "There is no spec '"
              + nameOrPath
              + "'; --spec takes freddie-mac or the path of a YAML file.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The spec '" + nameOrPath + "' can't be read: " + e.getMessage(), e);
    }
  }

  /** Parses a spec; {@code name} is what messages call it. */
  public static RunSpec parse(String name, String yaml) {
    try {
      return YAML.readValue(yaml, RunSpec.class);
    } catch (UnrecognizedPropertyException e) {
      throw wrong(
          name,
          place(e)
              + "the key '"
              + e.getPropertyName()
              + "' is not known; the keys here are "
              + e.getKnownPropertyIds().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(", ")),
          e);
    } catch (InvalidFormatException e) {
      throw wrong(
          name, place(e) + "'" + e.getValue() + "' is not allowed: " + e.getOriginalMessage(), e);
    } catch (JsonMappingException e) {
      var cause = Throwables.getRootCause(e);
      throw wrong(
          name,
          place(e)
              + (cause instanceof JsonProcessingException json
                  ? json.getOriginalMessage()
                  : cause.getMessage()),
          e);
    } catch (JsonProcessingException e) {
      throw wrong(
          name,
          "line " + e.getLocation().getLineNr() + " is not YAML: " + e.getOriginalMessage(),
          e);
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
    return new IllegalArgumentException("The spec '" + name + "' is wrong " + what + ".", cause);
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
