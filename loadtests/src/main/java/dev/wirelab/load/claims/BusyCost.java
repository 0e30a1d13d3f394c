package dev.wirelab.load.claims;

/// What messages at a rate cost over one wire.
///
/// @param bytes of the readers' sockets for a message that a reader got
/// @param cpuMicros of the lab for one
record BusyCost(String kind, int rate, double bytes, double requests, double cpuMicros) {}
