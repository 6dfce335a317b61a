package io.risknet.pipelines.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * The moment at which a stage's result was there. It is noted in a small file where the result
 * comes by: a runner may leave a branch that only reports until the very end.
 *
 * @param stage name of the stage
 * @param epochMillis when
 */
public record StageMark(String stage, long epochMillis) {

  /** Passes the result of a stage on, and notes when. Of several elements the last counts. */
  public static <T> PTransform<PCollection<T>, PCollection<T>> endOf(String stage, String temp) {
    return new Marking<>(file(stage, temp));
  }

  /** The marks of those of these stages that have come to their end. */
  static List<StageMark> read(List<String> stages, String temp) throws IOException {
    var marks = new ArrayList<StageMark>();
    for (var stage : stages) {
      var millis = AtomicFile.read(file(stage, temp));
      millis.ifPresent(
          bytes -> marks.add(new StageMark(stage, Long.parseLong(new String(bytes, UTF_8)))));
    }
    return marks;
  }

  private static String file(String stage, String temp) {
    return AtomicFile.below(temp, "stages/" + stage);
  }

  private static final class Marking<T> extends PTransform<PCollection<T>, PCollection<T>> {
    private static final long serialVersionUID = 1;

    private final String file;

    Marking(String file) {
      this.file = file;
    }

    @Override
    public PCollection<T> expand(PCollection<T> result) {
      return result.apply("Mark", ParDo.of(new MarkFn<>(file))).setCoder(result.getCoder());
    }
  }

  private static final class MarkFn<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1;

    private final String file;

    MarkFn(String file) {
      this.file = file;
    }

    @ProcessElement
    public void process(@Element T result, OutputReceiver<T> output) throws IOException {
      AtomicFile.write(file, Long.toString(System.currentTimeMillis()).getBytes(UTF_8));
      output.output(result);
    }
  }
}
