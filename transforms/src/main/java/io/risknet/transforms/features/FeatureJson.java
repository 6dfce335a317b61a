package io.risknet.transforms.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Specifications and fitted records as JSON. Each is an object with one key, the id of its {@link
 * CatalogueEntry}, whose value holds the record's components: {@code {"mean-encode/1": {"column":
 * "state", "smoothing": 1.0}}}.
 */
final class FeatureJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .build();

  private static final String COLUMN = "column";
  private static final String COLUMNS = "columns";

  private FeatureJson() {}

  /** Refuses what a later release wrote in a way that this one can't read. */
  static void checkFormat(JsonNode node, int format, String what) {
    if (node.path("format").asInt() != format) {
      throw new IllegalArgumentException(
          "These %s are of format %s; this release reads format %s."
              .formatted(what, node.path("format"), format));
    }
  }

  /** A specification or a fitted record under its id. */
  static ObjectNode write(Object value) {
    var node = MAPPER.createObjectNode();
    node.set(Catalogue.of(value).id(), MAPPER.valueToTree(value));
    return node;
  }

  /** The fitted record that {@link #write} wrote. */
  static <T> T readFitted(JsonNode node, Class<T> type) {
    var id = onlyKey(node);
    return read(node.get(id), Catalogue.byNameOrId(id).fitted(), type, id);
  }

  /**
   * The specifications that an entry of a plan stands for: several when it lists {@code columns}.
   */
  static <T> List<T> readSpecifications(JsonNode node, Class<T> type) {
    var id = onlyKey(node);
    var entry = Catalogue.byNameOrId(id);
    var given = node.isTextual() ? MAPPER.nullNode() : node.get(id);
    return split(withOptionNames(given, entry))
        .map(options -> completed(options, entry))
        .map(options -> read(options, entry.specification(), type, id))
        .toList();
  }

  private static String onlyKey(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    }
    if (!node.isObject() || node.size() != 1) {
      throw new IllegalArgumentException(
          "A feature or step is written as 'name: options', such as 'numeric: [dti]'; found %s."
              .formatted(node));
    }
    return node.fieldNames().next();
  }

  /** What is no object is the value of the first option: a column, or a threshold. */
  private static ObjectNode withOptionNames(JsonNode given, CatalogueEntry entry) {
    if (given.isObject()) {
      return given.deepCopy();
    }
    var options = MAPPER.createObjectNode();
    if (!given.isNull()) {
      var first =
          entry.options().stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'%s' has no options; found %s.".formatted(entry.name(), given)));
      options.set(first.equals(COLUMN) && given.isArray() ? COLUMNS : first, given);
    }
    return options;
  }

  /** One set of options for each of the {@code columns}. */
  private static Stream<ObjectNode> split(ObjectNode options) {
    if (!options.path(COLUMNS).isArray() || options.has(COLUMN)) {
      return Stream.of(options);
    }
    var columns = options.remove(COLUMNS);
    return StreamSupport.stream(columns.spliterator(), false)
        .map(column -> options.deepCopy().set(COLUMN, column));
  }

  private static ObjectNode completed(ObjectNode options, CatalogueEntry entry) {
    options
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!entry.options().contains(name)) {
                throw new IllegalArgumentException(
                    "'%s' has no option '%s'; it has %s."
                        .formatted(entry.name(), name, known(entry)));
              }
            });
    ObjectNode completed = MAPPER.createObjectNode();
    completed.setAll(MAPPER.<ObjectNode>valueToTree(entry.defaults()));
    completed.setAll(options);
    for (var option : entry.options()) {
      if (completed.path(option).isMissingNode() || completed.get(option).isNull()) {
        throw new IllegalArgumentException(
            "'%s' needs the option '%s'; it has %s.".formatted(entry.name(), option, known(entry)));
      }
    }
    return completed;
  }

  private static List<String> known(CatalogueEntry entry) {
    return entry.options().stream()
        .map(option -> option.equals(COLUMN) ? COLUMN + " (or " + COLUMNS + ")" : option)
        .toList();
  }

  private static <T> T read(
      JsonNode node, Class<? extends Record> record, Class<T> type, String id) {
    if (!type.isAssignableFrom(record)) {
      throw new IllegalArgumentException(
          "'%s' can't stand here: it is no %s."
              .formatted(id, type.getSimpleName().toLowerCase(Locale.ROOT)));
    }
    try {
      return type.cast(MAPPER.treeToValue(node, record));
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException("'%s': %s".formatted(id, reason(e)), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("'%s': %s".formatted(id, e.getOriginalMessage()), e);
    }
  }

  /** A record's own sentence where its constructor refused, otherwise Jackson's with the option. */
  private static String reason(JsonMappingException e) {
    if (e.getCause() instanceof IllegalArgumentException own) {
      return own.getMessage();
    }
    var option = e.getPath().isEmpty() ? "" : e.getPath().get(0).getFieldName() + ": ";
    return option + e.getOriginalMessage();
  }
}
