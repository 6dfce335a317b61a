package io.risknet.transforms.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.risknet.transforms.features.FeatureFits;

/** What fitted features teach, as a hash of their JSON, which is the same for equal fits. */
final class FitsFingerprint {
  private FitsFingerprint() {}

  static String of(FeatureFits fits) {
    return Hashing.murmur3_128().hashString(fits.toJson().toString(), UTF_8).toString();
  }
}
