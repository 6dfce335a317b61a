package io.risknet.transforms.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** A trained model as bytes; equal when they are. */
public final class SavedModel {
  private final Format format;
  private final byte[] bytes;

  private SavedModel(Format format, byte[] bytes) {
    this.format = format;
    this.bytes = bytes;
  }

  /** Whose format a model is in. */
  public enum Format {
    /** XGBoost's own, UBJSON. */
    XGBOOST,
    /** Tribuo's protobuf. */
    TRIBUO
  }

  /** A model of these bytes, without a copy. */
  @JsonCreator
  public static SavedModel of(
      @JsonProperty("format") Format format, @JsonProperty("bytes") byte[] bytes) {
    return new SavedModel(format, bytes);
  }

  /** Whose format it is in. */
  @JsonProperty
  public Format format() {
    return format;
  }

  /** The model, not to be written to. */
  @JsonProperty
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SavedModel that
        && format == that.format
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return format + " model of " + bytes.length + " bytes";
  }
}
