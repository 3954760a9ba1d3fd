package dpone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CodeRulesTest {

  /**
   * What a person or a script reads is written in one place: the command line and the main classes.
   */
  @Test
  void onlyTheCommandLineAndMainClassesPrint() {
    noClasses()
        .that(DescribedPredicate.not(mayPrint()))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(Code.ALL);
  }

  /** SLF4J is the logging interface, so that an embedding program keeps its own back end. */
  @Test
  void onlyTheCommandLineAndMainClassesConfigureJavaUtilLogging() {
    noClasses()
        .that(DescribedPredicate.not(mayPrint()))
        // A DataSource has to name a java.util.logging.Logger in its signature.
        .and()
        .areNotAssignableTo(javax.sql.DataSource.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(Code.ALL);
  }

  @Test
  void nothingBreaksIntoPrivateMembers() {
    noClasses().should(callSetAccessible()).check(Code.ALL);
  }

  /**
   * Calls through Field, Method or Constructor name that class as the owner, not AccessibleObject.
   */
  private static ArchCondition<JavaClass> callSetAccessible() {
    return ArchConditions.callMethodWhere(
        DescribedPredicate.describe(
            "the target is a setAccessible of java.lang.reflect",
            call ->
                call.getTarget().getOwner().getPackageName().equals("java.lang.reflect")
                    && (call.getName().equals("setAccessible")
                        || call.getName().equals("trySetAccessible"))));
  }

  private static DescribedPredicate<JavaClass> mayPrint() {
    return DescribedPredicate.describe(
        "belong to the command line or to the main class of a process",
        type ->
            type.getPackageName().equals("dpone.cli")
                || type.getPackageName().startsWith("dpone.cli.")
                || outermost(type).getSimpleName().endsWith("Main"));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(CodeRulesTest::outermost).orElse(type);
  }
}
