package io.risknet.transforms.features;

import com.google.auto.service.AutoService;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.statistics.Accumulator;
import io.risknet.transforms.statistics.ExactSum;
import io.risknet.transforms.statistics.NumberCounts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A number with the missing ones filled in: by a constant, or by the mean or the median of the rows
 * it is fitted on. Writes the column {@code column:imputed}. When all values are missing there is
 * no mean or median, and they stay missing.
 *
 * <p>The mean is exact, rounded once; for the median see {@link NumberCounts}.
 *
 * <pre>{@code
 * - impute: {columns: [original_dti], with: median}
 * - impute: {columns: [mortgage_insurance_percent], with: constant, value: 0}
 * }</pre>
 *
 * @param column a column of numbers or months
 * @param with what is filled in
 * @param value the constant, when {@code with} is that
 */
public record Impute(String column, Filling with, double value) implements Feature<Impute.Sample> {

  /** What is filled in for a missing number. */
  public enum Filling {
    /** A given number. */
    CONSTANT,
    /** The mean of the numbers that are there. */
    MEAN,
    /** Their median; of an even number of them the mean of the middle two. */
    MEDIAN
  }

  /** The feature that fills in the mean. */
  public static Impute mean(String column) {
    return new Impute(column, Filling.MEAN, 0);
  }

  /** The feature that fills in the median. */
  public static Impute median(String column) {
    return new Impute(column, Filling.MEDIAN, 0);
  }

  /** The feature that fills in a constant. */
  public static Impute constant(String column, double value) {
    return new Impute(column, Filling.CONSTANT, value);
  }

  @Override
  public List<Input> inputs() {
    return List.of(Input.number(column));
  }

  @Override
  public Sample empty() {
    return new Sample(new NumberCounts(), new ExactSum(), 0);
  }

  @Override
  public void add(Sample sample, RecordBatch batch) {
    if (with == Filling.CONSTANT) {
      return;
    }
    for (double number : Input.numbers(batch, column)) {
      if (Double.isNaN(number)) {
        continue;
      }
      if (with == Filling.MEAN) {
        sample.sum.add(number);
        sample.count++;
      } else {
        sample.numbers.add(number);
      }
    }
  }

  @Override
  public Sample read(DataInput in) throws IOException {
    return new Sample(NumberCounts.read(in), ExactSum.read(in), in.readLong());
  }

  @Override
  public Fitted fit(Sample sample) {
    return new Fit(
        column,
        switch (with) {
          case CONSTANT -> value;
          case MEAN -> sample.sum.value() / sample.count;
          case MEDIAN -> sample.numbers.median();
        });
  }

  /** What the median or the mean needs; the other's part stays empty. */
  public static final class Sample implements Accumulator<Sample> {
    private final NumberCounts numbers;
    private final ExactSum sum;
    private long count;

    private Sample(NumberCounts numbers, ExactSum sum, long count) {
      this.numbers = numbers;
      this.sum = sum;
      this.count = count;
    }

    @Override
    public Sample merge(Sample other) {
      return new Sample(numbers.merge(other.numbers), sum.merge(other.sum), count + other.count);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      numbers.write(out);
      sum.write(out);
      out.writeLong(count);
    }
  }

  /**
   * Writes the number, or the filling.
   *
   * @param column the column it reads
   * @param filling stands in for a missing number
   */
  public record Fit(String column, double filling) implements Fitted {
    @Override
    public List<String> inputs() {
      return List.of(column);
    }

    @Override
    public List<String> names() {
      return List.of(column + ":imputed");
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      var numbers = Input.numbers(in, column);
      for (int row = 0; row < numbers.length; row++) {
        double number = numbers[row];
        out.set(row, firstColumn, (float) (Double.isNaN(number) ? filling : number));
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super("impute/1", Impute.class, Fit.class, Map.of("with", "median", "value", 0.0));
    }
  }
}
