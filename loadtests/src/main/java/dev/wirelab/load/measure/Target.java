package dev.wirelab.load.measure;

/// Where the lab is.
///
/// @param http its HTTP address, without a slash at the end
/// @param tcpHost host of its TCP lines
/// @param tcpPort port of its TCP lines
public record Target(String http, String tcpHost, int tcpPort) {}
