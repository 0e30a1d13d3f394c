package dev.wirelab.load.survive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.page.HtmlPage;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.theory.TransportModels;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SurvivalTextTest {
    private static final Outcome CALM = outcome("websocket", "websocket", null, 0.012, 0);
    private static final Outcome CHANGED = outcome("sse", "long-poll", 1.234, 31.04, 0);
    private static final Outcome LOSING = outcome("tcp", "tcp", 90.1, 90.4, 450);
    private static final Outcome DEAD =
            new Outcome(
                    "sleep",
                    "socket.io",
                    true,
                    "socket.io",
                    false,
                    1.0,
                    "silent",
                    null,
                    525,
                    525,
                    0,
                    0,
                    1,
                    7,
                    12_345,
                    List.of());
    private static final SurvivalResult RESULT =
            new SurvivalResult(
                    SurvivalResult.SCHEMA,
                    "2026-11-30T12:00:00Z",
                    "2026-11-30T12:05:00Z",
                    false,
                    Environment.now(Optional.empty(), Optional.empty(), List.of()),
                    TransportModels.ids(),
                    List.of(CALM, CHANGED, LOSING, DEAD, Outcome.notTried("sleep", "http-stream")));

    private static Outcome outcome(
            String transport, String via, @Nullable Double noticed, double flows, int lost) {
        return new Outcome(
                "sleep", transport, true, via, true, noticed, "silent", flows, 525, lost, 0, 0, 1,
                2, 81_234, List.of());
    }

    @Test
    void aCellHasTheDelayTheFallbackAndTheLosses() {
        assertThat(SurvivalText.cell(CALM)).isEqualTo("ok");
        assertThat(SurvivalText.cell(CHANGED)).isEqualTo("31 s*");
        assertThat(SurvivalText.cell(LOSING)).isEqualTo("90 s!");
        assertThat(SurvivalText.cell(DEAD)).isEqualTo("no");
        assertThat(SurvivalText.cell(Outcome.notTried("no-upgrade", "tcp"))).isEqualTo("-");
    }

    @Test
    void noLineIsWiderThanATerminal() {
        assertThat(SurvivalText.matrix(RESULT).lines())
                .allMatch(line -> line.length() <= SurvivalText.WIDTH)
                .anyMatch(line -> line.contains("http-stream"))
                .anyMatch(line -> line.contains("socket.io"));
        assertThat(SurvivalText.details(RESULT, "sleep").lines())
                .allMatch(line -> line.length() <= SurvivalText.WIDTH)
                .anyMatch(line -> line.contains("450 of 525"));
    }

    @Test
    void theReportHasBothLanguagesAndTheCommandOfACell() {
        assertThat(MarkdownPage.of(SurvivalReport.page(RESULT)))
                .contains(
                        "| sleep | ok | 31 s\\* |",
                        "./lab survive --faults sleep --transports websocket");
        assertThat(HtmlPage.of(SurvivalReport.page(RESULT)))
                .contains("stopped for 90 s", "停止 90 秒");
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.load.survive.SurvivalRun#allFaults")
    void everyFaultIsExplainedInBothLanguages(String fault) {
        assertThat(SurvivalTexts.ENGLISH.fault(fault)).isNotBlank();
        assertThat(SurvivalTexts.CHINESE.fault(fault))
                .isNotEqualTo(SurvivalTexts.ENGLISH.fault(fault));
    }
}
