package dev.wirelab.load.theory;

import java.util.function.DoubleUnaryOperator;

/// What the model cannot know and takes from the measurement of the same row; none of it is a
/// delivery latency or a number of bytes.
///
/// @param windowMicros how long the lab's meters were watched
/// @param deliveries how many messages were delivered meanwhile
/// @param roundTripMicros by quantile (0 to 1): from the moment a message was due to the lab's `ok`
///   at its speaker. That is a way to the lab and one back, with all that the machine lets either
///   wait
/// @param gapMicros the median of the same from the moment it was sent: how long a reader's long
///   poll is away, its answer's way and the next request's
/// @param cpuMicros the lab's CPU time for each delivery
/// @param reconnectMicros how long readers whose connections were cut took to be back; 0 if none
///   were
public record Observed(
        double windowMicros,
        double deliveries,
        DoubleUnaryOperator roundTripMicros,
        double gapMicros,
        double cpuMicros,
        double reconnectMicros) {}
