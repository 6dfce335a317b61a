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
    // The match of a plain name that is not there is an exception whatever the treatment says.
    var match = FileSystems.match(pattern, EmptyMatchTreatment.ALLOW);
    checkArgument(
        !match.metadata().isEmpty(),
        "No file matches '%s'; check the path, and quote the pattern if a shell may expand it.",
        pattern);
    for (var file : match.metadata()) {
      var name = file.resourceId().toString();
      checkArgument(
          !file.resourceId().isDirectory(),
          "'%s' is a directory; name the files in it, such as '%s*'.",
          name,
          name);
      files.output(new MatchedFile(name, file.sizeBytes(), file.isReadSeekEfficient()));
    }
  }
}
