package io.risknet.transforms.features.custom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auto.service.AutoService;
import io.risknet.transforms.features.CatalogueEntry;
import io.risknet.transforms.features.Feature;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.Fitted;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.features.Input;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A feature that somebody adds in a package, and a jar, of their own: one file, no list to edit.
 */
class CustomFeatureTest {

  /** A number as a share of the largest one. */
  record ShareOfMax(String column, double floor) implements Feature<ShareOfMax.Max> {
    @Override
    public List<Input> inputs() {
      return List.of(Input.number(column));
    }

    @Override
    public Max empty() {
      return new Max(floor);
    }

    @Override
    public void add(Max max, RecordBatch batch) {
      for (double number : Input.numbers(batch, column)) {
        max.value = number > max.value ? number : max.value;
      }
    }

    @Override
    public Max read(DataInput in) throws IOException {
      return new Max(in.readDouble());
    }

    @Override
    public Fitted fit(Max max) {
      return new Fit(column, max.value);
    }

    static final class Max implements Accumulator<Max> {
      private double value;

      Max(double value) {
        this.value = value;
      }

      @Override
      public Max merge(Max other) {
        return new Max(Math.max(value, other.value));
      }

      @Override
      public void write(DataOutput out) throws IOException {
        out.writeDouble(value);
      }
    }

    record Fit(String column, double max) implements Fitted {
      @Override
      public List<String> inputs() {
        return List.of(column);
      }

      @Override
      public List<String> names() {
        return List.of(column + ":share");
      }

      @Override
      public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
        var numbers = Input.numbers(in, column);
        for (int row = 0; row < numbers.length; row++) {
          out.set(row, firstColumn, (float) (numbers[row] / max));
        }
      }
    }

    /** Its entry. */
    @AutoService(CatalogueEntry.class)
    public static final class Entry extends CatalogueEntry {
      /** For the service loader. */
      public Entry() {
        super("acme-share-of-max/1", ShareOfMax.class, Fit.class, Map.of("floor", 0.0));
      }
    }
  }

  @Test
  void isFoundFittedAndSavedLikeAnyOther() throws Exception {
    var rows = RecordBatch.of(TableSchema.of(ColumnSchema.numeric("x")), NumericColumn.of(1, 4, 2));
    var plan =
        FeaturePlan.fromJson(
            new ObjectMapper().readTree("{\"encode\": [{\"acme-share-of-max\": [\"x\"]}]}"));
    var fitted = plan.fit(List.of(rows), 0).total();

    assertThat(fitted.encode(rows).values()).containsExactly(0.25f, 1, 0.5f);
    assertThat(fitted.toJson().toString())
        .contains("acme-share-of-max/1")
        .doesNotContain("ShareOfMax");
  }
}
