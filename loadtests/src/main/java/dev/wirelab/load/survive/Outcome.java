package dev.wirelab.load.survive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The effect of one fault on one transport. Times are in seconds.
///
/// @param applies whether it was tried: proxies that forward only HTTP do not affect other
///   protocols
/// @param via the transport that the client used at the end
/// @param through whether messages flowed at the end
/// @param noticed from the fault until the client gave up a connection; null: it did not
/// @param noticedBy the reason
/// @param flows the longest delay of a message that was due after the fault began, that is, until
///   messages flowed again; null: none arrived any more
/// @param messages that were accepted while the client was entitled to them
/// @param lost of these, never delivered
/// @param doubled of these, delivered more than once
/// @param reordered of these, delivered after a later one
/// @param logIns sessions that the client needed
/// @param connections that it opened since the observation began
/// @param bytes on the client's sockets meanwhile, in both directions
/// @param log its changes of state
record Outcome(
        String fault,
        String transport,
        boolean applies,
        String via,
        boolean through,
        @Nullable Double noticed,
        String noticedBy,
        @Nullable Double flows,
        int messages,
        int lost,
        int doubled,
        int reordered,
        int logIns,
        long connections,
        long bytes,
        List<Step> log) {
    Outcome {
        log = List.copyOf(log);
    }

    /// A change of the client's state.
    ///
    /// @param second since the fault began
    record Step(double second, String state, String transport, String reason) {}

    /// The outcome of a fault that cannot affect a transport.
    static Outcome notTried(String fault, String transport) {
        return new Outcome(
                fault, transport, false, transport, false, null, "", null, 0, 0, 0, 0, 0, 0, 0,
                List.of());
    }

    /// Whether every message was delivered once and in order.
    boolean isPerfect() {
        return lost == 0 && doubled == 0 && reordered == 0;
    }
}
