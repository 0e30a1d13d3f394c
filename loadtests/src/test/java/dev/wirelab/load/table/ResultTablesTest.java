package dev.wirelab.load.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.report.TerminalText;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Results;
import dev.wirelab.load.result.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultTablesTest {

    @Test
    void aRowHasCountsMillisecondsAndBytesPerMessage() {
        ComparisonResult comparison =
                Results.comparison(Results.row(Results.run(Results.PERFECT, Results.METERS, 1, 1)));
        assertThat(ResultTables.rows(comparison).rows())
                .containsExactly(
                        List.of(
                                "fan-out",
                                "tcp",
                                "-",
                                "1",
                                "1000",
                                "1000",
                                "0",
                                "0",
                                "0",
                                "0.500",
                                "0.500 to 0.500",
                                "0.990",
                                "1.000",
                                "2.5",
                                "150.0",
                                "0.0250",
                                "20.00",
                                "-"));
        assertThat(Notes.of(comparison)).isEmpty();
        assertThat(comparison.isPerfect()).isTrue();
    }

    @Test
    void aLabWithoutMetersIsNotMeasured() {
        ComparisonResult comparison =
                Results.comparison(Results.row(Results.run(Results.PERFECT, null, 1, 1)));
        assertThat(ResultTables.rows(comparison).rows().getFirst())
                .endsWith("not measured", "not measured", "not measured", "not measured", "-");
        assertThat(TerminalText.of(comparison, true, true)).contains("not measured");
    }

    @Test
    void everyFaultMakesAComparisonImperfect() {
        for (DeliveryCounts fault :
                List.of(
                        new DeliveryCounts(1000, 999, 1, 0, 0, 0, 0, 0),
                        new DeliveryCounts(1000, 1000, 0, 1, 0, 0, 0, 0),
                        new DeliveryCounts(1000, 1000, 0, 0, 1, 0, 0, 0),
                        new DeliveryCounts(1000, 1000, 0, 0, 0, 0, 1, 0),
                        new DeliveryCounts(1000, 1000, 0, 0, 0, 0, 0, 1))) {
            ComparisonResult comparison =
                    Results.comparison(Results.row(Results.run(fault, Results.METERS, 1, 1)));
            assertThat(comparison.isComplete()).as("%s", fault).isTrue();
            assertThat(comparison.isPerfect()).as("%s", fault).isFalse();
            assertThat(Notes.of(comparison))
                    .as("%s", fault)
                    .singleElement()
                    .asString()
                    .contains("fan-out/tcp is not compared with the others: 1 ");
        }
    }

    @Test
    void messagesOfOthersOnTheLabAreNoFault() {
        DeliveryCounts strays = new DeliveryCounts(1000, 1000, 0, 0, 0, 5, 0, 0);
        assertThat(
                        Results.comparison(Results.row(Results.run(strays, Results.METERS, 1, 1)))
                                .isPerfect())
                .isTrue();
    }

    @Test
    void aLateLoadGeneratorIsReported() {
        RunResult late = Results.run(Results.PERFECT, Results.METERS, 1_100, 1_100);
        assertThat(late.injector().bound()).isTrue();
        ComparisonResult comparison = Results.comparison(Results.row(late));
        assertThat(Notes.of(comparison))
                .singleElement()
                .asString()
                .contains(
                        "Injector-bound: fan-out/tcp (p50 in 1 of 1, p99 in 1 of 1 runs)",
                        "up to 1.100 ms");
        assertThat(ResultTables.rows(comparison).rows().getFirst())
                .endsWith("p50 in 1 of 1, p99 in 1 of 1");
        assertThat(Results.run(Results.PERFECT, Results.METERS, 950, 950).injector().bound())
                .as("below the floor of a millisecond")
                .isFalse();
    }

    @Test
    void aPublisherThatWaitedForAnswersDoesNotMakeTheLoadGeneratorLate() {
        RunResult waited = Results.run(Results.PERFECT, Results.METERS, 100, 80_000);
        assertThat(waited.injector().bound()).isFalse();
        assertThat(Notes.of(Results.comparison(Results.row(waited))))
                .singleElement()
                .asString()
                .contains(
                        "await the lab's answers: fan-out/tcp (1 of 1 runs, send delay p99 up to"
                                + " 80.");
    }

    @Test
    void aRunWithoutAResultKeepsItsRow() {
        ComparisonResult comparison =
                Results.comparison(Results.failed("java.lang.OutOfMemoryError"));
        assertThat(comparison.isComplete()).isFalse();
        assertThat(ResultTables.rows(comparison).rows().getFirst())
                .startsWith("fan-out", "tcp", "-", "failed", "-");
        assertThat(Notes.of(comparison))
                .containsExactly("fan-out/tcp/1 failed: java.lang.OutOfMemoryError");
    }
}
