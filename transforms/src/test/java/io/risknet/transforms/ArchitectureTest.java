package io.risknet.transforms;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.PathBundleStore;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchBuilder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.scoring.Scorer;
import io.risknet.transforms.splits.SplitPlan;
import io.risknet.transforms.testing.HouseRules;
import io.risknet.transforms.training.TribuoLearner;
import io.risknet.transforms.training.XGBoostLearner;
import io.risknet.transforms.tuning.Grid;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.POutput;

/** The walls of the house: what may know of what. */
@AnalyzeClasses(packages = "io.risknet.transforms", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.risknet.transforms.";
  private static final String BEAM = "org.apache.beam..";

  /** Each layer's packages import those of the layers before, and not each other. */
  private static final List<Set<String>> LAYERS =
      List.of(
          Set.of("records"),
          Set.of("statistics"),
          Set.of("cleaning", "splits", "evaluation", "profiling"),
          Set.of("features", "calibration"),
          Set.of("training"),
          Set.of("tuning", "bundle"),
          Set.of("scoring", "scorecard"),
          Set.of("explanation"));

  /** They open files by Beam's file systems, use its coders, or turn its rows into batches. */
  private static final Set<String> OTHERS_WITH_BEAM =
      Set.of(
          "RecordBatches",
          "RowField",
          "RangeChannel",
          "ResumingChannel",
          "AtomicFile",
          "SpooledRows");

  @ArchTest static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule PACKAGES_IMPORT_ONLY_WHAT_STANDS_LEFT_OF_THEM =
      classes().should(importOnlyWhatStandsLeft());

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  /** Beam is for what stands in a pipeline, and for the few classes that are listed. */
  @ArchTest
  static final ArchRule VALUES_KNOW_NOTHING_OF_BEAM =
      noClasses()
          .that(
              describe("are values", (JavaClass type) -> !standsInAPipeline(type))
                  .and(
                      describe(
                          "not listed", type -> !OTHERS_WITH_BEAM.contains(type.getSimpleName()))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BEAM);

  /** What a service loads, and everything that this leads to. */
  @ArchTest
  static final ArchRule FITTING_AND_SCORING_LEAD_NOWHERE_TO_BEAM =
      noClasses()
          .that(
              belongToAnyOf(
                  RecordBatch.class,
                  RecordBatchBuilder.class,
                  Reject.class,
                  CleaningRules.class,
                  SplitPlan.class,
                  TableProfile.class,
                  BinaryMetrics.class,
                  FeaturePlan.class,
                  FeatureFits.class,
                  XGBoostLearner.class,
                  TribuoLearner.class,
                  Grid.class,
                  ModelBundle.class,
                  PathBundleStore.class,
                  Scorer.class))
          .should()
          .transitivelyDependOnClassesThat()
          .resideInAPackage(BEAM);

  private static ArchCondition<JavaClass> importOnlyWhatStandsLeft() {
    return new ArchCondition<>("import only what stands left in " + LAYERS) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> isOurs(dependency.getTargetClass()))
            .filter(dependency -> !isAllowed(type, dependency.getTargetClass()))
            .forEach(
                wrong -> events.add(SimpleConditionEvent.violated(wrong, wrong.getDescription())));
      }
    };
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  private static boolean isAllowed(JavaClass from, JavaClass to) {
    return from.getPackageName().equals(to.getPackageName()) || layer(to) < layer(from);
  }

  private static int layer(JavaClass type) {
    var name = type.getPackageName().substring(ROOT.length());
    for (int i = 0; i < LAYERS.size(); i++) {
      if (LAYERS.get(i).contains(name)) {
        return i;
      }
    }
    throw new AssertionError("The package " + name + " has no place in " + LAYERS);
  }

  private static boolean standsInAPipeline(JavaClass type) {
    return Stream.of(
                PTransform.class,
                DoFn.class,
                Combine.CombineFn.class,
                Coder.class,
                CoderProviderRegistrar.class,
                POutput.class)
            .anyMatch(kind -> assignableTo(kind).test(type))
        || type.getEnclosingClass().map(ArchitectureTest::standsInAPipeline).orElse(false);
  }
}
