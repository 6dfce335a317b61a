package io.risknet.pipelines.run;

import io.risknet.transforms.bundle.BeamBundleStore;
import io.risknet.transforms.bundle.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The directory of a trained model. */
public final class ModelDirectory {
  private ModelDirectory() {}

  /**
   * Loads the model, while a run is being defined.
   *
   * @throws IllegalArgumentException with one sentence when it is missing, damaged or newer
   */
  public static ModelBundle load(String directory) {
    try {
      return ModelBundle.load(BeamBundleStore.of(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The model in %s can't be read: %s.".formatted(directory, e.getMessage()), e);
    }
  }
}
