package dev.wirelab.load.measure;

import java.util.Map;
import java.util.Optional;

/// The addresses of a lab.
///
/// @param http its HTTP address, without a slash at the end
/// @param endpoints the addresses of transports that have a port of their own, by transport id
public record Target(String http, Map<String, Endpoint> endpoints) {
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
}
