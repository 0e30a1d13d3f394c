package dev.wirelab.load.measure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The addresses of a lab.
///
/// @param http its HTTP address, without a slash at the end
/// @param endpoints the addresses of transports that have a port of their own, by transport id
/// @param key opens its meters; never written to a file. Null: [LabKey] looks for it
/// @param tls its addresses with TLS; null: it has none. The same as the others if these have TLS
/// @param accessCode what a log-in by name has to present; never written to a file. Null: nothing
public record Target(
        String http,
        Map<String, Endpoint> endpoints,
        @JsonIgnore @Nullable String key,
        @Nullable Secure tls,
        @JsonIgnore @Nullable String accessCode) {
    /// The addresses with TLS.
    ///
    /// @param http such as `https://127.0.0.1:7443`, without a slash at the end
    /// @param endpoints the addresses of transports that have a port of their own, by transport id
    /// @param trusted what clients accept as its certificate; null: any
    public record Secure(
            String http, Map<String, Endpoint> endpoints, @Nullable TrustedCertificates trusted) {
        /// Copies the map.
        public Secure {
            endpoints = Map.copyOf(endpoints);
        }

        /// Addresses at which any certificate is accepted.
        public Secure(String http, Map<String, Endpoint> endpoints) {
            this(http, endpoints, null);
        }
    }

    /// A lab that demands no access code.
    public Target(
            String http,
            Map<String, Endpoint> endpoints,
            @Nullable String key,
            @Nullable Secure tls) {
        this(http, endpoints, key, tls, null);
    }

    /// The same lab, to which an access code is presented.
    ///
    /// @param code null: none
    public Target withAccessCode(@Nullable String code) {
        return new Target(http, endpoints, key, tls, code);
    }

    /// A lab without TLS.
    public Target(String http, Map<String, Endpoint> endpoints, @Nullable String key) {
        this(http, endpoints, key, null);
    }

    /// The addresses with TLS in place of those in plaintext.
    ///
    /// @throws IllegalStateException if it has none
    public Target secured() {
        if (tls == null) {
            throw new IllegalStateException("the lab at %s has no TLS ports".formatted(http));
        }
        return new Target(tls.http(), tls.endpoints(), key, tls, accessCode);
    }

    /// A lab whose key [LabKey] looks for.
    public Target(String http, Map<String, Endpoint> endpoints) {
        this(http, endpoints, null);
    }

    /// Copies the map.
    public Target {
        endpoints = Map.copyOf(endpoints);
    }

    /// A host and a port.
    public record Endpoint(String host, int port) {}

    /// The address of a transport that has a port of its own.
    ///
    /// @throws IllegalStateException if the lab offers none
    public Endpoint endpoint(String transport) {
        return Optional.ofNullable(endpoints.get(transport))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the lab at %s has no port for %s".formatted(http, transport)));
    }

    @Override
    public String toString() {
        return http + " " + endpoints;
    }
}
