package dev.wirelab.transports.lab;

import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import java.net.InetSocketAddress;

/// The options of a lab.
///
/// @param http the address of the HTTP port; port 0 means any free port
/// @param tcp the address of the transport that has its own port; port 0 means any free port
/// @param limits the time limits of all transports
/// @param ledger whether every byte is classified
/// @param secret signs the tokens
/// @param key gives access to the meters
public record LabOptions(
        InetSocketAddress http,
        InetSocketAddress tcp,
        TimeLimits limits,
        boolean ledger,
        TokenSecret secret,
        AccessKey key) {}
