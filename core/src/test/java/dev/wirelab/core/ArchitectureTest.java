package dev.wirelab.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// What core must never know, and which of its packages may know which.
class ArchitectureTest {
    private static final String CORE = "dev.wirelab.core";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(CORE);

    @Test
    void theRulesSeeAllOfCore() {
        assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct())
                .containsExactlyInAnyOrder(
                        CORE + ".protocol",
                        CORE + ".log",
                        CORE + ".meter",
                        CORE + ".state",
                        CORE + ".delivery",
                        CORE + ".chat");
    }

    @Test
    void coreKnowsNoWebServerNoLoadGeneratorAndNoSocket() {
        // Named by what it may use: whatever else comes, comes on purpose.
        rule(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                CORE + "..",
                                "java.io",
                                "java.lang..",
                                "java.math",
                                "java.nio",
                                "java.nio.charset",
                                "java.security",
                                "java.text",
                                "java.time..",
                                "java.util..",
                                "com.sun.management",
                                "com.fasterxml.jackson.core..",
                                "com.ibm.icu.text",
                                "org.jspecify.annotations",
                                "org.slf4j"));
        rule(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "io.javalin..",
                                "org.eclipse.jetty..",
                                "jakarta..",
                                "io.gatling..",
                                "io.netty..",
                                "java.net..",
                                "java.nio.channels..",
                                "javax.net.."));
    }

    @Test
    void protocolAndMeterKnowNoOtherPackageOfOurs() {
        mayKnow(".protocol", ".protocol");
        mayKnow(".meter", ".meter");
    }

    @Test
    void theReplicatedStateKnowsNothingOfThisProcess() {
        mayKnow(".log", ".log", ".protocol");
        mayKnow(".state", ".state", ".log", ".protocol");
    }

    @Test
    void deliveryKnowsTheStateAndTheChatKnowsThemAll() {
        mayKnow(".delivery", ".delivery", ".state", ".log", ".protocol", ".meter");
        mayKnow(".chat", ".chat", ".delivery", ".state", ".log", ".protocol", ".meter");
    }

    @Test
    void thereAreNoCycles() {
        rule(slices().matching(CORE + ".(*)..").should().beFreeOfCycles());
    }

    private static void mayKnow(String who, String... whom) {
        String[] allowed = new String[whom.length];
        for (int i = 0; i < whom.length; i++) {
            allowed[i] = CORE + whom[i];
        }
        DescribedPredicate<JavaClass> others =
                resideInAPackage("dev.wirelab..").and(not(resideInAnyPackage(allowed)));
        rule(noClasses().that().resideInAPackage(CORE + who).should().dependOnClassesThat(others));
    }

    private static void rule(ArchRule rule) {
        rule.check(CLASSES);
    }
}
