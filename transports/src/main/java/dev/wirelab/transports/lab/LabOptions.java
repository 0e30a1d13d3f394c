package dev.wirelab.transports.lab;

import dev.wirelab.transports.AccessCode;
import dev.wirelab.transports.ListenAddresses;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.tls.TlsOptions;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options of a lab.
///
/// @param http the address of the HTTP port; port 0 means any free port
/// @param tcp the address of the transport that has its own port; port 0 means any free port
/// @param limits the time limits of all transports
/// @param quotas how much one session, one address, and all together may do
/// @param accessCode what whoever opens a session must know; null: nothing
/// @param ledger whether every byte is classified
/// @param secret signs the tokens
/// @param key gives access to the meters
/// @param tls the TLS ports; null without TLS
/// @param http2 whether the HTTP ports speak HTTP/2, too
/// @param transports usually [TransportTypes#ALL]
public record LabOptions(
        InetSocketAddress http,
        InetSocketAddress tcp,
        TimeLimits limits,
        Quotas quotas,
        @Nullable AccessCode accessCode,
        boolean ledger,
        TokenSecret secret,
        AccessKey key,
        @Nullable TlsOptions tls,
        boolean http2,
        List<TransportType> transports) {
    /// Options with the usual transports, without an access code and HTTP/2.
    public LabOptions(
            InetSocketAddress http,
            InetSocketAddress tcp,
            TimeLimits limits,
            Quotas quotas,
            boolean ledger,
            TokenSecret secret,
            AccessKey key,
            @Nullable TlsOptions tls) {
        this(http, tcp, limits, quotas, null, ledger, secret, key, tls, false, TransportTypes.ALL);
    }

    /// Options with [Quotas#DEFAULTS], without TLS.
    public LabOptions(
            InetSocketAddress http,
            InetSocketAddress tcp,
            TimeLimits limits,
            boolean ledger,
            TokenSecret secret,
            AccessKey key) {
        this(http, tcp, limits, Quotas.DEFAULTS, ledger, secret, key, null);
    }

    /// The addresses of the HTTP ports.
    ListenAddresses httpAddresses() {
        return tls == null
                ? new ListenAddresses(http, null)
                : new ListenAddresses(tls.isOnly() ? null : http, tls.http());
    }

    /// The addresses of the TCP ports.
    ListenAddresses tcpAddresses() {
        return tls == null
                ? new ListenAddresses(tcp, null)
                : new ListenAddresses(tls.isOnly() ? null : tcp, tls.tcp());
    }
}
