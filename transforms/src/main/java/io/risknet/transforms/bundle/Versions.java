package io.risknet.transforms.bundle;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of RiskNet and of the libraries that make its models. */
public final class Versions {
  /** The name of the commit beside the versions; a bundle has it if its maker told it. */
  static final String COMMIT = "risknet-commit";

  private static final ImmutableSortedMap<String, String> CURRENT = read();

  private Versions() {}

  /** The version of each by its name: {@code risknet}, {@code tribuo}, {@code xgboost}. */
  public static ImmutableSortedMap<String, String> current() {
    return CURRENT;
  }

  private static ImmutableSortedMap<String, String> read() {
    var properties = new Properties();
    try (var in = Resources.getResource(Versions.class, "versions.properties").openStream()) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ImmutableSortedMap.copyOf(Maps.fromProperties(properties));
  }
}
