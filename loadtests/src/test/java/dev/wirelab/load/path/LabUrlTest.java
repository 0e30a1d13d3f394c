package dev.wirelab.load.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:7070, http://127.0.0.1:7070, http://127.0.0.1:7070",
        "HTTPS://Example.org:443/lab//, https://Example.org:443/lab, https://example.org",
        "http://[::1]:80/#key=k, http://[::1]:80, http://[::1]",
        "http://example.org:/a/b, http://example.org/a/b, http://example.org",
    })
    void anAddressHasAPathAndAnOrigin(String text, String shown, String origin) {
        LabUrl url = LabUrl.parse(text);
        assertThat(url).hasToString(shown);
        assertThat(url.origin()).isEqualTo(origin);
        assertThat(url.isSecure()).isEqualTo(shown.startsWith("https"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1:7070",
                "ftp://example.org",
                "http://",
                "http://example.org:70700",
                "http://example.org:0",
                "http://exa mple.org",
                "http://example.org/?token=t",
            })
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> LabUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'%s' is not an address such as https://example.org/lab", text);
    }

    @Test
    void aPasswordAndAKeyAreNotRepeated() {
        assertThatThrownBy(() -> LabUrl.parse("http://ann:secret@example.org"))
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> LabUrl.parse("http://#key=secret"))
                .hasMessageNotContaining("secret");
    }
}
