package dev.wirelab.transports.lab;

import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import java.net.InetSocketAddress;

/// How a lab is run.
///
/// @param http where HTTP listens; port 0 takes a free one
/// @param tcp where the transport listens that has a port of its own; port 0 takes a free one
/// @param limits bounds in time
/// @param ledger whether every byte is classified
/// @param secret signs the tokens
/// @param key opens the meters
public record LabOptions(
        InetSocketAddress http,
        InetSocketAddress tcp,
        TimeLimits limits,
        boolean ledger,
        TokenSecret secret,
        AccessKey key) {}
