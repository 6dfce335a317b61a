package io.risknet.pipelines;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.risknet.transforms.testing.HouseRules;

/** The walls between the modules. */
@AnalyzeClasses(packages = "io.risknet", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule TRANSFORMS_KNOW_NOTHING_OF_PIPELINES =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("io.risknet.transforms..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.risknet.pipelines..");

  @ArchTest
  static final ArchRule TRANSFORMS_KNOW_NO_DATA_SET =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("io.risknet.transforms..")
          .should()
          .haveNameMatching("(?i).*freddie.*");
}
