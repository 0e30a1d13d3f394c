package dev.wirelab.load;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.wirelab.load");

    @Test
    void theLoadProgramKnowsTheWireFormatsAndNothingElseOfTheLab() {
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
    void itsPackagesDependOnEachOtherInOneDirection() {
        slices().matching("dev.wirelab.load.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
