package dev.wirelab.lab.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.org, https://example.org",
        "HTTPS://Example.ORG/, https://example.org",
        "https://example.org:443/lab/, https://example.org",
        "http://example.org:80, http://example.org",
        "http://example.org:8080/, http://example.org:8080",
        "' http://[::1]:7070 ', http://[::1]:7070",
    })
    void anOriginIsWrittenAsBrowsersWriteIt(String address, String origin) {
        assertThat(WebOrigin.of(address)).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "ftp://example.org",
                "*",
                "",
                "https://",
                "https://a b",
                "https://me@example.org",
                "https://example.org/?a",
                "https://example.org/#a"
            })
    void anythingButTheAddressOfAPageIsRefused(String address) {
        assertThatThrownBy(() -> WebOrigin.of(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://example.org");
    }
}
