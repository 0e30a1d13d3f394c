package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From what `lab serve` is told to what a lab is started with.
class ServeOptionsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static LabConfig parse(Map<String, String> environment, String... args)
            throws ParseException {
        return ServeOptions.parse(List.of(args), environment::get);
    }

    @Test
    void withoutAWordItHasTheContractsDefaults() throws Exception {
        LabConfig config = parse(Map.of());
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.httpPort()).isEqualTo(7070);
        assertThat(config.tcpPort()).isEqualTo(7071);
        assertThat(config.chat().sessionLease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.chat().retainedBytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(config.origins()).isEmpty();
        assertThat(config.ledger()).isFalse();
        assertThat(config.site()).isEqualTo(SiteOptions.DEFAULTS);
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
        String file = file("http-port=1\ntcp-port=1\nretain-mib=1\n");
        LabConfig config =
                parse(
                        Map.of("WIRELAB_HTTP_PORT", "2", "WIRELAB_TCP_PORT", "2"),
                        "--config",
                        file,
                        "--http-port=3");
        assertThat(config.httpPort()).isEqualTo(3);
        assertThat(config.tcpPort()).isEqualTo(2);
        assertThat(config.chat().retainedBytes()).isEqualTo(1024 * 1024);
    }

    @Test
    void theEnvironmentMayNameTheFileAndSetWhatHasNoValue() throws Exception {
        String file = file("robot=true\n");
        LabConfig config = parse(Map.of("WIRELAB_CONFIG", file, "WIRELAB_LEDGER", "TRUE"));
        assertThat(config.site().robot()).isTrue();
        assertThat(config.ledger()).isTrue();
    }

    @Test
    void originsAreDividedByCommasOrToldOneByOne() throws Exception {
        List<String> both = List.of("https://a.example", "https://b.example");
        assertThat(parse(Map.of(), "--allow-origin=https://a.example,https://b.example").origins())
                .isEqualTo(both);
        assertThat(
                        parse(
                                        Map.of(),
                                        "--allow-origin=https://a.example",
                                        "--allow-origin",
                                        "https://b.example")
                                .origins())
                .isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '"',
            textBlock =
                    """
                    --http > Unknown option: '--http'
                    now > Unknown argument: 'now'
                    --http-port > --http-port needs a value, PORT
                    --tcp-port=-1 > --tcp-port must be 0 to 65535
                    --retain-events=x > Invalid value for option '--retain-events': 'x' is not an int
                    """)
    void whatCannotBeIsSaid(String argument, String reason) {
        assertThatThrownBy(() -> parse(Map.of(), argument))
                .isInstanceOf(ParseException.class)
                .hasMessage(reason);
    }

    @Test
    void aSwitchIsTrueOrFalse() {
        assertThatThrownBy(() -> parse(Map.of("WIRELAB_ROBOT", "maybe")))
                .hasMessage(
                        "Invalid value for option '--robot': 'maybe' is neither true nor false");
    }

    @Test
    void helpTellsOfEachOptionAndItsDefault() {
        assertThat(ServeOptions.help())
                .startsWith("Usage: lab serve [OPTION ...]\n")
                .contains("--http-port=<PORT>", "(7070)", "(127.0.0.1)", "(results)", "--config")
                .contains("-h,--help", "WIRELAB_HTTP_PORT");
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("lab.properties"), content).toString();
    }
}
