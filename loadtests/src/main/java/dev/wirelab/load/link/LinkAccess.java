package dev.wirelab.load.link;

import org.jspecify.annotations.Nullable;

/// What a run over a link reaches beside it.
///
/// @param control the lab's HTTP address for its meters, past the link: neither delayed nor counted
/// @param counters the file in which the engine counts IP packets ([PacketCounters]); null: it does
///   not count them
public record LinkAccess(String control, @Nullable String counters) {}
