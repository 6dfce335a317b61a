package io.risknet.transforms.tuning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.hash.Hashing;
import io.risknet.transforms.features.FeatureFits;

/** What fitted features teach, as a hash of their JSON with every map in the order of its keys. */
final class FitsFingerprint {
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private FitsFingerprint() {}

  static String of(FeatureFits fits) {
    try {
      return Hashing.murmur3_128().hashBytes(CANONICAL.writeValueAsBytes(fits)).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The fitted features can't be written as JSON.", e);
    }
  }
}
