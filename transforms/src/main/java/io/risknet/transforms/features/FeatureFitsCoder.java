package io.risknet.transforms.features;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;

/** Encodes {@link FeatureFits} as their JSON. */
public final class FeatureFitsCoder extends AtomicCoder<FeatureFits> {
  private static final long serialVersionUID = 1;
  private static final FeatureFitsCoder INSTANCE = new FeatureFitsCoder();

  private FeatureFitsCoder() {}

  /** The coder. */
  public static FeatureFitsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(FeatureFits fits, OutputStream out) throws IOException {
    ByteArrayCoder.of().encode(FeatureJson.MAPPER.writeValueAsBytes(fits.toJson()), out);
  }

  @Override
  public FeatureFits decode(InputStream in) throws IOException {
    return FeatureFits.fromJson(FeatureJson.MAPPER.readTree(ByteArrayCoder.of().decode(in)));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
