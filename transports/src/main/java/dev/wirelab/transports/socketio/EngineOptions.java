package dev.wirelab.transports.socketio;

import java.time.Duration;

/// What a server of Engine.IO announces to its clients.
///
/// @param path where it is, with a slash at its end
/// @param pingEvery the pause between a pong and the next ping
/// @param pongWithin how long a pong may take
/// @param upgradeWithin how long an upgrade may take
/// @param maxPayload the largest message, and the largest body of a POST, in bytes
record EngineOptions(
        String path,
        Duration pingEvery,
        Duration pongWithin,
        Duration upgradeWithin,
        int maxPayload) {}
