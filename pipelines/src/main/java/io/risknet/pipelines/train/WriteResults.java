package io.risknet.pipelines.train;

import static com.google.common.collect.Iterables.getOnlyElement;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.ProfileFile;
import io.risknet.transforms.bundle.BeamBundleStore;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.explanation.ModelExplanation;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.scorecard.Scorecard;
import io.risknet.transforms.tuning.Leaderboard;
import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** The steps that write the small files of a run; each puts out the file it wrote. */
final class WriteResults {
  private WriteResults() {}

  /** Writes {@code leaderboard.csv}. */
  static final class LeaderboardFn extends DoFn<Leaderboard, String> {
    private static final long serialVersionUID = 1;

    private final String file;

    LeaderboardFn(OutputDirectory output) {
      this.file = output.below("leaderboard.csv");
    }

    @ProcessElement
    public void write(@Element Leaderboard leaderboard, OutputReceiver<String> output)
        throws IOException {
      AtomicFile.write(file, leaderboard.toCsv().getBytes(UTF_8));
      output.output(file);
    }
  }

  /** Writes {@code profile.json}, the profiles of the parts. */
  static final class ProfilesFn extends DoFn<ModelBundle, String> {
    private static final long serialVersionUID = 1;

    private final String output;
    private final PCollectionView<Map<String, TableProfile>> profiles;

    ProfilesFn(OutputDirectory output, PCollectionView<Map<String, TableProfile>> profiles) {
      this.output = output.path();
      this.profiles = profiles;
    }

    @ProcessElement
    public void write(ProcessContext context) throws IOException {
      ProfileFile.write(OutputDirectory.of(output), context.sideInput(profiles));
      context.output(ProfileFile.NAME);
    }
  }

  /** Writes {@code explanations.json}. */
  static final class ExplanationFn extends DoFn<ModelExplanation, String> {
    private static final long serialVersionUID = 1;

    private final String file;

    ExplanationFn(OutputDirectory output) {
      this.file = output.below("explanations.json");
    }

    @ProcessElement
    public void write(@Element ModelExplanation explanation, OutputReceiver<String> output)
        throws IOException {
      AtomicFile.write(file, JsonCoder.write(explanation).getBytes(UTF_8));
      output.output(file);
    }
  }

  /** Writes {@code scorecard.csv}, where there is a table. */
  static final class ScorecardFn extends DoFn<Scorecard, String> {
    private static final long serialVersionUID = 1;

    private final String file;

    ScorecardFn(OutputDirectory output) {
      this.file = output.below(TrainFiles.SCORECARD);
    }

    @ProcessElement
    public void write(@Element Scorecard scorecard, OutputReceiver<String> output)
        throws IOException {
      if (scorecard.undefined().isEmpty()) {
        AtomicFile.write(file, scorecard.toCsv().getBytes(UTF_8));
      }
      output.output(file);
    }
  }

  /** Writes {@code model/}, with the metrics, the profile of the training rows and the card. */
  static final class BundleFn extends DoFn<ModelBundle, String> {
    private static final long serialVersionUID = 1;

    private final String directory;
    private final SearchSetup setup;
    private final ModelStatement statement;
    private final TableSchema schema;
    private final WriteManifestFn.Views views;

    BundleFn(
        OutputDirectory output,
        SearchSetup setup,
        ModelStatement statement,
        TableSchema schema,
        WriteManifestFn.Views views) {
      this.directory = output.below("model");
      this.setup = setup;
      this.statement = statement;
      this.schema = schema;
      this.views = views;
    }

    @ProcessElement
    public void write(ProcessContext context) throws IOException {
      var bundle = context.element();
      var profiles = context.sideInput(views.profiles());
      var card =
          new CardSections(
              statement,
              getOnlyElement(context.sideInput(views.tallies())),
              getOnlyElement(context.sideInput(views.plan())),
              profiles,
              views.search(setup, context),
              getOnlyElement(context.sideInput(views.evaluation())),
              ProfileParts.stability(profiles, schema),
              views.decided(context));
      bundle
          .withMetrics(context.sideInput(views.metrics()))
          .withProfile(ProfileParts.reference(profiles, bundle.schema()))
          .withCard(card.all())
          .save(BeamBundleStore.of(directory));
      context.output(directory);
    }
  }
}
