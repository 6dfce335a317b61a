package io.risknet.transforms.scoring;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import io.risknet.transforms.bundle.BeamBundleStore;
import io.risknet.transforms.bundle.ModelBundle;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * The scorers of this JVM, so that its worker threads load a model once and share it. A few are
 * kept, because a cluster's workers outlive a job and the next one may bring another model.
 */
final class ScorerCache {
  private static final Cache<String, Scorer> SCORERS =
      CacheBuilder.newBuilder().maximumSize(4).build();

  private ScorerCache() {}

  /**
   * The scorer of the bundle at a Beam path. Scorers are kept by what they score with, so that a
   * model put in the place of another is noticed.
   */
  static Scorer at(String location) throws IOException {
    var store = BeamBundleStore.of(location);
    var fingerprint = ModelBundle.fingerprint(store);
    return get(fingerprint, () -> Scorer.of(ModelBundle.load(store)));
  }

  /** The scorer of a bundle at hand. */
  static Scorer of(ModelBundle bundle) throws IOException {
    return get(bundle.fingerprint(), () -> Scorer.of(bundle));
  }

  private static Scorer get(String key, Callable<Scorer> loader) throws IOException {
    try {
      return SCORERS.get(key, loader);
    } catch (UncheckedExecutionException e) {
      // What the user is to read is the cause: a model that is missing, damaged or newer.
      throw e.getCause() instanceof IllegalArgumentException invalid ? invalid : e;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
