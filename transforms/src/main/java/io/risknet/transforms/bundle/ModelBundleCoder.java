package io.risknet.transforms.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Encodes a {@link ModelBundle} as its files, so that one can be a side input. */
public final class ModelBundleCoder extends AtomicCoder<ModelBundle> {
  private static final long serialVersionUID = 1;
  private static final ModelBundleCoder INSTANCE = new ModelBundleCoder();
  private static final Coder<Map<String, byte[]>> FILES =
      MapCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of());

  private ModelBundleCoder() {}

  /** The coder. */
  public static ModelBundleCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ModelBundle bundle, OutputStream out) throws IOException {
    FILES.encode(BundleWriter.files(bundle), out);
  }

  @Override
  public ModelBundle decode(InputStream in) throws IOException {
    return ModelBundle.load(new MemoryBundleStore(FILES.decode(in)));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
