package dev.wirelab.load.theory;

import java.util.function.DoubleUnaryOperator;

/// The values that the model cannot derive and takes from the measurement of the same row. None of
/// it is a delivery latency or a number of bytes.
///
/// @param windowMicros how long the lab's meters were observed
/// @param deliveries how many messages were delivered meanwhile
/// @param roundTripMicros by quantile (0 to 1): from the moment a message was due to the arrival of
///   the lab's `ok` at its publisher, with all scheduling delays of the machine
/// @param gapMicros the median of the same from the moment the message was sent: how long a reader
///   has no long poll at the lab between a response and its next request
/// @param cpuMicros the lab's CPU time per delivery
/// @param reconnectMicros how long readers took to reconnect after their connections were cut; 0 if
///   none were
public record MeasuredInputs(
        double windowMicros,
        double deliveries,
        DoubleUnaryOperator roundTripMicros,
        double gapMicros,
        double cpuMicros,
        double reconnectMicros) {}
