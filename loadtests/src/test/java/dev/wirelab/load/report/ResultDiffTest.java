package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.result.ComparisonResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultDiffTest {
    @TempDir private Path first = Path.of("");
    @TempDir private Path second = Path.of("");

    @Test
    void slowerRowsAreReportedAndTheRestIsNot() throws IOException {
        Page page = ResultDiff.of(result(first, 1, 5), result(second, 2, 10));

        assertThat(page.lead())
                .anySatisfy(line ->
                        assertThat(line)
                                .contains("fan-out/tcp, median latency: higher: 1.98 times"))
                .noneSatisfy(line -> assertThat(line).contains("bytes"));
    }

    @Test
    void equalResultsHaveNoDifference() throws IOException {
        assertThat(ResultDiff.of(result(first, 1, 5), result(second, 2, 5)).lead())
                .containsExactly("No difference was found.");
    }

    @Test
    void changesWithinTheNoiseOfEitherAreNoDifference() throws IOException {
        ComparisonResult noisy =
                new Fixture(first, 5, 1)
                        .row("tcp", "tcp", null, 5, 0, 192)
                        .row("tcp-again", "tcp", "tcp", 15, 0, 192)
                        .comparison();

        assertThat(ResultDiff.of(noisy, result(second, 2, 10)).lead())
                .containsExactly("No difference was found.");
    }

    @Test
    void withoutANoiseFloorNothingIsReported() throws IOException {
        ComparisonResult before = bare(first, 1, 5).comparison();
        Page page = ResultDiff.of(before, bare(second, 2, 50).comparison());

        assertThat(page.lead())
                .containsExactly(
                        "Undecided: no row was run against itself, so the noise is unknown.");
        assertThat(MarkdownPage.of(page)).contains("no row was run against itself");
    }

    @Test
    void withOneRunOfEachItIsUndecided() throws IOException {
        ComparisonResult before =
                new Fixture(first, 1, 1).row("sse", "sse", null, 5, 0, 192).comparison();
        ComparisonResult after =
                new Fixture(second, 1, 2).row("sse", "sse", null, 50, 0, 192).comparison();

        assertThat(ResultDiff.of(before, after).lead())
                .singleElement()
                .asString()
                .containsIgnoringCase("undecided: 1 and 1 runs");
    }

    private static Fixture bare(Path folder, long seed, double millis) throws IOException {
        return new Fixture(folder, 5, seed).row("tcp", "tcp", null, millis, 0, 192);
    }

    @Test
    void ifTheMeasurementChangedNothingIsCompared() throws IOException {
        ComparisonResult old = fixture(first, 1, 5).comparison(1);
        ComparisonResult young = fixture(second, 2, 5).comparison(2);

        assertThat(ResultDiff.obstacle(old, young).orElseThrow())
                .contains("measurement itself changed (version 1 and 2;")
                .doesNotContain("\n");
        assertThat(ResultDiff.obstacle(old, old)).isEmpty();
    }

    @Test
    void resultsWithoutARowInCommonAreNotCompared() throws IOException {
        ComparisonResult other =
                new Fixture(second, 2, 1)
                        .row("websocket", "websocket", null, 5, 0, 192)
                        .comparison();

        assertThat(ResultDiff.obstacle(result(first, 1, 5), other).orElseThrow())
                .contains("no row in common");
    }

    private static ComparisonResult result(Path folder, long seed, double millis)
            throws IOException {
        return fixture(folder, seed, millis).comparison();
    }

    private static Fixture fixture(Path folder, long seed, double millis) throws IOException {
        return new Fixture(folder, 5, seed)
                .row("tcp", "tcp", null, millis, 0, 192)
                .row("tcp-again", "tcp", "tcp", millis, 0, 192);
    }
}
