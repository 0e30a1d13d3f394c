package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextsTest {
    @ParameterizedTest
    @MethodSource("dev.wirelab.load.theory.TransportModels#ids")
    void theModelOfEveryTransportIsExplained(String transport) {
        assertThat(Texts.of("theory.latency." + transport)).endsWith(".");
        assertThat(Texts.of("theory.idle." + transport)).endsWith(".");
    }
}
