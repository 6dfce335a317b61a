package io.risknet.transforms.features;

import static java.util.Comparator.comparingDouble;

import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.statistics.Accumulator;
import io.risknet.transforms.statistics.CountTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Rows and positive rows of each encoded column by its value, of which eleven significant bits are
 * kept: from these come the {@link FeatureStrength strengths}.
 */
final class LabelBins implements Accumulator<LabelBins> {
  private static final int BITS_DROPPED = 23 - 10;

  /** Bins for shares and information value: 5 % of the rows each. */
  private static final int BINS = 20;

  /** Odds ten times the average. */
  private static final double FAR = 10;

  /** Of the standard normal distribution, 95 % is below. */
  private static final double SURELY = 1.645;

  private final CountTable[] columns;

  private LabelBins(CountTable[] columns) {
    this.columns = columns;
  }

  static LabelBins of(int columns) {
    return new LabelBins(
        Stream.generate(CountTable::new).limit(columns).toArray(CountTable[]::new));
  }

  /** Adds encoded rows with their labels; those without a label are left out. */
  void add(FloatMatrix matrix, NumericColumn labels) {
    for (int row = 0; row < matrix.rows(); row++) {
      double label = labels.get(row);
      if (!Double.isNaN(label)) {
        long positive = label == 1 ? 1 : 0;
        for (int column = 0; column < columns.length; column++) {
          columns[column].add(bin(matrix.get(row, column)), 1, positive);
        }
      }
    }
  }

  private static long bin(float value) {
    // The bits of NaN are one pattern here; adding zero makes minus zero zero.
    int bits = Float.floatToIntBits(value + 0.0f);
    return Float.isNaN(value) ? bits : (bits >> BITS_DROPPED) << BITS_DROPPED;
  }

  /** The strength of each column. */
  List<FeatureStrength> strengths(List<String> names) {
    var strengths = new ArrayList<FeatureStrength>();
    for (int i = 0; i < columns.length; i++) {
      strengths.add(strength(names.get(i), columns[i]));
    }
    return strengths;
  }

  private static FeatureStrength strength(String name, CountTable table) {
    var present = new ArrayList<Bin>();
    var missing = new Bin(0, 0);
    for (var entry : byValue(table)) {
      var bin = new Bin(entry[1] - entry[2], entry[2]);
      if (Float.isNaN(value(entry))) {
        missing = bin;
      } else {
        present.add(bin);
      }
    }
    var values = Bin.sum(present);
    var all = values.plus(missing);
    var bins = even(present, (double) all.rows() / BINS);
    bins.add(missing);
    return new FeatureStrength(
        name,
        all.rows(),
        auc(present),
        auc(List.of(values, missing)),
        bins.stream().mapToDouble(bin -> bin.informationValue(all)).sum(),
        clearance(bins, all),
        bins.stream()
            .filter(bin -> bin.odds(all) > FAR)
            .mapToDouble(bin -> share(bin.positives, all.positives))
            .sum());
  }

  private static long[][] byValue(CountTable table) {
    var entries = table.entries();
    Arrays.sort(entries, (left, right) -> Float.compare(value(left), value(right)));
    return entries;
  }

  private static float value(long[] entry) {
    return Float.intBitsToFloat((int) entry[0]);
  }

  /** Bins of neighbouring values, of so many rows each; a frequent value is one by itself. */
  private static List<Bin> even(List<Bin> byValue, double rows) {
    var bins = new ArrayList<Bin>();
    int start = 0;
    for (int end : EvenGroups.ends(byValue.stream().mapToLong(Bin::rows).toArray(), rows)) {
      bins.add(Bin.sum(byValue.subList(start, end)));
      start = end;
    }
    return bins;
  }

  /** Area under the curve of bins by ascending value, ties half, of the better orientation. */
  private static double auc(List<Bin> bins) {
    double lower = 0;
    double won = 0;
    for (var bin : bins) {
      won += bin.positives * (lower + bin.negatives / 2.0);
      lower += bin.negatives;
    }
    var all = Bin.sum(bins);
    double pairs = (double) all.positives * all.negatives;
    double auc = pairs == 0 ? 0.5 : won / pairs;
    return Math.max(auc, 1 - auc);
  }

  /**
   * Odds of the rows but a quarter over those of that quarter, the bins of the lowest odds; of the
   * last of them only a part is taken. Half a row is added to each count.
   */
  private static double clearance(List<Bin> bins, Bin all) {
    double positives = 0;
    double negatives = 0;
    double left = all.rows() / 4.0;
    for (var bin : bins.stream().sorted(comparingDouble(each -> each.odds(all))).toList()) {
      double part = Math.min(1, left / Math.max(1, bin.rows()));
      positives += part * bin.positives;
      negatives += part * bin.negatives;
      left -= part * bin.rows();
    }
    double[] counts = {
      all.positives - positives + 0.5,
      negatives + 0.5,
      positives + 0.5,
      all.negatives - negatives + 0.5
    };
    double logOddsRatio = Math.log(counts[0] * counts[1] / counts[2] / counts[3]);
    double standardError = Math.sqrt(DoubleStream.of(counts).map(count -> 1 / count).sum());
    return Math.exp(logOddsRatio - SURELY * standardError);
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }

  /** Some rows: how many are negative, how many positive. */
  private record Bin(long negatives, long positives) {
    Bin plus(Bin other) {
      return new Bin(negatives + other.negatives, positives + other.positives);
    }

    long rows() {
      return negatives + positives;
    }

    static Bin sum(List<Bin> bins) {
      return bins.stream().reduce(new Bin(0, 0), Bin::plus);
    }

    /** Odds of being positive over those of all rows, half a row added to each class. */
    double odds(Bin all) {
      return (positives + 0.5) / (all.positives + 1) / ((negatives + 0.5) / (all.negatives + 1));
    }

    double informationValue(Bin all) {
      double difference = share(positives, all.positives) - share(negatives, all.negatives);
      return rows() == 0 ? 0 : difference * Math.log(odds(all));
    }
  }

  @Override
  public LabelBins merge(LabelBins other) {
    var merged = of(columns.length);
    for (int i = 0; i < columns.length; i++) {
      merged.columns[i].addAll(columns[i]);
      merged.columns[i].addAll(other.columns[i]);
    }
    return merged;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(columns.length);
    for (var column : columns) {
      column.write(out);
    }
  }

  static LabelBins read(DataInput in) throws IOException {
    var read = of(in.readInt());
    for (int i = 0; i < read.columns.length; i++) {
      read.columns[i] = CountTable.read(in);
    }
    return read;
  }
}
