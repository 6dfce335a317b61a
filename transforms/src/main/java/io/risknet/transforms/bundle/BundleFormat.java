package io.risknet.transforms.bundle;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.hash.Hashing;
import io.risknet.transforms.records.ColumnSchema;
import java.io.IOException;
import java.util.List;

/** The layout of a bundle: names of its files and their JSON. */
final class BundleFormat {
  /** Raised when an older release could not read, or would misread, what this one writes. */
  static final int VERSION = 3;

  /** Of bundles without points, which releases that know of none would leave out. */
  static final int VERSION_WITHOUT_POINTS = 2;

  /** Of bundles without a calibrator either, which still older ones would leave out. */
  static final int VERSION_WITHOUT_CALIBRATOR = 1;

  static final String MANIFEST = "manifest.json";
  static final String SCHEMA = "schema.json";
  static final String CLEANING = "cleaning.json";
  static final String FEATURES = "features.json";
  static final String BOOSTER = "model.ubj";
  static final String TRIBUO = "model.tribuo.pb";
  static final String PROFILE = "profile.json";
  static final String CALIBRATOR = "calibrator.json";
  static final String SCORECARD = "scorecard.json";
  static final String CARD = "card.md";

  /** Fields that a later release of the same format adds are ignored. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The content of {@code schema.json}; no list of missing texts is an empty one. */
  record Table(List<ColumnSchema> columns, List<String> missing, JsonNode reading) {
    Table {
      columns = List.copyOf(columns);
      missing = List.copyOf(requireNonNullElse(missing, List.of()));
      requireNonNull(reading, "reading");
    }
  }

  private BundleFormat() {}

  static byte[] json(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value.getClass() + " can't be written as JSON.", e);
    }
  }

  static <T> T parse(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  static String fingerprint(byte[] manifest) {
    return Hashing.sha256().hashBytes(manifest).toString();
  }
}
