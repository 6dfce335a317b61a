package io.risknet.pipelines.run;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.transforms.bundle.BeamBundleStore;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.records.ColumnRole;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The directory of a trained model. */
public final class ModelDirectory {
  private ModelDirectory() {}

  /**
   * Loads the model, while a run is being defined.
   *
   * @throws IllegalArgumentException with one sentence when it is missing, damaged or newer, or was
   *     forced to go by what is known only later
   */
  public static ModelBundle load(String directory) {
    try {
      var bundle = ModelBundle.load(BeamBundleStore.of(directory));
      checkColumns(bundle, directory);
      return bundle;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The model in %s can't be read: %s.".formatted(directory, e.getMessage()), e);
    }
  }

  private static void checkColumns(ModelBundle bundle, String directory) {
    for (var column : bundle.schema().columns()) {
      checkArgument(
          column.role() != ColumnRole.OUTCOME,
          "The model in %s goes by '%s', which is known only after the decision: it was trained with"
              + " --allowLeakage, and is of no use for new rows.",
          directory,
          column.name());
    }
  }
}
