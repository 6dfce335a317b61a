package io.risknet.transforms.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;

/** What holds in every module, for the {@code ArchitectureTest} of each. */
public final class HouseRules {

  /** A model file that runs code when it is read is a way in for an attacker. */
  @ArchTest
  public static final ArchRule NO_JAVA_DESERIALIZATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ObjectInputStream.class, SerializableCoder.class);

  @ArchTest
  static final ArchRule FNS_ARE_NOT_FOR_USERS =
      classes()
          .that(assignableTo(DoFn.class).or(assignableTo(Combine.CombineFn.class)))
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule FNS_ARE_CALLED_SO =
      classes()
          .that(assignableTo(DoFn.class).or(assignableTo(Combine.CombineFn.class)))
          .should(be(describe("called Fn, or stand in one that is", HouseRules::isCalledFn)));

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES =
      noClasses()
          .should()
          .haveNameMatching(".*[.$](Abstract\\w*|\\w*(Manager|Helper|Utils?|Impl))")
          .because("a name that would fit any class tells nothing of this one");

  @ArchTest
  static final ArchRule NO_RUNNER_AND_NO_CLOUD =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.risknet.runners..",
              "org.apache.beam.runners..",
              "org.apache.flink..",
              "org.apache.beam.sdk.io.aws2..",
              "software.amazon.awssdk..",
              "com.amazonaws..")
          .because("the same transforms run anywhere, and only the module runners says where");

  private HouseRules() {}

  private static boolean isCalledFn(JavaClass type) {
    return type.getSimpleName().endsWith("Fn")
        || type.getEnclosingClass().map(HouseRules::isCalledFn).orElse(false);
  }
}
