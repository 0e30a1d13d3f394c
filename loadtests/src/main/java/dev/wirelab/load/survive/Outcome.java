package dev.wirelab.load.survive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one fault did to one transport. Times are in seconds.
///
/// @param applies whether it was tried: what forwards HTTP only is no way for other protocols
/// @param via the transport that was used at the end; another one if the client changed to it
/// @param through whether messages flowed at the end
/// @param noticed from the fault until the client gave up a connection; null: it did not
/// @param noticedBy the reason
/// @param flows how late the latest message was that was due after the fault began: until it flows
///   again. Null: nothing flowed any more
/// @param messages that were accepted while the client was entitled to them
/// @param lost of these, never delivered
/// @param doubled delivered more than once
/// @param reordered delivered after one that follows it in the log
/// @param logIns sessions that it needed
/// @param connections that it opened from the start of the observation on
/// @param bytes that passed the client's sockets meanwhile, both directions
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

    /// A fault that cannot affect a transport, since it does not go that way.
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
