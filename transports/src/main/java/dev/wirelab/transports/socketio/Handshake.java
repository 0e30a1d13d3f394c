package dev.wirelab.transports.socketio;

import org.jspecify.annotations.Nullable;

/// The parameters of the request that began a session of Engine.IO.
///
/// @param token the token of a session of the chat; null without one
/// @param code the lab's access code, not checked; null without one
/// @param dialect the name of a dialect, not checked; null without one
record Handshake(@Nullable String token, @Nullable String code, @Nullable String dialect) {}
