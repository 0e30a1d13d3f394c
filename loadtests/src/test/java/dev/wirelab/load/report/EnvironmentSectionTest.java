package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.measure.LabEnvironment;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EnvironmentSectionTest {
    private static final LabEnvironment LAB =
            new LabEnvironment(
                    "1.2.3",
                    "Some VM 26",
                    List.of("-Xms64m"),
                    2L << 30,
                    Map.of("jetty", "12.1.99"));

    @Test
    void theOwnerOfTheJdkHeapAndLibrariesIsNamed() {
        String load =
                line(
                        Environment.now(Optional.of(LAB), flags(), List.of("-Xss1m")),
                        "The load generator:");
        assertThat(load)
                .contains(Runtime.version().toString(), "-Xss1m", "gatling")
                .contains("heap of at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB")
                .doesNotContain("jetty", "Some VM");
        String lab = line(Environment.now(Optional.of(LAB), flags(), List.of()), "The lab:");
        assertThat(lab)
                .contains("Wirelab 1.2.3", "Some VM 26", "-Xms64m", "heap of at most 2048 MiB")
                .contains("started with --ledger", "jetty=12.1.99")
                .doesNotContain("gatling");
    }

    @Test
    void nothingIsTakenFromTheLoadGeneratorForALabThatReportsNothing() {
        Environment elsewhere =
                Environment.now(Optional.empty(), Optional.empty(), List.of("-Xss1m"));
        assertThat(line(elsewhere, "The lab:"))
                .contains("unknown options", "are not known")
                .doesNotContain(Runtime.version().toString(), "MiB", "-Xss1m");
    }

    @Test
    void aResultOfAnEarlierVersionCanBeRead() throws IOException {
        Environment now = Environment.now(Optional.of(LAB), flags(), List.of());
        ObjectNode json = RunFiles.json().valueToTree(now);
        assertThat(RunFiles.json().treeToValue(json, Environment.class)).isEqualTo(now);

        json.remove("lab");
        Environment before = RunFiles.json().treeToValue(json, Environment.class);
        assertThat(before.lab()).isNull();
        assertThat(before.labFlags()).isEqualTo(now.labFlags());
    }

    private static Optional<List<String>> flags() {
        return Optional.of(List.of("--ledger"));
    }

    private static String line(Environment environment, String who) {
        ComparisonResult comparison =
                new ComparisonResult(
                        ComparisonResult.SCHEMA,
                        ComparisonResult.MEASUREMENT,
                        "2026-11-21T10:00:00Z",
                        "2026-11-21T10:05:00Z",
                        "started for this comparison",
                        false,
                        1,
                        environment,
                        List.of(),
                        null,
                        null);
        return ((Block.Items) EnvironmentSection.of(comparison).getFirst())
                .items().stream().filter(line -> line.startsWith(who)).findFirst().orElseThrow();
    }
}
