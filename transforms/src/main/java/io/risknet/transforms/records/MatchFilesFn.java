package io.risknet.transforms.records;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.transforms.DoFn;

/** Finds the files of a pattern. */
final class MatchFilesFn extends DoFn<String, MatchedFile> {
  private static final long serialVersionUID = 1;

  @ProcessElement
  public void process(@Element String pattern, OutputReceiver<MatchedFile> files)
      throws IOException {
    var matched = FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
    checkArgument(
        !matched.isEmpty(),
        "No file matches '%s'; check the path, and quote the pattern if a shell may expand it.",
        pattern);
    // Object stores hold empty objects in the place of directories, which patterns match too.
    var found = matched.stream().filter(file -> !file.resourceId().isDirectory()).toList();
    checkArgument(
        !found.isEmpty(),
        "'%s' is a directory; name the files in it, such as '%s/*'.",
        pattern,
        pattern);
    for (var file : found) {
      files.output(
          new MatchedFile(
              file.resourceId().toString(), file.sizeBytes(), file.isReadSeekEfficient()));
    }
  }
}
