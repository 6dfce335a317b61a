package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.testing.BeamTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class ReadDelimitedTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(
          ColumnSchema.id("loan"),
          ColumnSchema.numeric("dti"),
          ColumnSchema.categorical("channel"),
          ColumnSchema.month("first_payment"));
  private static final DelimitedFormat FORMAT =
      DelimitedFormat.of('|').withColumns(List.of("first_payment", "channel", "dti", "loan"));

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content, UTF_8);
  }

  @Test
  void makesBatchesAsTheSchemaSays(TestPipeline pipeline) throws IOException {
    var path = file("loans.txt", "200901|R|41.5|F1\n|| |\n");

    var read =
        pipeline.apply(Create.of(path.toString())).apply(ReadDelimited.batches(FORMAT, SCHEMA));

    PAssert.thatSingleton(read.output())
        .isEqualTo(
            RecordBatch.of(
                Origin.addTo(SCHEMA),
                TextColumn.of("F1", ""),
                NumericColumn.of(41.5, Double.NaN),
                CategoricalColumn.of("R", ""),
                MonthColumn.of(24_108, MonthColumn.MISSING),
                CategoricalColumn.of(path.toString(), path.toString()),
                NumericColumn.of(1, 2)));
    PAssert.that(read.rejects()).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void blanksAreMissingWhateverTheType(TestPipeline pipeline) throws IOException {
    var path = file("loans.txt", " | |\t|  \n");

    var read =
        pipeline.apply(Create.of(path.toString())).apply(ReadDelimited.batches(FORMAT, SCHEMA));

    PAssert.thatSingleton(read.output())
        .satisfies(
            batch -> {
              for (var column : SCHEMA.columns()) {
                assertThat(batch.column(column.name()).isMissing(0)).as(column.name()).isTrue();
              }
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readsAllFilesOnceAndKeepsWhereRowsCameFrom(TestPipeline pipeline) throws IOException {
    var first = file("loans_1.txt", "200901|R|1|F1\n200902|C|2|F2\n200903|B|3|F3\n").toString();
    var second = file("loans_2.txt", "200904|R|4|F4").toString();

    var read =
        pipeline
            .apply(Create.of(folder + "/loans_*.txt", second, first))
            .apply(ReadDelimited.batches(FORMAT, SCHEMA).withRangeBytes(20));

    PAssert.that(read.output())
        .satisfies(
            batches -> {
              var rows = new ArrayList<String>();
              for (var batch : batches) {
                for (int row = 0; row < batch.rows(); row++) {
                  double position = batch.numeric("origin:position").get(row);
                  rows.add(
                      "%s %s %d/%d"
                          .formatted(
                              batch.text("loan").text(row),
                              batch.categorical("origin:file").text(row),
                              Origin.range(position),
                              Origin.line(position)));
                }
              }
              assertThat(rows)
                  .containsExactlyInAnyOrder(
                      "F1 " + first + " 0/1",
                      "F2 " + first + " 0/2",
                      "F3 " + first + " 1/1",
                      "F4 " + second + " 0/1");
              return null;
            });
    PAssert.that(read.ranges())
        .containsInAnyOrder(
            new RangeStats(first, 0, 28, 2, 2, 0),
            new RangeStats(first, 1, 14, 1, 1, 0),
            new RangeStats(first, 2, 0, 0, 0, 0),
            new RangeStats(second, 0, 13, 1, 1, 0));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void rejectsMalformedFieldsWithTheLineOfTheFile(TestPipeline pipeline) throws IOException {
    var path =
        file(
                "loans.csv",
                """
                loan,dti,channel,first_payment
                F1,abc,R,200901
                F2,41,R,200913
                F3,NA,R,2009-01
                F4,1e,R,200901
                """)
            .toString();
    var format = DelimitedFormat.of(',').withHeader(true).withMissing(List.of("NA"));

    var read =
        pipeline
            .apply(Create.of(path))
            .apply(ReadDelimited.batches(format, SCHEMA).withRangeBytes(10));

    PAssert.that(read.rejects().apply(NumberLines.of(read.ranges())))
        .containsInAnyOrder(
            new Reject("read", path, -1, 2, "dti", "'abc' is no number", "F1,abc,R,200901"),
            new Reject(
                "read",
                path,
                -1,
                3,
                "first_payment",
                "'200913' is no month (YYYYMM, YYYY-MM or YYYY-MM-DD)",
                "F2,41,R,200913"),
            new Reject("read", path, -1, 5, "dti", "'1e' is no number", "F4,1e,R,200901"));
    PAssert.thatSingleton(read.output())
        .satisfies(
            batch -> {
              assertThat(batch.text("loan").text(0)).isEqualTo("F3");
              assertThat(batch.numeric("dti").get(0)).isNaN();
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void numbersNoLineThatCountsFromTheTopOrIsNotKnown(TestPipeline pipeline) throws IOException {
    var path = file("loans.txt", "x\n").toString();
    var read = pipeline.apply(Create.of(path)).apply(ReadDelimited.batches(FORMAT, SCHEMA));
    var done = new Reject("clean", path, Reject.WHOLE_FILE, 7, "dti", "it is negative", "-1");
    var unknown = new Reject("clean", "", Reject.WHOLE_FILE, 0, "dti", "it is negative", "-1");

    var rejects = pipeline.apply("Rejects", Create.of(done, unknown).withCoder(RejectCoder.of()));

    PAssert.that(rejects.apply(NumberLines.of(read.ranges()))).containsInAnyOrder(done, unknown);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void cutsBatchesAt4096Rows(TestPipeline pipeline) throws IOException {
    var path = file("loans.txt", "200901|R|1|F1\n".repeat(5_000));

    var read =
        pipeline.apply(Create.of(path.toString())).apply(ReadDelimited.batches(FORMAT, SCHEMA));

    PAssert.that(read.output())
        .satisfies(
            batches -> {
              assertThat(batches)
                  .extracting(RecordBatch::rows)
                  .containsExactlyInAnyOrder(4_096, 904);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void handsRowsToAReducer(TestPipeline pipeline) throws IOException {
    var path = file("monthly.txt", "F1|0\nF1|3\nF2|x\nF2|5\n").toString();
    var format = DelimitedFormat.of('|').withColumns(List.of("loan", "status"));

    var read =
        pipeline
            .apply(Create.of(path))
            .apply(
                ReadDelimited.reducing(
                    format,
                    List.of("status"),
                    (range, output) -> new Late(output),
                    VarLongCoder.of()));

    PAssert.that(read.output()).containsInAnyOrder(2L);
    PAssert.that(read.rejects())
        .containsInAnyOrder(
            new Reject("read", path, 0, 3, "status", "'x' is no whole number", "F2|x"));
    PAssert.that(read.ranges()).containsInAnyOrder(new RangeStats(path, 0, 20, 4, 3, 1));
    pipeline.run().waitUntilFinish();
  }

  private static final class Late implements RowReducer.Session {
    private final Consumer<Long> output;
    private long late;

    Late(Consumer<Long> output) {
      this.output = output;
    }

    @Override
    public void add(DelimitedRow row) {
      late += row.integer(0) >= 3 ? 1 : 0;
    }

    @Override
    public void finish() {
      output.accept(late);
    }
  }

  @Test
  void namesAPatternThatMatchesNothing(TestPipeline pipeline) {
    var pattern = folder + "/none_*.txt";
    pipeline.apply(Create.of(pattern)).apply(ReadDelimited.batches(FORMAT, SCHEMA));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasStackTraceContaining("No file matches '" + pattern + "'; check the path");
  }

  @Test
  void namesAFileThatIsNotThere(TestPipeline pipeline) {
    var file = folder + "/none.txt";
    pipeline.apply(Create.of(file)).apply(ReadDelimited.batches(FORMAT, SCHEMA));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasStackTraceContaining("No file matches '" + file + "'; check the path");
  }

  @Test
  void asksForTheFilesOfADirectory(TestPipeline pipeline) {
    pipeline.apply(Create.of(folder.toString())).apply(ReadDelimited.batches(FORMAT, SCHEMA));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasStackTraceContaining("is a directory; name the files in it, such as");
  }

  @Test
  void refusesAColumnThatTheFormatDoesNotName() {
    var unnamed = DelimitedFormat.of('|').withColumns(List.of("loan"));

    assertThatThrownBy(() -> ReadDelimited.batches(unnamed, SCHEMA))
        .hasMessage(
            "There is no column 'dti' in a file without a header; the format names [loan].");
  }

  @Test
  void refusesADelimiterThatIsNone() {
    assertThatThrownBy(() -> DelimitedFormat.of('\n')).hasMessageContaining("one ASCII character");
    assertThatThrownBy(() -> DelimitedFormat.of('§')).hasMessageContaining("ASCII");
  }
}
