package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.run.RejectReasons.Counted;
import io.risknet.transforms.records.Reject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectReasonsTest {

  private static KV<RejectReason, Long> count(String reason, long rows) {
    return KV.of(new RejectReason("clean", "dti", reason), rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "70 is above 65|the value is above 65",
        "-1.5E3 is below 0|the value is below 0",
        "'it is x' is no number|the value is no number",
        "'x' is not among the allowed values|the value is not among the allowed values",
        "the value is missing|the value is missing",
        "the line is blank|the line is blank",
        "another row has the same id|another row has the same id"
      })
  void aReasonDoesNotTellTheValue(String told, String reason) {
    var reject = new Reject("clean", "a.csv", 0, 1, "dti", told, "70");

    assertThat(RejectReason.of(reject)).isEqualTo(new RejectReason("clean", "dti", reason));
  }

  @Test
  void theMostFrequentComeFirstAndWhatIsNotKeptIsCounted() {
    var counted = List.of(count("few", 2), count("many", 5));
    var reasons =
        RejectReasons.of(
            counted, Map.of("loans.rejected", 6L, "performance.rejected", 4L, "loans.lines", 90L));

    assertThat(reasons.rows()).isEqualTo(10);
    assertThat(reasons.reasons())
        .extracting(of -> of.reason().reason())
        .containsExactly("many", "few");
    assertThat(reasons.untold()).isEqualTo(3);
  }

  /** The last line stands for five rows, of which only its own is kept with its reason. */
  @Test
  void filesTellThemAsWell(@TempDir Path directory) throws IOException {
    Files.writeString(
        Files.createDirectory(directory.resolve("rejects")).resolve("part-0.csv"),
        """
        stage,file,line,column,reason,raw,rows
        read,a.csv,2,,the line is blank,,1
        clean,a.csv,3,dti,70 is above 65,70,1
        clean,a.csv,4,dti,80 is above 65,80,5
        """);

    var reasons = RejectReasons.read(OutputDirectory.of(directory.toString()));

    assertThat(reasons)
        .isEqualTo(
            new RejectReasons(
                7,
                List.of(
                    new Counted(new RejectReason("clean", "dti", "the value is above 65"), 2),
                    new Counted(new RejectReason("read", "", "the line is blank"), 1)),
                4));
  }

  @Test
  void onlySoManyAreTold() {
    var counted = IntStream.range(0, 60).mapToObj(i -> count("reason " + i, 1)).toList();
    var reasons = RejectReasons.of(counted, Map.of("loans.rejected", 60L));

    assertThat(reasons.reasons()).hasSize(50);
    assertThat(reasons.untold()).isEqualTo(10);
  }

  @Test
  void noRejectsAreNone() {
    assertThat(RejectReasons.of(List.of(), Map.of("loans.rejected", 0L)))
        .isEqualTo(new RejectReasons(0, List.of(), 0));
  }
}
