package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.RejectCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.testing.BeamTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BeamTest
class CsvFilesTest {
  private static final RecordBatch SCORES =
      RecordBatch.of(
          TableSchema.of(
              ColumnSchema.id("loan number"),
              ColumnSchema.label("default"),
              ColumnSchema.numeric("probability")),
          TextColumn.of("F09Q1-1", "say \"when\"", "a,b"),
          NumericColumn.of(1, 0, Double.NaN),
          NumericColumn.of(0.25, 0.5, 1e-7));

  @TempDir Path directory;

  private List<Path> files() throws IOException {
    try (var files = Files.newDirectoryStream(directory, "part*.csv")) {
      return ImmutableList.copyOf(files);
    }
  }

  /** The lines of all files, without each file's header, which is checked. */
  private List<String> lines(String header) throws IOException {
    var lines = new ArrayList<String>();
    for (var file : files()) {
      var all = Files.readString(file).lines().toList();
      assertThat(all).first().isEqualTo(header);
      lines.addAll(all.subList(1, all.size()));
    }
    return lines;
  }

  @Test
  void scoresAreIdProbabilityAndLabel(TestPipeline pipeline) throws IOException {
    pipeline
        .apply(Create.of(SCORES).withCoder(RecordBatchCoder.of()))
        .apply(
            CsvFiles.scores(directory.toString(), "loan number", false, Optional.of("default"), 0));
    pipeline.run().waitUntilFinish();

    assertThat(lines("id,probability,label"))
        .containsExactly("F09Q1-1,0.25,1", "\"say \"\"when\"\"\",0.5,0", "\"a,b\",1.0E-7,");
  }

  @Test
  void withoutALabelThereIsNoColumnForIt(TestPipeline pipeline) throws IOException {
    pipeline
        .apply(Create.of(SCORES.take(new int[] {0})).withCoder(RecordBatchCoder.of()))
        .apply(CsvFiles.scores(directory.toString(), "loan number", false, Optional.empty(), 0));
    pipeline.run().waitUntilFinish();

    assertThat(lines("id,probability")).containsExactly("F09Q1-1,0.25");
  }

  @Test
  void pointsStandBehindTheProbability(TestPipeline pipeline) throws IOException {
    var scores = SCORES.with(ColumnSchema.numeric("points"), NumericColumn.of(601.25, 600, 480.5));
    pipeline
        .apply(Create.of(scores.take(new int[] {0})).withCoder(RecordBatchCoder.of()))
        .apply(
            CsvFiles.scores(directory.toString(), "loan number", true, Optional.of("default"), 0));
    pipeline.run().waitUntilFinish();

    assertThat(lines("id,probability,points,label")).containsExactly("F09Q1-1,0.25,601.25,1");
  }

  @Test
  void reasonsAreColumnsOfTheirOwnAndEmptyWhereThereIsNone(TestPipeline pipeline)
      throws IOException {
    var scores =
        SCORES
            .with(ColumnSchema.categorical("reason1"), CategoricalColumn.of("dti", "state", "dti"))
            .with(ColumnSchema.categorical("reason2"), CategoricalColumn.of("state", "", ""));
    pipeline
        .apply(Create.of(scores.take(new int[] {0, 1})).withCoder(RecordBatchCoder.of()))
        .apply(CsvFiles.scores(directory.toString(), "loan number", false, Optional.empty(), 2));
    pipeline.run().waitUntilFinish();

    assertThat(lines("id,probability,reason1,reason2"))
        .containsExactly("F09Q1-1,0.25,dti,state", "\"say \"\"when\"\"\",0.5,state,");
  }

  @Test
  void rejectsKeepTheirRawText(TestPipeline pipeline) throws IOException {
    var reject =
        new Reject("clean", "a.csv", Reject.WHOLE_FILE, 7, "dti", "70 is above 65", "x|\"y\",z");
    pipeline
        .apply(Create.of(reject).withCoder(RejectCoder.of()))
        .apply(CsvFiles.rejects(directory.toString()));
    pipeline.run().waitUntilFinish();

    assertThat(lines("stage,file,line,column,reason,raw,rows"))
        .containsExactly("clean,a.csv,7,dti,\"70 is above 65\",\"x|\"\"y\"\",z\",1");
    assertThat(CsvFiles.readRejects(directory.toString())).containsExactly(reject);
  }

  @Test
  void aFileWithoutRowsHasItsHeader(TestPipeline pipeline) throws IOException {
    pipeline
        .apply(Create.of(SCORES.take(new int[0])).withCoder(RecordBatchCoder.of()))
        .apply(CsvFiles.scores(directory.toString(), "loan number", false, Optional.empty(), 0));
    pipeline.run().waitUntilFinish();

    assertThat(lines("id,probability")).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void whereThereIsNothingToWriteThereIsNoFile(TestPipeline pipeline) throws IOException {
    pipeline.apply(Create.empty(RejectCoder.of())).apply(CsvFiles.rejects(directory.toString()));
    pipeline.run().waitUntilFinish();

    assertThat(files()).isEmpty();
  }
}
