package dev.wirelab.load;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.wirelab.load.cli.LoadMain;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final String[] GATLING_FREE = {
        "dev.wirelab.load.plan..",
        "dev.wirelab.load.theory..",
        "dev.wirelab.load.result..",
        "dev.wirelab.load.report..",
        "dev.wirelab.load.stats..",
        "dev.wirelab.load.measure..",
        "dev.wirelab.load.wire.."
    };

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importUrl(LoadMain.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void theLoadGeneratorKnowsTheProtocolAndNothingElseOfTheLab() {
        noClasses()
                .that()
                .resideInAPackage("dev.wirelab.load..")
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe(
                                "are the lab's own", ArchitectureTest::isInsideOfTheLab))
                .check(CLASSES);
    }

    private static boolean isInsideOfTheLab(JavaClass other) {
        String name = other.getPackageName();
        return name.startsWith("dev.wirelab.")
                && !name.startsWith("dev.wirelab.load")
                && !name.equals("dev.wirelab.core.protocol");
    }

    @Test
    void plansResultsAndReportsDoNotKnowGatling() {
        noClasses()
                .that()
                .resideInAnyPackage(GATLING_FREE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.gatling..",
                        "io.netty..",
                        "scala..",
                        "dev.wirelab.load.gatling..",
                        "dev.wirelab.load.connection..",
                        "dev.wirelab.load.transport..",
                        "dev.wirelab.load.run..")
                .check(CLASSES);
    }

    @Test
    void itsPackagesDependOnEachOtherInOneDirection() {
        slices().matching("dev.wirelab.load.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
