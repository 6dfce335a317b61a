package io.risknet.pipelines.compare;

import io.risknet.pipelines.run.ModelDirectory;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.spec.Specs;
import io.risknet.pipelines.spec.TableSpec;
import io.risknet.transforms.bundle.ModelBundle;

/**
 * One of both models, while the run is being defined.
 *
 * @param directory where it is
 * @param bundle the model
 * @param table what it was trained on
 */
record Contender(String directory, ModelBundle bundle, TableSpec table) {

  /** Throws as {@link ModelDirectory#load}. */
  static Contender at(String model) {
    var directory = OutputDirectory.of("--model", model).path();
    var bundle = ModelDirectory.load(directory);
    return new Contender(directory, bundle, Specs.tableOf(bundle.reading()));
  }
}
