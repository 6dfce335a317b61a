package io.risknet.infra;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The wall around this module. */
@AnalyzeClasses(packages = "io.risknet.infra", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_COST_MODEL_IS_PLAIN_JAVA =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("io.risknet.infra.cost..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam..",
              "org.apache.flink..",
              "io.risknet.transforms..",
              "io.risknet.pipelines..",
              "io.risknet.runners..");
}
