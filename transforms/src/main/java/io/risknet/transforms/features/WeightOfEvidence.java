package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.statistics.Accumulator;
import io.risknet.transforms.statistics.CategoryCounts;
import io.risknet.transforms.statistics.Labels;
import io.risknet.transforms.statistics.NumberCounts;
import io.risknet.transforms.statistics.NumberCounts.NumberCount;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A column in bins, each as its weight of evidence: the logarithm of the bin's share of all
 * negative labels over its share of all positive ones (Siddiqi: Credit Risk Scorecards, Wiley 2006,
 * chapter 6). Where positive means default it is above 0 for a bin with fewer defaults than all
 * rows have. Writes the column {@code column:woe}.
 *
 * <p>Each category is a bin. Numbers go into at most so many bins of about equally many rows; a
 * frequent number has one by itself, a bin of less than half its rows joins its neighbour, and
 * where there would be too many those with the fewest rows are joined. Missing is a bin of its own.
 * A category not seen, missing when none was missing, and everything when all labels are the same
 * weigh 0: there is no evidence. So it never writes a missing value, and all its columns are of one
 * scale.
 *
 * <p>{@code smoothing} rows with the share of positives of all rows are added to each bin, so that
 * one without labels of both classes has a finite weight, and a small one a weight near 0. The
 * weight is then the log odds of all rows less those of what {@link MeanEncode} with the same
 * smoothing writes. Rows without a label teach nothing. It uses the label, so a {@link FeaturePlan}
 * encodes a training row with the bins and weights that the other folds taught.
 *
 * <pre>{@code
 * - woe: {columns: [credit_score, original_dti, property_state], bins: 10}
 * }</pre>
 *
 * @param column a column of numbers or categories
 * @param bins how many bins of numbers at most, missing not counted; at least 2
 * @param smoothing how many rows the share of all rows counts for, above zero
 */
public record WeightOfEvidence(String column, int bins, double smoothing)
    implements Feature<WeightOfEvidence.Counts> {
  /** The number of bins unless another is chosen. */
  public static final int DEFAULT_BINS = 10;

  /** The smoothing unless another is chosen. */
  public static final double DEFAULT_SMOOTHING = 1;

  /** Checks the options. */
  public WeightOfEvidence {
    checkArgument(bins >= 2, "Column '%s' should have at least 2 bins, and has %s.", column, bins);
    checkArgument(
        smoothing > 0 && Double.isFinite(smoothing),
        "The smoothing of column '%s' should be above zero, and is %s.",
        column,
        smoothing);
  }

  /** The feature of a column, with the defaults. */
  public static WeightOfEvidence of(String column) {
    return new WeightOfEvidence(column, DEFAULT_BINS, DEFAULT_SMOOTHING);
  }

  /** The same with another number of bins. */
  public WeightOfEvidence withBins(int newBins) {
    return new WeightOfEvidence(column, newBins, smoothing);
  }

  /** The same with another smoothing, in rows. */
  public WeightOfEvidence withSmoothing(double newSmoothing) {
    return new WeightOfEvidence(column, bins, newSmoothing);
  }

  @Override
  public List<Input> inputs() {
    return List.of(new Input(column, Set.of(ColumnType.NUMERIC, ColumnType.CATEGORICAL)));
  }

  @Override
  public boolean usesLabel() {
    return true;
  }

  @Override
  public Counts empty() {
    return new Counts(new NumberCounts(), new CategoryCounts(), Tally.NONE);
  }

  @Override
  public void add(Counts counts, RecordBatch batch) {
    if (batch.column(column) instanceof NumericColumn numbers) {
      counts.add(numbers, Labels.of(batch));
    } else {
      counts.categories.addLabelled(batch, column);
    }
  }

  @Override
  public Counts read(DataInput in) throws IOException {
    return new Counts(
        NumberCounts.read(in), CategoryCounts.read(in), new Tally(in.readLong(), in.readLong()));
  }

  @Override
  public Fitted fit(Counts counts) {
    var cuts = new ArrayList<Double>();
    var categories = new ArrayList<String>();
    var tallies = new ArrayList<>(binned(counts.numbers, cuts));
    var missing = counts.missingNumbers;
    for (var category : counts.categories.byText()) {
      var tally = new Tally(category.rows(), category.positives());
      if (category.isMissing()) {
        missing = missing.plus(tally);
      } else {
        categories.add(category.category());
        tallies.add(tally);
      }
    }
    if (tallies.size() == categories.size()) {
      // What is not among the categories, or all numbers where none was seen.
      tallies.add(Tally.NONE);
    }
    tallies.add(missing);
    var all = Tally.sum(tallies);
    return new Fit(
        column,
        cuts,
        categories,
        tallies.stream().map(tally -> tally.evidence(all, smoothing)).toList());
  }

  /** Bins of numbers, none of no numbers; adds the least number of each but the first. */
  private List<Tally> binned(NumberCounts counts, List<Double> cuts) {
    var numbers = counts.ascending();
    var rows = numbers.stream().mapToLong(NumberCount::count).toArray();
    var tallies = new ArrayList<Tally>();
    int start = 0;
    for (int end : EvenGroups.endsOfLarge(rows, bins)) {
      if (start > 0) {
        cuts.add(least(numbers.get(start).number(), counts.isExact()));
      }
      tallies.add(
          Tally.sum(
              numbers.subList(start, end).stream()
                  .map(number -> new Tally(number.count(), number.positives()))
                  .toList()));
      start = end;
    }
    return tallies;
  }

  /** Where numbers are counted in buckets, one stands for all of its bucket. */
  private static double least(double number, boolean exact) {
    return exact ? number : NumberCounts.leastOf(NumberCounts.bucketOf(number));
  }

  /** Some rows with a label. */
  private record Tally(long rows, long positives) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
      return new Tally(rows + other.rows, positives + other.positives);
    }

    static Tally sum(List<Tally> tallies) {
      return tallies.stream().reduce(NONE, Tally::plus);
    }

    long negatives() {
      return rows - positives;
    }

    Evidence evidence(Tally all, double smoothing) {
      if (rows == 0 || all.positives == 0 || all.negatives() == 0) {
        return new Evidence(rows, positives, 0);
      }
      double negativeShare =
          (negatives() + smoothing * all.negatives() / all.rows) / all.negatives();
      double positiveShare = (positives + smoothing * all.positives / all.rows) / all.positives;
      // StrictMath, as the last bits may differ from one processor to another otherwise.
      return new Evidence(rows, positives, StrictMath.log(negativeShare / positiveShare));
    }
  }

  /** What has been counted: of a column of numbers, or one of categories. */
  public static final class Counts implements Accumulator<Counts> {
    private final NumberCounts numbers;
    private final CategoryCounts categories;
    private Tally missingNumbers;

    private Counts(NumberCounts numbers, CategoryCounts categories, Tally missingNumbers) {
      this.numbers = numbers;
      this.categories = categories;
      this.missingNumbers = missingNumbers;
    }

    private void add(NumericColumn column, Labels labels) {
      long missing = 0;
      long missingPositives = 0;
      for (int row = 0; row < column.size(); row++) {
        if (labels.isMissing(row)) {
          continue;
        }
        boolean positive = labels.isPositive(row);
        if (column.isMissing(row)) {
          missing++;
          missingPositives += positive ? 1 : 0;
        } else {
          numbers.add(column.get(row), positive);
        }
      }
      missingNumbers = missingNumbers.plus(new Tally(missing, missingPositives));
    }

    @Override
    public Counts merge(Counts other) {
      return new Counts(
          numbers.merge(other.numbers),
          categories.merge(other.categories),
          missingNumbers.plus(other.missingNumbers));
    }

    @Override
    public void write(DataOutput out) throws IOException {
      numbers.write(out);
      categories.write(out);
      out.writeLong(missingNumbers.rows);
      out.writeLong(missingNumbers.positives);
    }
  }

  /**
   * What a bin weighs.
   *
   * @param rows number of rows that it was learnt from
   * @param positives how many of them have a positive label
   * @param woe the weight of evidence
   */
  public record Evidence(long rows, long positives, double woe) {}

  /**
   * Writes each bin's weight.
   *
   * @param column the column it reads
   * @param cuts the least number of each bin of numbers but the first, ascending
   * @param categories those that are bins, in the order of their texts
   * @param evidence of each bin: of those of numbers; or of the categories, then of any other one;
   *     last of missing
   */
  public record Fit(
      String column, List<Double> cuts, List<String> categories, List<Evidence> evidence)
      implements Fitted {
    /** Copies the lists. */
    public Fit {
      cuts = ImmutableList.copyOf(cuts);
      categories = ImmutableList.copyOf(categories);
      evidence = ImmutableList.copyOf(evidence);
    }

    @Override
    public List<String> inputs() {
      return List.of(column);
    }

    @Override
    public List<String> names() {
      return List.of(column + ":woe");
    }

    /** What the bins are for people, in the order of their evidence. */
    public List<String> bins() {
      var bins = ImmutableList.<String>builder();
      if (!categories.isEmpty()) {
        bins.addAll(categories).add("any other");
      } else if (cuts.isEmpty()) {
        bins.add("any");
      } else {
        var texts = NumericColumn.of(Doubles.toArray(cuts));
        bins.add("below " + texts.text(0));
        for (int i = 1; i < cuts.size(); i++) {
          bins.add(texts.text(i - 1) + " to below " + texts.text(i));
        }
        bins.add(texts.text(cuts.size() - 1) + " and above");
      }
      return bins.add("missing").build();
    }

    /** For each row the place of its bin in {@link #bins}. */
    public int[] places(RecordBatch rows) {
      return rows.column(column) instanceof NumericColumn numbers
          ? places(numbers)
          : places(rows.categorical(column));
    }

    private int[] places(NumericColumn numbers) {
      var least = Doubles.toArray(cuts);
      var places = new int[numbers.size()];
      for (int row = 0; row < places.length; row++) {
        if (numbers.isMissing(row)) {
          places[row] = evidence.size() - 1;
        } else {
          // Adding zero makes minus zero zero.
          int found = Arrays.binarySearch(least, numbers.get(row) + 0.0);
          places[row] = found >= 0 ? found + 1 : -found - 1;
        }
      }
      return places;
    }

    private int[] places(CategoricalColumn column) {
      // Missing is code -1, so every code has its place one further.
      var byCode = new int[column.dictionary().size() + 1];
      byCode[0] = evidence.size() - 1;
      for (int code = 0; code < column.dictionary().size(); code++) {
        int found = Collections.binarySearch(categories, column.dictionary().get(code));
        byCode[code + 1] = found >= 0 ? found : evidence.size() - 2;
      }
      return Arrays.stream(column.codes()).map(code -> byCode[code + 1]).toArray();
    }

    @Override
    public void write(RecordBatch in, FloatMatrix out, int firstColumn) {
      var weights = Floats.toArray(evidence.stream().map(Evidence::woe).toList());
      var places = places(in);
      for (int row = 0; row < places.length; row++) {
        out.set(row, firstColumn, weights[places[row]]);
      }
    }
  }

  /** Its entry. */
  @AutoService(CatalogueEntry.class)
  public static final class Entry extends CatalogueEntry {
    /** For the service loader. */
    public Entry() {
      super(
          "woe/1",
          WeightOfEvidence.class,
          Fit.class,
          Map.of("bins", DEFAULT_BINS, "smoothing", DEFAULT_SMOOTHING));
    }
  }
}
