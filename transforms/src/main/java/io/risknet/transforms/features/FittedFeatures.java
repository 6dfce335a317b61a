package io.risknet.transforms.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.risknet.transforms.records.RecordBatch;
import java.util.ArrayList;
import java.util.List;

/** STUB: numeric columns as they are, and one column a category, from "column=value". */
public final class FittedFeatures {
  private final List<String> names;

  private FittedFeatures(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** Features of these names. */
  public static FittedFeatures ofNames(List<String> names) {
    return new FittedFeatures(names);
  }

  /** Names of the columns it writes. */
  public List<String> names() {
    return names;
  }

  /** Names of the columns it reads. */
  public List<String> inputs() {
    return names.stream().map(name -> name.replaceAll("=.*", "")).distinct().toList();
  }

  /** The features of every row. */
  public FloatMatrix encode(RecordBatch batch) {
    var out = FloatMatrix.of(batch.rows(), names.size());
    write(batch, out);
    return out;
  }

  /** Writes the features of every row. */
  public void write(RecordBatch batch, FloatMatrix out) {
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < names.size(); i++) {
        int split = names.get(i).indexOf('=');
        out.set(row, i, split < 0 ? number(batch, names.get(i), row) : is(batch, i, split, row));
      }
    }
  }

  private static float number(RecordBatch batch, String name, int row) {
    return (float) batch.numeric(name).get(row);
  }

  private float is(RecordBatch batch, int feature, int split, int row) {
    var text = batch.categorical(names.get(feature).substring(0, split)).text(row);
    var value = names.get(feature).substring(split + 1);
    return text.isEmpty() ? Float.NaN : text.equals(value) ? 1 : 0;
  }

  /** As JSON. */
  public JsonNode toJson() {
    var node = new ObjectMapper().createObjectNode();
    var array = node.putArray("names");
    names.forEach(array::add);
    return node;
  }

  /** Reads what {@link #toJson} wrote. */
  public static FittedFeatures fromJson(JsonNode node) {
    var names = new ArrayList<String>();
    node.path("names").forEach(name -> names.add(name.asText()));
    return ofNames(names);
  }
}
