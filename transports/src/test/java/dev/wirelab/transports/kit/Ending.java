package dev.wirelab.transports.kit;

/// How the lab ended a connection.
///
/// @param closeCode of WebSocket; 0 elsewhere, 1006 if there was no close frame
/// @param code the error code it gave, or nothing
record Ending(int closeCode, String code) {}
