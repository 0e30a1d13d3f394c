package dev.wirelab.load.survive.client;

import java.util.Locale;

/// Why an attempt has ended.
///
/// @param reason one phrase for the report
/// @param reached whether the lab was reached; if not, another transport would not help
public record Loss(String reason, boolean reached) {
    /// Whether the session has ended.
    boolean isOfSession() {
        return reason.toLowerCase(Locale.ROOT).contains("unauthorized");
    }

    /// Whether the lab cannot reach its log. What became of a command is unknown then.
    boolean isOfLog() {
        return reason.startsWith("unavailable:") || reason.contains("\"unavailable\"");
    }

    /// Whether the transport may be the cause: not if the lab is down, shuts down or cannot reach
    /// its log, or the session has ended.
    boolean mayBeOfTransport() {
        return reached
                && !isOfSession()
                && !isOfLog()
                && !reason.contains("shutting_down")
                && !reason.contains("name_taken");
    }
}
