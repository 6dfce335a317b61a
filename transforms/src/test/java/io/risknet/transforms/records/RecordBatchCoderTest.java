package io.risknet.transforms.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.testing.BeamTest;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

@BeamTest
class RecordBatchCoderTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(
          ColumnSchema.id("loan"),
          ColumnSchema.numeric("dti"),
          ColumnSchema.categorical("channel"),
          ColumnSchema.month("first_payment"));

  private static RecordBatch batch(double... dti) {
    return RecordBatch.of(
        SCHEMA,
        TextColumn.of("a", "", "ccc"),
        NumericColumn.of(dti),
        CategoricalColumn.of("R", "", "B"),
        MonthColumn.of(24_110, MonthColumn.MISSING, 24_111));
  }

  @Test
  void roundTripKeepsIntegersAndMissing() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(RecordBatchCoder.of(), batch(41, Double.NaN, -3));
  }

  @Test
  void roundTripKeepsFractionsMinusZeroAndInfinity() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        RecordBatchCoder.of(), batch(0.1, -0.0, Double.POSITIVE_INFINITY));
  }

  @Test
  void roundTripKeepsTheExtremesOfEachWidth() throws Exception {
    for (double span : new double[] {254, 255, 65_534, 65_535, 4e9, Integer.MAX_VALUE}) {
      CoderProperties.coderDecodeEncodeEqual(
          RecordBatchCoder.of(), batch(-7, span - 7, Double.NaN));
    }
  }

  @Test
  void roundTripKeepsABatchWithoutRows() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(RecordBatchCoder.of(), batch(1, 2, 3).take(new int[0]));
  }

  @Test
  void smallIntegersTakeOneByteEach() throws Exception {
    int narrow = CoderUtils.encodeToByteArray(RecordBatchCoder.of(), batch(1, 2, 3)).length;
    int wide = CoderUtils.encodeToByteArray(RecordBatchCoder.of(), batch(1.5, 2, 3)).length;

    // Three doubles of eight bytes against three bytes and the four of their base.
    assertThat(wide - narrow).isEqualTo(3 * 8 - (3 + 4));
  }

  @Test
  void aBatchThatWasReadIsWrittenTheSameBeforeAndAfterALookIntoIt() throws Exception {
    var written = CoderUtils.encodeToByteArray(RecordBatchCoder.of(), batch(1, 2, 3));
    var read = CoderUtils.decodeFromByteArray(RecordBatchCoder.of(), written);

    assertThat(CoderUtils.encodeToByteArray(RecordBatchCoder.of(), read)).isEqualTo(written);
    assertThat(read.numeric("dti")).isEqualTo(NumericColumn.of(1, 2, 3));
    assertThat(CoderUtils.encodeToByteArray(RecordBatchCoder.of(), read)).isEqualTo(written);
  }

  @Test
  void aBatchIsPackedOnceHoweverOftenItIsWritten() {
    var batch = batch(1, 2, 3);

    assertThat(batch.packed().bytes()).isSameAs(batch.packed().bytes());
  }

  @Test
  void refusesAnotherFormatVersion() throws Exception {
    var bytes = CoderUtils.encodeToByteArray(RecordBatchCoder.of(), batch(1, 2, 3));
    bytes[0] = 99;

    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(RecordBatchCoder.of(), bytes))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("format 99");
  }

  @Test
  void travelsThroughAPipeline(TestPipeline pipeline) {
    var batches = pipeline.apply(Create.of(batch(1, 2, 3)).withCoder(RecordBatchCoder.of()));

    PAssert.thatSingleton(batches).isEqualTo(batch(1, 2, 3));
    pipeline.run().waitUntilFinish();
  }
}
