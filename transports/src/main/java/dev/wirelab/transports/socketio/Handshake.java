package dev.wirelab.transports.socketio;

import org.jspecify.annotations.Nullable;

/// What the request that began a session of Engine.IO presented for those who use the session.
///
/// @param token the token of a session of the chat; null without one
/// @param dialect the name of a dialect, not checked; null without one
record Handshake(@Nullable String token, @Nullable String dialect) {}
