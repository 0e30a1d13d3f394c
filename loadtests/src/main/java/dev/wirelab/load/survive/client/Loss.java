package dev.wirelab.load.survive.client;

import java.util.Locale;

/// Why an attempt has ended.
///
/// @param reason in words
/// @param reached whether anything answered: if not, the lab or the network is down, and another
///   transport would not help
record Loss(String reason, boolean reached) {
    /// Whether the lab does not know the session any more.
    boolean isOfSession() {
        return reason.toLowerCase(Locale.ROOT).contains("unauthorized");
    }

    /// Whether the transport may be the cause: not if the lab is down or shuts down, or the session
    /// has ended.
    boolean mayBeOfTransport() {
        return reached
                && !isOfSession()
                && !reason.contains("shutting_down")
                && !reason.contains("name_taken");
    }
}
