package io.risknet.transforms.features;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@link CatalogueEntry catalogue entries} on the class path. */
final class Catalogue {
  private static final List<CatalogueEntry> ENTRIES = load();

  private Catalogue() {}

  /**
   * The entry that a plan means: {@code name} is its newest version, {@code name/1} is version 1.
   */
  static CatalogueEntry byNameOrId(String nameOrId) {
    return ENTRIES.stream()
        .filter(entry -> entry.name().equals(nameOrId) || entry.id().equals(nameOrId))
        .max(Comparator.comparingInt(CatalogueEntry::version))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("There is no feature or step '%s'; known are %s. If a jar of your own provides"
                            + " it, put that jar on the class path.")
                        .formatted(nameOrId, ENTRIES)));
  }

  /** The entry under which a specification or a fitted record is written. */
  static CatalogueEntry of(Object value) {
    return ENTRIES.stream()
        .filter(
            entry ->
                entry.specification() == value.getClass() || entry.fitted() == value.getClass())
        .max(Comparator.comparingInt(CatalogueEntry::version))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("%s is not in the catalogue: give it a public CatalogueEntry marked"
                            + " @AutoService(CatalogueEntry.class).")
                        .formatted(value.getClass().getSimpleName())));
  }

  /** Entries seen by this class's loader, and by the thread's, which may know a user's own jar. */
  private static List<CatalogueEntry> load() {
    var own = ServiceLoader.load(CatalogueEntry.class, CatalogueEntry.class.getClassLoader());
    var threads = ServiceLoader.load(CatalogueEntry.class);
    Map<String, CatalogueEntry> byId =
        Stream.concat(own.stream(), threads.stream())
            .filter(provider -> CatalogueEntry.class.isAssignableFrom(provider.type()))
            .map(ServiceLoader.Provider::get)
            .collect(Collectors.toMap(CatalogueEntry::id, entry -> entry, Catalogue::unambiguous));
    return byId.values().stream().sorted(Comparator.comparing(CatalogueEntry::id)).toList();
  }

  private static CatalogueEntry unambiguous(CatalogueEntry one, CatalogueEntry other) {
    if (one.getClass() != other.getClass()) {
      throw new IllegalStateException(
          "'%s' is the id of both %s and %s; rename one."
              .formatted(one.id(), one.getClass(), other.getClass()));
    }
    return one;
  }
}
