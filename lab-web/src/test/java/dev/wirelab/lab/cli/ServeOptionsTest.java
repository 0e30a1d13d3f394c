package dev.wirelab.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.lab.config.RedisOptions;
import dev.wirelab.lab.config.SiteOptions;
import dev.wirelab.transports.AccessCode;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.lab.TransportTypes;
import dev.wirelab.transports.redis.RedisUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// From the command line, environment and settings file of `lab serve` to a configuration.
class ServeOptionsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static LabConfig parse(Map<String, String> environment, String... options) {
        String[] arguments =
                Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new);
        ParseResult parsed =
                LabCommand.commandLine(environment::get, arguments).parseArgs(arguments);
        ServeCommand serve = (ServeCommand) parsed.subcommand().commandSpec().userObject();
        return serve.options().config();
    }

    @Test
    void theDefaultsAreThoseOfTheProtocol() throws Exception {
        LabConfig config = parse(Map.of());
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.httpPort()).isEqualTo(7070);
        assertThat(config.tcpPort()).isEqualTo(7071);
        assertThat(config.chat().sessionLease()).isEqualTo(Duration.ofSeconds(90));
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
    void heartbeatsComeAsOftenAsIsWanted() {
        assertThat(parse(Map.of()).limits()).isEqualTo(TimeLimits.DEFAULTS);
        assertThat(parse(Map.of(), "--ping-interval=9").limits().pingEvery())
                .isEqualTo(Duration.ofSeconds(9));
        for (String wrong : List.of("0", "31", "-1")) {
            assertThatThrownBy(() -> parse(Map.of(), "--ping-interval=" + wrong))
                    .hasMessage("--ping-interval must be 1 to 30");
        }
    }

    @Test
    void aDialectReplacesOneTransport() throws Exception {
        assertThat(parse(Map.of()).transports()).isEqualTo(TransportTypes.ALL);
        List<TransportType> others =
                parse(Map.of("WIRELAB_SOCKETIO_DIALECT", "textmsg")).transports();
        assertThat(others).hasSameSizeAs(TransportTypes.ALL).isNotEqualTo(TransportTypes.ALL);
        assertThat(others.stream().map(TransportType::descriptor))
                .isEqualTo(TransportTypes.ALL.stream().map(TransportType::descriptor).toList());
    }

    @Test
    void limitsAreThoseOfTheProtocolOrNoneForALoadGenerator() throws Exception {
        assertThat(parse(Map.of()).quotas()).isEqualTo(Quotas.DEFAULTS);
        assertThat(parse(Map.of(), "--for-load").quotas()).isEqualTo(Quotas.UNLIMITED);
        assertThat(parse(Map.of("WIRELAB_MAX_RATE", "7"), "--for-load").quotas())
                .isEqualTo(new Quotas(7, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void theLogIsInMemoryUnlessThereIsARedisAndTheTokensSecretThereUnlessThereIsAFile()
            throws Exception {
        assertThat(parse(Map.of()).redis()).isNull();
        RedisUrl url = RedisUrl.parse("redis://h");
        assertThat(parse(Map.of("WIRELAB_REDIS", "redis://h")).redis())
                .isEqualTo(new RedisOptions(url, true));
        String secret = file("a secret of at least thirty-two bytes");
        assertThat(parse(Map.of(), "--redis=redis://h", "--secret-file=" + secret).redis())
                .isEqualTo(new RedisOptions(url, false));
    }

    @Test
    void beyondLoopbackAnAccessCodeIsDemandedUnlessTheLabIsOpen() throws Exception {
        assertThat(parse(Map.of()).accessCode()).isNull();
        assertThat(parse(Map.of(), "--host=0.0.0.0", "--open").accessCode()).isNull();
        AccessCode made = parse(Map.of(), "--host=0.0.0.0").accessCode();
        assertThat(made).isNotNull();
        AccessCode chosen =
                parse(Map.of("WIRELAB_ACCESS_CODE", "k3f9-xm2p-w7qd"), "--host=::").accessCode();
        assertThat(Objects.requireNonNull(chosen).matches("k3f9-xm2p-w7qd")).isTrue();
        assertThat(chosen.matches("k3f9-xm2p-w7qe")).isFalse();
        assertThat(chosen).asString().doesNotContain("k3f9");
        assertThatThrownBy(() -> parse(Map.of(), "--access-code=k3f9-xm2p-w7qd", "--open"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("give either --access-code or --open");
    }

    @Test
    void aClassDemandsACodeAndKeepsSessionsOfPhonesThatSleep() throws Exception {
        LabConfig config = parse(Map.of(), "--class", "--host=127.0.0.2");
        assertThat(config.host()).isEqualTo("127.0.0.2");
        assertThat(config.chat().sessionLease()).isEqualTo(Duration.ofMinutes(10));
        String code = config.site().classroom().orElseThrow().code().orElseThrow();
        assertThat(code).matches("[2-9a-z]{4}-[2-9a-z]{4}");
        assertThat(Objects.requireNonNull(config.accessCode()).matches(code)).isTrue();
        assertThat(config.site()).asString().doesNotContain(code);
        LabConfig given =
                parse(
                        Map.of("WIRELAB_CLASS", "true"),
                        "--host=127.0.0.1",
                        "--access-code=for-this-lesson",
                        "--session-lease=900");
        assertThat(given.site().classroom().orElseThrow().code()).hasValue("for-this-lesson");
        assertThat(given.chat().sessionLease()).isEqualTo(Duration.ofMinutes(15));
        LabConfig open = parse(Map.of(), "--class", "--host=127.0.0.1", "--open");
        assertThat(open.accessCode()).isNull();
        assertThat(open.site().classroom().orElseThrow().code()).isEmpty();
    }

    @Test
    void originsAreSeparatedByCommasOrRepeated() throws Exception {
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
                    now > Unmatched argument at index 1: 'now'
                    --http-port > Missing required parameter for option '--http-port' (PORT)
                    --tls-cert=a > --tls-cert, --tls-key and --tls-keystore need --tls or --tls-only
                    --socketio-dialect=a > --socketio-dialect is one of numeric, textmsg, servermessage
                    --access-code=short > --access-code: an access code is 8 to 128 characters of ASCII without spaces
                    --tcp-port=-1 > --tcp-port must be 0 to 65535
                    --redis=a > --redis: must look like redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE][?key=PREFIX]
                    --max-rate=-1 > limits: --max-rate must be 0, for no limit, or more
                    --retain-events=x > Invalid value for option '--retain-events': 'x' is not an int
                    """)
    void anInvalidOptionIsRefusedWithItsReason(String argument, String reason) {
        assertThatThrownBy(() -> parse(Map.of(), argument))
                .isInstanceOf(ParameterException.class)
                .hasMessage(reason);
    }

    @Test
    void aCertificateIsTwoPemFilesOrOneKeyStoreAndMustBeReadable() {
        assertThatThrownBy(() -> parse(Map.of(), "--tls", "--tls-cert=a"))
                .hasMessage("give either --tls-keystore, or both --tls-cert and --tls-key");
        assertThatThrownBy(() -> parse(Map.of(), "--tls", "--tls-keystore=no.p12"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("TLS: there is no file no.p12");
        assertThat(parse(Map.of()).tls()).isNull();
    }

    @Test
    void http2IsSpokenOnlyIfItIsAskedFor() {
        assertThat(parse(Map.of()).http2()).isFalse();
        assertThat(parse(Map.of("WIRELAB_HTTP2", "true")).http2()).isTrue();
        assertThat(parse(Map.of(), "--http2").http2()).isTrue();
    }

    @Test
    void anUnknownSettingInTheFileIsRefused() throws Exception {
        String file = file("http-prt=1\n");
        assertThatThrownBy(() -> parse(Map.of(), "--config", file))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("unknown setting http-prt");
    }

    @Test
    void aSwitchIsTrueOrFalse() {
        assertThatThrownBy(() -> parse(Map.of("WIRELAB_ROBOT", "maybe")))
                .hasMessageContaining("'maybe' is not a boolean");
    }

    @Test
    void helpShowsEachOptionWithItsDefault() {
        CommandLine line = LabCommand.commandLine(_ -> null);
        assertThat(Objects.requireNonNull(line.getSubcommands().get("serve")).getUsageMessage())
                .startsWith("Usage: lab serve ")
                .contains("--http-port=PORT", "(7070)", "(127.0.0.1)", "(results)", "--config")
                .contains("-h, --help", "WIRELAB_HTTP_PORT");
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("lab.properties"), content).toString();
    }
}
