package io.risknet.transforms.features;

import com.google.common.collect.ImmutableMap;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Gives a {@link Feature} or a {@link Step}, and what it learns, a stable name in plans and
 * artifacts, so that neither holds a class name. Found by {@link java.util.ServiceLoader}: whoever
 * adds a feature, in this project or in a jar of their own, edits no list.
 *
 * <pre>{@code
 * @AutoService(CatalogueEntry.class)
 * public static final class Entry extends CatalogueEntry {
 *   public Entry() {
 *     super("mean-encode/1", MeanEncode.class, Fit.class, Map.of("smoothing", 1.0));
 *   }
 * }
 * }</pre>
 *
 * <p>The components of the specification record are the options a plan may give. A change that old
 * artifacts can't be read with, or that encodes otherwise, is a new entry with the next version;
 * the old one stays, to read what it wrote.
 */
public abstract class CatalogueEntry {
  private final String name;
  private final int version;
  private final Class<? extends Record> specification;
  private final Class<? extends Record> fitted;
  private final Map<String, Object> defaults;

  /**
   * An entry of the catalogue.
   *
   * @param id name and version, such as {@code mean-encode/1}
   * @param specification the record that is a {@link Feature} or a {@link Step}
   * @param fitted the record that is a {@link Fitted} or a {@link FittedStep}
   * @param defaults the options that may be left out, and what they are then
   */
  protected CatalogueEntry(
      String id,
      Class<? extends Record> specification,
      Class<? extends Record> fitted,
      Map<String, Object> defaults) {
    int slash = id.indexOf('/');
    this.name = id.substring(0, slash);
    this.version = Integer.parseInt(id.substring(slash + 1));
    this.specification = specification;
    this.fitted = fitted;
    this.defaults = ImmutableMap.copyOf(defaults);
  }

  final String name() {
    return name;
  }

  final int version() {
    return version;
  }

  final String id() {
    return name + "/" + version;
  }

  final Class<? extends Record> specification() {
    return specification;
  }

  final Class<? extends Record> fitted() {
    return fitted;
  }

  final Map<String, Object> defaults() {
    return defaults;
  }

  /** Names of the options, in the record's order. */
  final List<String> options() {
    return Arrays.stream(specification.getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  @Override
  public final String toString() {
    return id();
  }
}
