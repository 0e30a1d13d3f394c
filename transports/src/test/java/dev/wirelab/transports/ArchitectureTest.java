package dev.wirelab.transports;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which package of this module may know which, and who may know the web server.
final class ArchitectureTest {
    private static final String ROOT = "dev.wirelab.transports";
    private static final String HTTP = ROOT + ".http";
    private static final String TCP = ROOT + ".tcp";
    private static final String REDIS = ROOT + ".redis";
    private static final String[] WEB_SERVER = {
        "io.javalin..", "org.eclipse.jetty..", "jakarta..", HTTP + ".."
    };

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    /// The packages that hold a transport.
    private static Set<String> transports() {
        return CLASSES.stream()
                .filter(type -> !type.isInterface() && type.isAssignableTo(Transport.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
    }

    @Test
    void eachTransportIsAPackageOfItsOwn() {
        assertThat(transports())
                .hasSizeGreaterThanOrEqualTo(4)
                .contains(TCP)
                .doesNotContain(ROOT, HTTP);
        assertThat(CLASSES.stream().filter(t -> t.isAssignableTo(Transport.class)))
                .hasSize(transports().size() + 1);
    }

    @Test
    void transportsDoNotKnowEachOther() {
        for (String one : transports()) {
            for (String other : transports()) {
                if (!one.equals(other)) {
                    rule(
                            noClasses()
                                    .that()
                                    .resideInAPackage(one + "..")
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAPackage(other + ".."));
                }
            }
        }
    }

    @Test
    void whatTransportsShareKnowsNoneOfThem() {
        for (String one : transports()) {
            rule(
                    noClasses()
                            .that()
                            .resideInAnyPackage(ROOT, HTTP + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(one + ".."));
        }
    }

    @Test
    void tcpKnowsNoWebServer() {
        rule(
                noClasses()
                        .that()
                        .resideInAPackage(TCP + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(WEB_SERVER));
    }

    @Test
    void whatAllTransportsShareKnowsTheWebServerInTheSignatureOfMountAlone() {
        rule(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT)
                        .and()
                        .doNotBelongToAnyOf(Transport.class)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(WEB_SERVER));
        rule(
                noClasses()
                        .that()
                        .belongToAnyOf(Transport.class)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(WEB_SERVER)
                                        .and(otherThan("io.javalin.config.JavalinConfig"))));
    }

    @Test
    void noTransportKnowsTheLogTheStateOrAPartOfTheLab() {
        rule(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(REDIS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.wirelab.core.log..",
                                "dev.wirelab.core.state..",
                                "dev.wirelab.lab..",
                                "dev.wirelab.load..",
                                "io.gatling..",
                                "io.netty..",
                                "redis.clients.."));
    }

    @Test
    void theLogInRedisKnowsFactsAndRefusalsAlone() {
        rule(
                noClasses()
                        .that()
                        .resideInAPackage(REDIS)
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("dev.wirelab..")
                                        .and(
                                                not(
                                                        resideInAnyPackage(
                                                                REDIS,
                                                                "dev.wirelab.core.log",
                                                                "dev.wirelab.core.protocol")))));
    }

    @Test
    void thereAreNoCycles() {
        rule(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    }

    private static DescribedPredicate<JavaClass> otherThan(String allowed) {
        return DescribedPredicate.describe(
                "are not " + allowed, other -> !other.getFullName().equals(allowed));
    }

    private static void rule(ArchRule rule) {
        rule.check(CLASSES);
    }
}
