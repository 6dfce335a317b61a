package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Streams;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fat jar is whole, and no larger than it may be. */
class FatJarIT {
  private static final String SERVICES = "META-INF/services/";
  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(FatJar.PATH.toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void isUnder250Megabytes() throws IOException {
    assertThat(Files.size(FatJar.PATH)).isLessThan(250_000_000L);
  }

  @Test
  void startsTheCommandLineWithWhatFlinkAndBeamReflectInto() throws IOException {
    var manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo(RiskNet.class.getName());
    assertThat(manifest.getValue("Add-Opens"))
        .isEqualTo(
            "java.base/java.lang java.base/java.util java.base/java.nio java.base/java.time");
    assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
  }

  @Test
  void hasEachFileOnce() {
    var names = jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();

    assertThat(names).hasSizeGreaterThan(20_000).doesNotHaveDuplicates();
  }

  @Test
  void isNotSignedByOneOfItsLibraries() {
    assertThat(jar.stream().map(ZipEntry::getName))
        .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"));
  }

  /** Each library lists its services in a file that others have as well. */
  @Test
  void hasTheServicesOfAllLibraries() throws IOException {
    var wanted = new TreeMap<String, TreeSet<String>>();
    for (var library : libraries()) {
      try (var zip = new ZipFile(library.toFile())) {
        services(zip)
            .forEach(
                (service, providers) ->
                    wanted.computeIfAbsent(service, unused -> new TreeSet<>()).addAll(providers));
      }
    }

    assertThat(wanted).containsKey("org.apache.beam.sdk.options.PipelineOptionsRegistrar");
    var has = services(jar);
    wanted.forEach(
        (service, providers) -> assertThat(has.get(service)).as(service).containsAll(providers));
  }

  @Test
  void listsItsLibrariesAsCycloneDx() throws IOException {
    var sbom =
        JsonMapper.builder()
            .build()
            .readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/risknet.cdx.json")));
    var listed =
        Streams.stream(sbom.get("components"))
            .map(each -> each.get("name").asText() + "-" + each.get("version").asText() + ".jar")
            .toList();

    assertThat(sbom.get("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(listed)
        .contains("xgboost4j_2.12-2.1.4.jar")
        .noneMatch(name -> name.startsWith("junit"));
    assertThat(libraries())
        .extracting(library -> library.getFileName().toString())
        .isSubsetOf(listed);
  }

  /** The libraries that the jar has, of those on the class path of the tests. */
  private static List<Path> libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .filter(FatJarIT::isInTheJar)
        .toList();
  }

  /** Whether the jar has the library's first class. */
  private static boolean isInTheJar(Path library) {
    try (var zip = new ZipFile(library.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .findFirst()
          .map(name -> jar.getEntry(name) != null)
          .orElse(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<String>> services(ZipFile zip) {
    return zip.stream()
        .filter(entry -> entry.getName().startsWith(SERVICES) && !entry.isDirectory())
        .collect(
            Collectors.toMap(
                entry -> entry.getName().substring(SERVICES.length()),
                entry -> providers(zip, entry)));
  }

  private static List<String> providers(ZipFile zip, ZipEntry entry) {
    try (var in = zip.getInputStream(entry)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
