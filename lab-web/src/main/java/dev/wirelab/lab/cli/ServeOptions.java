package dev.wirelab.lab.cli;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.lab.config.ClassOptions;
import dev.wirelab.lab.config.Hosts;
import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.lab.config.NetworkAddresses;
import dev.wirelab.lab.config.RedisOptions;
import dev.wirelab.lab.config.SiteOptions;
import dev.wirelab.lab.config.TlsPorts;
import dev.wirelab.lab.config.WebOrigin;
import dev.wirelab.transports.AccessCode;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.TransportTypes;
import dev.wirelab.transports.redis.RedisUrl;
import dev.wirelab.transports.socketio.SocketIoTransport;
import dev.wirelab.transports.tls.CertificateFiles;
import dev.wirelab.transports.tls.DevelopmentCertificate;
import dev.wirelab.transports.tls.Tls;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options of `lab serve`, and the configuration made from them.
final class ServeOptions {
    static final String CONFIG = "--config";

    private static final String LOOPBACK = "127.0.0.1";

    /// A phone that sleeps during a class comes back to its session, in seconds.
    private static final int CLASS_LEASE = 600;

    private static final int MAX_PORT = 65_535;
    private static final int MIB_BITS = 20;

    /// Clients regard a stream as dead on which nothing came for 35 s.
    private static final int MAX_PING_SECONDS = 30;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Address to listen on ("
                            + LOOPBACK
                            + "); with --class by default the first one in a network. At any other"
                            + " than a loopback address an access code is demanded of everyone who"
                            + " logs in, and without --tls-only nothing need be encrypted.")
    private @Nullable String chosenHost;

    @Option(
            names = "--class",
            description =
                    "Hold a class: phones in the network join by a QR code and an access code, and a"
                            + " wall, whose link is printed, shows how fast messages reach them over"
                            + " each transport. A session then lasts at least 10 minutes without a"
                            + " connection.")
    private boolean isClass;

    @Option(
            names = "--access-code",
            paramLabel = "CODE",
            description =
                    "What everyone who logs in must know: 8 to 128 characters of ASCII without spaces."
                            + " Default: none at a loopback address, else a random one, which is printed."
                            + " Better set in the environment or a file: others can see the command"
                            + " line.")
    private @Nullable String accessCode;

    @Option(
            names = "--open",
            description = "Demand no access code: everyone who reaches this machine can log in.")
    private boolean isOpen;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Port of the page and of HTTP; 0 takes a free one (${DEFAULT-VALUE}).")
    private int httpPort = 7070;

    @Option(
            names = "--tcp-port",
            paramLabel = "PORT",
            description = "Port of TCP lines; 0 takes a free one (${DEFAULT-VALUE}).")
    private int tcpPort = 7071;

    @Option(
            names = "--tls",
            description =
                    "Also open ports for https, wss and TLS lines, with a development certificate"
                            + " unless one is given.")
    private boolean isTls;

    @Option(names = "--tls-only", description = "Open only the ports with TLS.")
    private boolean isTlsOnly;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            description = "Port of https and wss; 0 takes a free one (${DEFAULT-VALUE}).")
    private int httpsPort = 7443;

    @Option(
            names = "--tcp-tls-port",
            paramLabel = "PORT",
            description = "Port of TLS lines; 0 takes a free one (${DEFAULT-VALUE}).")
    private int tcpTlsPort = 7444;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "PEM file with the certificate and those of its authorities; needs --tls-key."
                            + " It is read again when it changes.")
    private @Nullable Path tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM file with the private key of --tls-cert, PKCS#8, no password.")
    private @Nullable Path tlsKey;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "PKCS#12 file with the certificate and the key, instead of PEM files.")
    private @Nullable Path tlsKeystore;

    @Option(
            names = "--tls-password",
            paramLabel = "PASSWORD",
            description =
                    "Password of --tls-keystore. Better set in the environment or a file: others can"
                            + " see the command line.")
    private String tlsPassword = "";

    @Option(
            names = "--http2",
            description =
                    "Also speak HTTP/2 on the HTTP ports: h2 over TLS, h2c by prior knowledge. A"
                            + " browser then uses it for the page at https.")
    private boolean isHttp2;

    @Option(
            names = "--session-lease",
            paramLabel = "SECONDS",
            description = "How long a session lasts without a connection (${DEFAULT-VALUE}).")
    private int sessionLease = (int) ChatOptions.DEFAULTS.sessionLease().toSeconds();

    @Option(
            names = "--ping-interval",
            paramLabel = "SECONDS",
            description =
                    "How long a connection of a stream may be idle before the lab sends a heartbeat, 1"
                            + " to 30 (${DEFAULT-VALUE}). Less than every proxy on the way allows.")
    private int pingInterval = (int) TimeLimits.DEFAULTS.pingEvery().toSeconds();

    @Option(
            names = "--session-life",
            paramLabel = "HOURS",
            description = "How long a session and its token last at most (${DEFAULT-VALUE}).")
    private int sessionLife = (int) ChatOptions.DEFAULTS.sessionLife().toHours();

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            description = "Maximum number of sessions at a time (${DEFAULT-VALUE}).")
    private int maxSessions = ChatOptions.DEFAULTS.maxSessions();

    @Mixin private QuotaOptions quotas = new QuotaOptions();

    @Option(
            names = "--retain-events",
            paramLabel = "N",
            description =
                    "Maximum number of events retained for readers that lag (${DEFAULT-VALUE}).")
    private int retainEvents = ChatOptions.DEFAULTS.retainedEvents();

    @Option(
            names = "--retain-mib",
            paramLabel = "MIB",
            description = "Maximum memory of retained events (${DEFAULT-VALUE}).")
    private int retainMib = (int) (ChatOptions.DEFAULTS.retainedBytes() >> MIB_BITS);

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description =
                    "Keep the log in Redis 7 or later, which other labs may share:"
                            + " redis://HOST:PORT/DATABASE?key=PREFIX, rediss: for TLS, with"
                            + " USER:PASSWORD@ before the host, better set in the environment or a"
                            + " file. Default: in memory.")
    private @Nullable String redis;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "File whose content signs the tokens, at least "
                            + TokenSecret.MIN_BYTES
                            + " bytes. Default: random at each start; with --redis, in Redis.")
    private @Nullable Path secretFile;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "Key that opens meters, results, the robot and comparisons: 22 to 256 characters"
                            + " of A-Z, a-z, 0-9, - and _. Default: random at each start.")
    private @Nullable String key;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description =
                    "Further origin whose pages may use the lab, such as https://example.org;"
                            + " several with commas.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "Where people open the page, if a proxy has put it elsewhere, such as"
                            + " https://example.org/lab/. Its origin is allowed.")
    private @Nullable String publicUrl;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Folder of the results that the page shows (${DEFAULT-VALUE}).")
    private Path results = SiteOptions.DEFAULTS.results();

    @Option(
            names = "--load-jar",
            paramLabel = "FILE",
            description =
                    "The load generator, for comparisons that the page starts. Default: the one beside"
                            + " this program, or where the build puts it.")
    private @Nullable Path loadJar;

    @Option(
            names = "--robot",
            description = "Start with a robot in #lobby that replies when addressed.")
    private boolean robot;

    @Option(
            names = "--ledger",
            description =
                    "Inspect all traffic and split the meters by what each byte is for. Costs CPU for"
                            + " each byte.")
    private boolean ledger;

    @Option(
            names = "--socketio-dialect",
            paramLabel = "NAME",
            description =
                    "The events of a tutorial that pages with Socket.IO use unless they choose"
                            + " others: numeric, textmsg or servermessage. Default: the lab's own.")
    private @Nullable String socketIoDialect;

    @Option(
            names = CONFIG,
            paramLabel = "FILE",
            description = "Properties file to read settings from.")
    @SuppressWarnings("UnusedVariable") // OptionDefaults reads it.
    private @Nullable Path config;

    private @Nullable String newCode;
    private @Nullable String shownCode;

    /// Returns the configuration.
    ///
    /// @throws ParameterException with the reason, if no lab can be started with it
    LabConfig config() {
        String host = host();
        AccessCode access = access(host);
        return new LabConfig(
                host,
                port("--http-port", httpPort),
                port("--tcp-port", tcpPort),
                new ChatOptions(
                        Duration.ofSeconds(lease()),
                        Duration.ofHours(positive("--session-life", sessionLife)),
                        positive("--retain-events", retainEvents),
                        (long) positive("--retain-mib", retainMib) << MIB_BITS,
                        positive("--max-sessions", maxSessions)),
                TimeLimits.DEFAULTS.pingingEvery(Duration.ofSeconds(pingInterval())),
                limits(),
                access,
                secret(),
                key(),
                ledger,
                origins.stream()
                        .map(origin -> accepted("--allow-origin", WebOrigin::of, origin))
                        .toList(),
                new SiteOptions(
                        results,
                        Optional.ofNullable(loadJar),
                        robot,
                        Optional.ofNullable(publicUrl)
                                .map(url -> accepted("--public-url", WebOrigin::parse, url)),
                        isClass
                                ? Optional.of(new ClassOptions(Optional.ofNullable(shownCode)))
                                : Optional.empty()),
                tls(host),
                isHttp2,
                transports(),
                redis());
    }

    private @Nullable RedisOptions redis() {
        return redis == null
                ? null
                : new RedisOptions(accepted("--redis", RedisUrl::parse, redis), secretFile == null);
    }

    /// The access code that was made since none was given; empty if none was.
    Optional<String> newCode() {
        return Optional.ofNullable(newCode);
    }

    private String host() {
        if (chosenHost != null) {
            return chosenHost;
        }
        if (!isClass) {
            return LOOPBACK;
        }
        return NetworkAddresses.all().stream()
                .findFirst()
                .map(NetworkAddresses.Candidate::address)
                .orElseThrow(() ->
                        refused(
                                "this machine is in no network that phones could be in; --host"
                                        + " names an address"));
    }

    private int lease() {
        int seconds = positive("--session-lease", sessionLease);
        return isClass ? Math.max(CLASS_LEASE, seconds) : seconds;
    }

    private @Nullable AccessCode access(String host) {
        if (isOpen && accessCode != null) {
            throw refused("give either --access-code or --open");
        }
        if (isOpen || (accessCode == null && !isClass && isLoopback(host))) {
            return null;
        }
        String text = accessCode;
        if (text == null) {
            text = isClass ? AccessCode.newShortText() : AccessCode.newText();
            newCode = text;
        }
        shownCode = text;
        return accepted("--access-code", AccessCode::of, text);
    }

    private boolean isLoopback(String host) {
        try {
            return Hosts.isLoopback(host);
        } catch (UnknownHostException e) {
            throw refused("--host: there is no address " + host);
        }
    }

    private List<TransportType> transports() {
        if (socketIoDialect == null) {
            return TransportTypes.ALL;
        }
        if (!SocketIoTransport.DIALECTS.contains(socketIoDialect)) {
            throw refused(
                    "--socketio-dialect is one of "
                            + String.join(", ", SocketIoTransport.DIALECTS));
        }
        return TransportTypes.with(SocketIoTransport.speaking(socketIoDialect));
    }

    private Quotas limits() {
        try {
            return quotas.quotas();
        } catch (IllegalArgumentException e) {
            throw refused("limits: " + e.getMessage());
        }
    }

    private @Nullable TlsPorts tls(String host) {
        boolean isGiven = tlsCert != null || tlsKey != null || tlsKeystore != null;
        if (!isTls && !isTlsOnly) {
            if (isGiven) {
                throw refused("--tls-cert, --tls-key and --tls-keystore need --tls or --tls-only");
            }
            return null;
        }
        int https = port("--https-port", httpsPort);
        int lines = port("--tcp-tls-port", tcpTlsPort);
        try {
            CertificateFiles files = isGiven ? givenCertificate() : developmentCertificate(host);
            Path trust =
                    !isGiven && files instanceof CertificateFiles.PemFiles(Path certificate, _)
                            ? certificate
                            : null;
            return new TlsPorts(https, lines, isTlsOnly, new Tls(files), trust);
        } catch (IOException e) {
            throw refused("TLS: " + e.getMessage());
        }
    }

    private CertificateFiles givenCertificate() {
        if (tlsKeystore != null && tlsCert == null && tlsKey == null) {
            return new CertificateFiles.KeyStoreFile(tlsKeystore, tlsPassword);
        }
        if (tlsKeystore == null && tlsCert != null && tlsKey != null) {
            return new CertificateFiles.PemFiles(tlsCert, tlsKey);
        }
        throw refused("give either --tls-keystore, or both --tls-cert and --tls-key");
    }

    private CertificateFiles developmentCertificate(String host) throws IOException {
        Path folder = Path.of(System.getProperty("user.home"), ".wirelab");
        List<String> names = new ArrayList<>(Hosts.namesOf(host));
        names.add("::1");
        return DevelopmentCertificate.in(folder, names);
    }

    private <T> T accepted(String option, Function<String, T> parser, String value) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw refused(option + ": " + e.getMessage());
        }
    }

    private TokenSecret secret() {
        if (secretFile == null) {
            return TokenSecret.random();
        }
        try {
            return new TokenSecret(Files.readAllBytes(secretFile));
        } catch (IOException | IllegalArgumentException e) {
            throw refused("cannot use the secret " + secretFile + ": " + e.getMessage());
        }
    }

    private AccessKey key() {
        try {
            return key == null ? AccessKey.random() : AccessKey.of(key);
        } catch (IllegalArgumentException e) {
            throw refused("--key: " + e.getMessage());
        }
    }

    private int port(String option, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw refused(option + " must be 0 to " + MAX_PORT);
        }
        return port;
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw refused(option + " must be at least 1");
        }
        return value;
    }

    private int pingInterval() {
        if (pingInterval < 1 || pingInterval > MAX_PING_SECONDS) {
            throw refused("--ping-interval must be 1 to " + MAX_PING_SECONDS);
        }
        return pingInterval;
    }

    private ParameterException refused(String reason) {
        return new ParameterException(command.commandLine(), reason);
    }
}
