package io.risknet.runners;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.risknet.transforms.testing.HouseRules;

/** What holds here too; only this module may know of runners and clouds. */
@AnalyzeClasses(packages = "io.risknet.runners", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule NO_JAVA_DESERIALIZATION = HouseRules.NO_JAVA_DESERIALIZATION;
}
