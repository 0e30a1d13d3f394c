package dev.wirelab.transports.kit;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.transports.AccessCode;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.Lab;
import dev.wirelab.transports.lab.LabOptions;
import dev.wirelab.transports.lab.TransportTypes;
import dev.wirelab.transports.tls.Tls;
import dev.wirelab.transports.tls.TlsCounters;
import dev.wirelab.transports.tls.TlsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The real thing on free ports of 127.0.0.1: the lab that the server program runs, without its
/// page.
final class TestLab implements LabUnderTest {
    private static final int MAX_SESSIONS = 100_000;
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final AccessKey key;
    private final Lab lab;
    private final URI http;
    private final InetSocketAddress tcp;

    private TestLab(LabSettings settings, boolean ledger, @Nullable Tls tls, boolean http2) {
        this(
                settings,
                ledger,
                new Chat(chatOptions(settings), InstantSource.system()),
                AccessKey.random(),
                tls,
                http2);
    }

    /// @param chat what it carries
    TestLab(LabSettings settings, boolean ledger, Chat chat, AccessKey key) {
        this(settings, ledger, chat, key, null, false);
    }

    /// @param tls makes both ports TLS ports; null for plaintext
    private TestLab(
            LabSettings settings,
            boolean ledger,
            Chat chat,
            AccessKey key,
            @Nullable Tls tls,
            boolean http2) {
        this.key = key;
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        lab = new Lab(options(settings, ledger, free, tls, http2), chat);
        try {
            lab.open(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int httpPort = tls == null ? lab.httpPort() : lab.httpsPort();
        int tcpPort = tls == null ? lab.tcpPort() : lab.tcpTlsPort();
        if (tls != null) {
            TlsPorts.add(httpPort);
            TlsPorts.add(tcpPort);
        }
        http = URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + httpPort);
        tcp = new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort);
        allow(this);
    }

    /// Lets the pages of a node use this one.
    void allow(TestLab node) {
        lab.origins().allow(node.http.toString());
        lab.origins().allow(node.http.getScheme() + "://localhost:" + node.http.getPort());
    }

    private LabOptions options(
            LabSettings settings,
            boolean ledger,
            InetSocketAddress free,
            @Nullable Tls tls,
            boolean http2) {
        String code = settings.accessCode();
        return new LabOptions(
                free,
                free,
                new TimeLimits(
                        settings.loginBound(),
                        settings.pingPeriod(),
                        settings.pongBound(),
                        settings.writeStall()),
                settings.quotas(),
                code == null ? null : AccessCode.of(code),
                ledger,
                new TokenSecret(settings.secret().getBytes(StandardCharsets.US_ASCII)),
                key,
                tls == null ? null : new TlsOptions(free, free, true, tls),
                http2,
                TransportTypes.ALL);
    }

    static ChatOptions chatOptions(LabSettings settings) {
        return new ChatOptions(
                settings.sessionLease(),
                settings.tokenLife(),
                settings.retentionEvents(),
                settings.retentionBytes(),
                MAX_SESSIONS);
    }

    static LabUnderTest start(LabSettings settings) {
        return new TestLab(settings, false, null, false);
    }

    /// One whose meters have a ledger.
    static TestLab startWithLedger() {
        return new TestLab(LabSettings.defaults(), true, null, false);
    }

    /// One that has only TLS ports, and whose meters have a ledger.
    static TestLab startWithTls(LabSettings settings) {
        try {
            return startWithTls(settings, new Tls(TlsPorts.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same with another certificate.
    static TestLab startWithTls(LabSettings settings, Tls tls) {
        return new TestLab(settings, true, tls, false);
    }

    /// One that speaks HTTP/2, too, and whose meters have a ledger.
    static TestLab startWithHttp2(LabSettings settings) {
        return new TestLab(settings, true, null, true);
    }

    /// The same with TLS ports only.
    static TestLab startWithHttp2OverTls(LabSettings settings) {
        try {
            return new TestLab(settings, true, new Tls(TlsPorts.certificate()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What happened on its TLS ports, and handshakes on the others.
    TlsCounters tlsCounters() {
        return lab.tlsCounters();
    }

    /// The number of open connections and pending polls of all sessions.
    int readers() {
        return lab.chat().connections();
    }

    /// Its meters, to be read without adding to them.
    Meters meters() {
        return lab.meters();
    }

    @Override
    public URI http() {
        return http;
    }

    @Override
    public InetSocketAddress tcp() {
        return tcp;
    }

    @Override
    public String key() {
        return key.text();
    }

    /// Refuses commands from now on.
    void beginShutdown() {
        lab.beginShutdown();
    }

    @Override
    public void close() {
        lab.drain(DRAIN);
        lab.close();
        TlsPorts.forget(http.getPort());
        TlsPorts.forget(tcp.getPort());
    }
}
