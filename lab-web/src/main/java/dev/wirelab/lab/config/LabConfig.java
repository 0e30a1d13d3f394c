package dev.wirelab.lab.config;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.transports.AccessCode;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.TransportTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The configuration of a lab.
///
/// @param host the address that both ports bind to
/// @param httpPort the HTTP port; 0 means any free port
/// @param tcpPort the TCP port; 0 means any free port
/// @param chat the chat's limits
/// @param limits the timeouts of all transports
/// @param quotas how much one session, one address, and all together may do
/// @param accessCode what whoever opens a session must know; null: nothing
/// @param secret signs tokens
/// @param key gives access to what only the owner of the lab may use
/// @param ledger whether the meters are split by class of bytes
/// @param origins further origins whose pages may use the lab
/// @param site the options of the page besides the chat
/// @param tls the TLS ports; null without TLS
/// @param http2 whether the HTTP ports speak HTTP/2, too
/// @param transports usually [TransportTypes#ALL]
/// @param redis the log in Redis; null for one in memory
public record LabConfig(
        String host,
        int httpPort,
        int tcpPort,
        ChatOptions chat,
        TimeLimits limits,
        Quotas quotas,
        @Nullable AccessCode accessCode,
        TokenSecret secret,
        AccessKey key,
        boolean ledger,
        List<String> origins,
        SiteOptions site,
        @Nullable TlsPorts tls,
        boolean http2,
        List<TransportType> transports,
        @Nullable RedisOptions redis) {
    /// Creates a configuration with a log in memory.
    public LabConfig(
            String host,
            int httpPort,
            int tcpPort,
            ChatOptions chat,
            TimeLimits limits,
            Quotas quotas,
            @Nullable AccessCode accessCode,
            TokenSecret secret,
            AccessKey key,
            boolean ledger,
            List<String> origins,
            SiteOptions site,
            @Nullable TlsPorts tls,
            boolean http2,
            List<TransportType> transports) {
        this(
                host,
                httpPort,
                tcpPort,
                chat,
                limits,
                quotas,
                accessCode,
                secret,
                key,
                ledger,
                origins,
                site,
                tls,
                http2,
                transports,
                null);
    }

    /// Creates a configuration with [Quotas#DEFAULTS], without TLS and HTTP/2.
    public LabConfig(
            String host,
            int httpPort,
            int tcpPort,
            ChatOptions chat,
            TimeLimits limits,
            TokenSecret secret,
            AccessKey key,
            boolean ledger,
            List<String> origins,
            SiteOptions site) {
        this(
                host,
                httpPort,
                tcpPort,
                chat,
                limits,
                Quotas.DEFAULTS,
                null,
                secret,
                key,
                ledger,
                origins,
                site,
                null,
                false,
                TransportTypes.ALL);
    }

    /// Creates a configuration with [Quotas#DEFAULTS] and [SiteOptions#DEFAULTS], without TLS and
    /// HTTP/2.
    public LabConfig(
            String host,
            int httpPort,
            int tcpPort,
            ChatOptions chat,
            TimeLimits limits,
            TokenSecret secret,
            AccessKey key,
            boolean ledger,
            List<String> origins) {
        this(
                host,
                httpPort,
                tcpPort,
                chat,
                limits,
                secret,
                key,
                ledger,
                origins,
                SiteOptions.DEFAULTS);
    }
}
