package io.risknet.pipelines.report;

import io.risknet.pipelines.run.InputFiles;
import io.risknet.pipelines.run.RunManifest;

/**
 * How much there is in all of what an {@link Excerpt} of a manifest has the first of.
 *
 * @param inputs files
 * @param inputBytes of all of them
 * @param features of the model
 * @param moved columns that were compared, the score among them
 */
public record InAll(int inputs, long inputBytes, int features, int moved) {

  /** Of the whole manifest. */
  public static InAll of(RunManifest manifest) {
    return new InAll(
        manifest.inputs().size(),
        manifest.inputs().stream().mapToLong(InputFiles.InputFile::bytes).sum(),
        manifest.importance().map(importance -> importance.features().size()).orElse(0),
        manifest.stability().map(stability -> stability.byIndex().size()).orElse(0));
  }
}
