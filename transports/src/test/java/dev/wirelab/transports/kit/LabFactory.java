package dev.wirelab.transports.kit;

/// Starts labs for tests, on free ports of 127.0.0.1.
@FunctionalInterface
public interface LabFactory {
    /// Returns a lab that accepts connections.
    LabUnderTest start(LabSettings settings);
}
