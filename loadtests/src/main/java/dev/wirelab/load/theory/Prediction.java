package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;
import java.util.function.DoubleFunction;

/// What the model says of one row.
///
/// @param latency delivery latency in microseconds by quantile (0 to 1): what is expected, and
///   between which bounds
/// @param bytesUp TCP payload from the clients for each delivered message
/// @param bytesDown TCP payload to the clients for each delivered message
/// @param requests HTTP requests for each delivered message
public record Prediction(
        DoubleFunction<Interval> latency, double bytesUp, double bytesDown, double requests) {}
