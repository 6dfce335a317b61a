package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import io.risknet.transforms.records.RecordBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything needed to encode rows: the fitted features of a plan and its fitted steps. Immutable
 * plain Java, no Beam; saved as JSON with stable type ids, and loadable on its own.
 *
 * <pre>{@code
 * var features = FittedFeatures.fromJson(mapper.readTree(file));
 * FloatMatrix rows = features.encode(batch); // a column for each of features.names()
 * }</pre>
 *
 * <p>Only columns that no step left out are written; a feature all of whose columns were left out
 * is not computed. Missing is {@code NaN}.
 */
public final class FittedFeatures {
  private static final int FORMAT = 1;

  private final ImmutableList<Fitted> encoders;
  private final ImmutableList<FittedStep> steps;
  private final ImmutableList<FittedStep> changes;
  private final ImmutableMap<String, String> dropped;
  private final ImmutableList<Part> parts;
  private final ImmutableList<String> names;

  /** A feature of which columns are kept, and where the first one goes. */
  private record Part(Fitted fitted, ImmutableIntArray kept, boolean whole, int firstColumn) {}

  private FittedFeatures(List<? extends Fitted> encoders, List<? extends FittedStep> steps) {
    this.encoders = ImmutableList.copyOf(encoders);
    this.steps = ImmutableList.copyOf(steps);
    this.changes =
        steps.stream().filter(FittedStep::changesValues).collect(ImmutableList.toImmutableList());
    var reasons = new LinkedHashMap<String, String>();
    steps.forEach(step -> reasons.putAll(step.dropped()));
    this.dropped = ImmutableMap.copyOf(reasons);
    var keptParts = ImmutableList.<Part>builder();
    var keptNames = new ArrayList<String>();
    var allNames = new ArrayList<String>();
    for (var fitted : encoders) {
      var written = fitted.names();
      allNames.addAll(written);
      var kept = new ArrayList<Integer>();
      for (int i = 0; i < written.size(); i++) {
        if (!reasons.containsKey(written.get(i))) {
          kept.add(i);
        }
      }
      if (!kept.isEmpty()) {
        boolean whole = kept.size() == written.size();
        var positions = ImmutableIntArray.copyOf(kept);
        keptParts.add(new Part(fitted, positions, whole, keptNames.size()));
        kept.forEach(i -> keptNames.add(written.get(i)));
      }
    }
    checkDistinct(allNames);
    this.parts = keptParts.build();
    this.names = ImmutableList.copyOf(keptNames);
  }

  /**
   * Encodes with fitted features, then fitted steps.
   *
   * @throws IllegalArgumentException when two features write a column of the same name
   */
  public static FittedFeatures of(
      List<? extends Fitted> encoders, List<? extends FittedStep> steps) {
    return new FittedFeatures(encoders, steps);
  }

  /** Names of the columns that are written, in order. */
  public List<String> names() {
    return names;
  }

  /** Names of the columns that are read. */
  public List<String> inputs() {
    return parts.stream()
        .flatMap(part -> part.fitted().inputs().stream())
        .collect(ImmutableSet.toImmutableSet())
        .asList();
  }

  /**
   * For each of {@link #names}, the column of the table that it is made of; its own name where it
   * is made of several. What is told to people goes by these.
   */
  public List<String> sources() {
    var sources = ImmutableList.<String>builder();
    for (var part : parts) {
      var inputs = part.fitted().inputs();
      for (int i = 0; i < part.kept().length(); i++) {
        sources.add(inputs.size() == 1 ? inputs.get(0) : names.get(part.firstColumn() + i));
      }
    }
    return sources.build();
  }

  /** For each of {@link #names}, what writes it, before a step changes it. */
  public List<Fitted> writers() {
    var writers = ImmutableList.<Fitted>builder();
    for (var part : parts) {
      part.kept().forEach(kept -> writers.add(part.fitted()));
    }
    return writers.build();
  }

  /** Whether steps change what the features write, such as those that scale. */
  public boolean changesValues() {
    return !changes.isEmpty();
  }

  /** The columns that steps left out, each with the reason for it. */
  public Map<String, String> dropped() {
    return dropped;
  }

  /** The rows of a batch as a matrix, with a column for each of {@link #names}. */
  public FloatMatrix encode(RecordBatch batch) {
    var matrix = FloatMatrix.of(batch.rows(), names.size());
    write(batch, matrix);
    return matrix;
  }

  /**
   * Writes the rows of a batch.
   *
   * @param in the rows, with at least the columns {@link #inputs}
   * @param out a matrix, or a window of one, of as many rows and of a column for each name
   * @throws IllegalArgumentException when the matrix does not fit, or the batch lacks a column
   */
  public void write(RecordBatch in, FloatMatrix out) {
    checkArgument(
        out.rows() == in.rows() && out.columns() == names.size(),
        "%s rows of %s features do not fit a matrix of %s rows and %s columns.",
        in.rows(),
        names.size(),
        out.rows(),
        out.columns());
    for (var part : parts) {
      write(part, in, out);
    }
    for (var change : changes) {
      for (int column = 0; column < names.size(); column++) {
        change.apply(names.get(column), out, column);
      }
    }
  }

  /**
   * Writes rows that another encoder wrote to the same place before, leaving what would not change:
   * most features learn the same whichever fold is held out.
   */
  void overwrite(RecordBatch in, FloatMatrix out, FittedFeatures before) {
    boolean sameColumns = names.equals(before.names) && parts.size() == before.parts.size();
    if (!sameColumns || !changes.isEmpty() || !before.changes.isEmpty()) {
      write(in, out);
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).equals(before.parts.get(i))) {
        write(parts.get(i), in, out);
      }
    }
  }

  private static void write(Part part, RecordBatch in, FloatMatrix out) {
    if (part.whole()) {
      part.fitted().write(in, out, part.firstColumn());
    } else {
      writeKept(part, in, out);
    }
  }

  private static void writeKept(Part part, RecordBatch in, FloatMatrix out) {
    var all = FloatMatrix.of(in.rows(), part.fitted().names().size());
    part.fitted().write(in, all, 0);
    for (int row = 0; row < in.rows(); row++) {
      for (int i = 0; i < part.kept().length(); i++) {
        out.set(row, part.firstColumn() + i, all.get(row, part.kept().get(i)));
      }
    }
  }

  /** As JSON; {@link #fromJson} reads it. */
  @JsonValue
  public JsonNode toJson() {
    var node = FeatureJson.MAPPER.createObjectNode().put("format", FORMAT);
    var encoderNodes = node.putArray("encoders");
    encoders.forEach(encoder -> encoderNodes.add(FeatureJson.write(encoder)));
    var stepNodes = node.putArray("steps");
    steps.forEach(step -> stepNodes.add(FeatureJson.write(step)));
    return node;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is of another format, or of a feature that is not
   *     known
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static FittedFeatures fromJson(JsonNode node) {
    FeatureJson.checkFormat(node, FORMAT, "fitted features");
    var encoders = new ArrayList<Fitted>();
    node.path("encoders").forEach(each -> encoders.add(FeatureJson.readFitted(each, Fitted.class)));
    var steps = new ArrayList<FittedStep>();
    node.path("steps").forEach(each -> steps.add(FeatureJson.readFitted(each, FittedStep.class)));
    return of(encoders, steps);
  }

  private static void checkDistinct(List<String> names) {
    var seen = new HashSet<String>();
    for (var name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "Two features write a column '%s'; take one of them out of the plan.".formatted(name));
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FittedFeatures that
        && encoders.equals(that.encoders)
        && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return 31 * encoders.hashCode() + steps.hashCode();
  }

  @Override
  public String toString() {
    return "FittedFeatures" + names;
  }
}
