package dev.wirelab.load.torture;

/// A message with its position, as it is due to a client, as the client got it, or as the log has
/// it.
record Delivery(long offset, String from, String to, String text) {}
