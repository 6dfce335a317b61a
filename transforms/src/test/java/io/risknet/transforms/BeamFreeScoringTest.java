package io.risknet.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import io.risknet.transforms.bundle.PathBundleStore;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.scoring.Scorer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service scores without a single class of Beam on its class path. */
class BeamFreeScoringTest {
  private static final Map<String, String> LOAN =
      Map.of("loan", "a", "dti", "38", "score", "640.5", "channel", "R");

  /** What a service does; the test loads it anew, apart from Beam. */
  public static final class Service implements ToDoubleFunction<Path> {
    @Override
    public double applyAsDouble(Path model) {
      // Fits features, too: it needs no pipeline.
      assertThat(TestBundles.features().names()).isNotEmpty();
      try {
        return Scorer.load(model).score(LOAN);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aModelIsLoadedAndScoresWithoutBeamOnTheClassPath(@TempDir Path directory) throws Exception {
    TestBundles.bundle().save(PathBundleStore.of(directory));
    double expected = Scorer.load(directory).score(LOAN);

    var thread = Thread.currentThread();
    var ours = thread.getContextClassLoader();
    try (var apart =
        new URLClassLoader(classPathWithoutBeam(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(apart);
      assertThatThrownBy(() -> apart.loadClass("org.apache.beam.sdk.Pipeline"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThat(score(apart, directory)).isEqualTo(expected);
    } finally {
      thread.setContextClassLoader(ours);
    }
  }

  @SuppressWarnings("unchecked") // The class is the one above.
  private static double score(ClassLoader apart, Path model) throws ReflectiveOperationException {
    var service =
        (ToDoubleFunction<Path>)
            apart.loadClass(Service.class.getName()).getConstructor().newInstance();
    return service.applyAsDouble(model);
  }

  private static URL[] classPathWithoutBeam() {
    return urls(
        Splitter.on(File.pathSeparatorChar)
            .splitToStream(System.getProperty("java.class.path"))
            .map(Path::of)
            .filter(entry -> !entry.getFileName().toString().startsWith("beam-"))
            .toList());
  }

  private static URL[] urls(List<Path> entries) {
    var urls = new URL[entries.size()];
    try {
      for (int i = 0; i < urls.length; i++) {
        urls[i] = entries.get(i).toUri().toURL();
      }
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
    return urls;
  }
}
