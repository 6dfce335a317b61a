package io.risknet.transforms.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.PlattCalibrator;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.calibration.PriorCorrection;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {
  private static ModelBundle bundle;

  @TempDir Path directory;

  @BeforeAll
  static void train() throws Exception {
    bundle = TestBundles.bundle();
  }

  @BeforeEach
  void save() throws IOException {
    bundle.save(PathBundleStore.of(directory));
  }

  @Test
  void loadingGivesBackWhatWasSaved() throws Exception {
    var loaded = ModelBundle.load(directory);

    assertThat(loaded).isEqualTo(bundle);
    assertThat(loaded.schema()).isEqualTo(bundle.schema());
    assertThat(loaded.reading()).isEqualTo(bundle.reading());
    assertThat(loaded.missing()).containsExactly("NA");
    assertThat(loaded.cleaning()).isEqualTo(bundle.cleaning());
    assertThat(loaded.features().names()).isEqualTo(bundle.features().names());
    assertThat(loaded.model()).isEqualTo(bundle.model());
    assertThat(loaded.provenance()).isEqualTo(bundle.provenance());
    assertThat(loaded.metrics()).isEqualTo(bundle.metrics());
    assertThat(loaded.versions()).containsOnlyKeys("risknet", "tribuo", "xgboost");
    assertThat(loaded.fingerprint()).isEqualTo(ModelBundle.fingerprint(store()));
  }

  @Test
  void theDirectoryHoldsTheDocumentedFilesAndNoOther() throws Exception {
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "card.md",
              "cleaning.json",
              "features.json",
              "manifest.json",
              "model.tribuo.pb",
              "model.ubj",
              "schema.json");
    }
    assertThat(Files.readString(directory.resolve("card.md")))
        .contains("trial-7", "sha256:0a1b", "| max_depth | 3 |", "| train |", "xgboost 2.1.4");
    assertThat(Files.readAllBytes(directory.resolve("model.ubj")))
        .isEqualTo(bundle.model().booster().orElseThrow());
  }

  @Test
  void aModelThatIsNoBoosterHasNoBoosterFile(@TempDir Path other) throws Exception {
    var model = StoredModel.ofTribuo(bundle.model().toTribuo());
    var tribuo =
        ModelBundle.of(
            bundle.schema(), bundle.cleaning(), bundle.features(), model, bundle.provenance());
    tribuo.save(PathBundleStore.of(other));

    assertThat(other.resolve("model.ubj")).doesNotExist();
    assertThat(ModelBundle.load(other)).isEqualTo(tribuo);
  }

  @Test
  void theProfileOfTheTrainingRowsIsAFileOfItsOwn(@TempDir Path other) throws Exception {
    var profile = TableProfile.of(List.of(TestBundles.raw(50, 1)));
    bundle.withProfile(profile).save(PathBundleStore.of(other));

    assertThat(ModelBundle.load(other).profile()).contains(profile);
    assertThat(bundle.profile()).isEmpty();

    Files.writeString(other.resolve("profile.json"), "{}");
    assertThatThrownBy(() -> ModelBundle.load(other))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("damaged in profile.json");
  }

  @Test
  void aCalibratorIsKeptInAFileOfItsOwnThatOlderReleasesRefuse(@TempDir Path other)
      throws Exception {
    var calibrated = bundle.withCalibration(Calibration.of(new PlattCalibrator(0.9, -0.1)));
    calibrated.save(PathBundleStore.of(other));

    var loaded = ModelBundle.load(other);
    assertThat(loaded).isEqualTo(calibrated).isNotEqualTo(bundle);
    assertThat(loaded.calibration()).isEqualTo(calibrated.calibration());
    assertThat(Files.readString(other.resolve("calibrator.json"))).contains("platt/1");
    assertThat(Files.readString(other.resolve("card.md"))).contains("slope 0.9000");
    assertThat(formatVersion(other)).isEqualTo(2);
    assertThat(formatVersion(directory)).isEqualTo(1);
  }

  @Test
  void theCardSaysWhatItWasToldAndIsKept(@TempDir Path other) throws Exception {
    var told = bundle.withCard(List.of(new CardSection("Limits", "- Mortgages only.")));
    told.save(PathBundleStore.of(other));

    assertThat(ModelBundle.load(other)).isEqualTo(told).isNotEqualTo(bundle);
    assertThat(ModelBundle.load(other).card()).isEqualTo(told.card());
    assertThat(Files.readString(other.resolve("card.md")))
        .contains("## Limits\n\n- Mortgages only.\n");
  }

  @Test
  void theCommitIsAmongTheVersionsAndOnTheCard(@TempDir Path other) throws Exception {
    bundle.withCommit("0a1b2c").save(PathBundleStore.of(other));

    assertThat(ModelBundle.load(other).versions()).containsEntry("risknet-commit", "0a1b2c");
    assertThat(Files.readString(other.resolve("card.md")))
        .containsPattern("- Made with: risknet \\S+, risknet-commit 0a1b2c, tribuo ");
  }

  @Test
  void theCardHasTheHashOfEveryOtherFile() throws Exception {
    var card = Files.readString(directory.resolve("card.md"));

    for (var file : List.of("model.ubj", "model.tribuo.pb", "schema.json", "features.json")) {
      var content = Files.readAllBytes(directory.resolve(file));
      assertThat(card)
          .contains(
              "| `%s` | %d | `%s` |"
                  .formatted(file, content.length, Hashing.sha256().hashBytes(content)));
    }
  }

  @Test
  void theCardHasTribuosProvenance() throws Exception {
    assertThat(Files.readString(directory.resolve("card.md")))
        .contains("## Provenance, as Tribuo keeps it", "XGBoostExternalModel", "trial=trial-7");
  }

  private static int formatVersion(Path bundle) throws IOException {
    var manifest = bundle.resolve("manifest.json").toFile();
    return new ObjectMapper().readTree(manifest).get("formatVersion").asInt();
  }

  @Test
  void aDamagedCalibratorIsNamed(@TempDir Path other) throws Exception {
    bundle
        .withCalibration(Calibration.of(new PriorCorrection(0.5)))
        .save(PathBundleStore.of(other));
    var file = other.resolve("calibrator.json");
    Files.writeString(file, Files.readString(file).replace("0.5", "0.6"));

    assertThatThrownBy(() -> ModelBundle.load(other))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("damaged in calibrator.json: its content has changed");
  }

  @Test
  void theScaleOfPointsIsAFileOfItsOwnThatOlderReleasesRefuse(@TempDir Path other)
      throws Exception {
    var withPoints = bundle.withPoints(new PointsScale(660, 15, 40));
    withPoints.save(PathBundleStore.of(other));

    var loaded = ModelBundle.load(other);
    assertThat(loaded).isEqualTo(withPoints).isNotEqualTo(bundle);
    assertThat(loaded.points()).contains(new PointsScale(660, 15, 40));
    assertThat(bundle.points()).isEmpty();
    assertThat(formatVersion(other)).isEqualTo(3);

    assertThat(Files.readString(other.resolve("card.md"))).contains("Points: 660 points stand");
    var file = other.resolve("scorecard.json");
    Files.writeString(file, Files.readString(file).replace("660", "661"));
    assertThatThrownBy(() -> ModelBundle.load(other))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("damaged in scorecard.json: its content has changed");
  }

  @Test
  void savingTheSameBundleAgainChangesNothing() throws Exception {
    var before = Files.readAllBytes(directory.resolve("manifest.json"));
    bundle.save(store());

    assertThat(Files.readAllBytes(directory.resolve("manifest.json"))).isEqualTo(before);
    assertThat(ModelBundle.load(directory)).isEqualTo(bundle);
  }

  @Test
  void anotherBundleDoesNotReplaceAFinishedOne() {
    assertThatThrownBy(() -> bundle.withMetrics(Map.of()).save(store()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is another model at " + directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "card.md",
        "cleaning.json",
        "features.json",
        "model.tribuo.pb",
        "model.ubj",
        "schema.json"
      })
  void aDamagedFileIsNamed(String name) throws Exception {
    var file = directory.resolve(name);
    var good = Files.readAllBytes(file);

    var flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    Files.write(file, flipped);
    assertRefused("damaged in " + name + ": its content has changed");

    Files.write(file, Arrays.copyOf(good, good.length - 1));
    assertRefused(
        "damaged in %s: it has %d bytes instead of %d"
            .formatted(name, good.length - 1, good.length));

    Files.delete(file);
    assertRefused("damaged in " + name + ": it is missing");
  }

  @Test
  void aHalfWrittenBundleIsRefused() throws Exception {
    Files.delete(directory.resolve("manifest.json"));

    assertRefused("There is no finished model at " + directory + ": manifest.json is missing.");
  }

  @Test
  void anInterruptedSaveLeavesNoManifest() {
    var files = new HashMap<String, byte[]>();
    var failing =
        new BundleStore() {
          @Override
          public Optional<byte[]> read(String name) {
            return Optional.ofNullable(files.get(name));
          }

          @Override
          public void write(String name, byte[] bytes) throws IOException {
            if (files.size() == 5) {
              throw new IOException("the disk is full");
            }
            files.put(name, bytes);
          }

          @Override
          public String location() {
            return "a full disk";
          }
        };

    assertThatThrownBy(() -> bundle.save(failing)).hasMessage("the disk is full");
    assertThat(files).hasSize(5).doesNotContainKey("manifest.json");
  }

  @Test
  void aMissingDirectoryIsRefused() {
    assertThatThrownBy(() -> ModelBundle.load(directory.resolve("none")))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("There is no finished model at")
        .hasMessageContaining("Check the path");
    assertThatThrownBy(() -> ModelBundle.load(directory.resolve("card.md")))
        .isInstanceOf(InvalidBundleException.class);
  }

  @Test
  void aNewerBundleIsRefusedWhateverItHolds() throws Exception {
    Files.writeString(
        directory.resolve("manifest.json"), "{\"formatVersion\": 4, \"files\": [\"other\"]}");

    assertRefused("has format 4 and this release reads up to 3; update RiskNet.");
  }

  @Test
  void aBrokenManifestIsRefused() throws Exception {
    var manifest = directory.resolve("manifest.json");
    var text = Files.readString(manifest);

    Files.writeString(manifest, text.substring(0, text.length() / 2));
    assertRefused("damaged in manifest.json: this release of RiskNet can't read its JSON");
    Files.writeString(manifest, "{}");
    assertRefused("damaged in manifest.json: it names no format version");
    Files.writeString(manifest, "");
    assertRefused("damaged in manifest.json");
    Files.writeString(manifest, "{\"formatVersion\": 1}");
    assertRefused("damaged in manifest.json");
    var tree = (ObjectNode) new ObjectMapper().readTree(text);
    ((ObjectNode) tree.get("files")).remove("features.json");
    Files.writeString(manifest, tree.toString());
    assertRefused("damaged in manifest.json: it does not list features.json");
  }

  @Test
  void fieldsOfALaterReleaseAreIgnored() throws Exception {
    var manifest = directory.resolve("manifest.json");
    var tree = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
    tree.put("calibrated", true);
    Files.writeString(manifest, tree.toString());

    assertThat(ModelBundle.load(directory)).isEqualTo(bundle);
  }

  @Test
  void featuresThatTheTableCannotFeedAreRefused() {
    assertThatThrownBy(
            () ->
                ModelBundle.of(
                    TableSchema.of(ColumnSchema.id("loan"), ColumnSchema.numeric("score")),
                    bundle.cleaning(),
                    bundle.features(),
                    bundle.model(),
                    bundle.provenance()))
        .hasMessageContaining("need the column 'dti'");
  }

  @Test
  void provenanceNeedsAnInstant() {
    assertThatThrownBy(() -> new Provenance("t", Map.of(), "d", "yesterday"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'yesterday' is no instant");
  }

  @Test
  void theCoderKeepsTheBundle() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(ModelBundleCoder.of(), bundle);
  }

  @Test
  void beamPathsHoldBundlesToo(@TempDir Path other) throws Exception {
    var store = BeamBundleStore.of(other.resolve("a/model").toString());
    assertThatThrownBy(() -> ModelBundle.load(store)).isInstanceOf(InvalidBundleException.class);
    bundle.save(store);

    assertThat(ModelBundle.load(store)).isEqualTo(bundle);
    assertThat(ModelBundle.load(other.resolve("a/model"))).isEqualTo(bundle);
    store.write("card.md", "other".getBytes(UTF_8));
    assertThat(store.read("card.md")).hasValueSatisfying(b -> assertThat(b).hasSize(5));
    assertThat(List.of(other.resolve("a/model").toFile().list())).hasSize(7);
  }

  private BundleStore store() {
    return PathBundleStore.of(directory);
  }

  private void assertRefused(String sentence) {
    assertThatThrownBy(() -> ModelBundle.load(directory))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(sentence);
  }
}
