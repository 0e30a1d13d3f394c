package dev.wirelab.load.transport;

import java.time.Duration;

/// How often and how patiently readers poll.
///
/// @param interval from one short poll to the next
/// @param hold how long the lab may hold a long poll: whole seconds, 1 to 30
public record PollTimes(Duration interval, Duration hold) {}
