package dev.wirelab.load.torture;

/// A command that a client was asked to send.
///
/// @param user who sends it
/// @param to its address
/// @param text empty where there is none
record SentCommand(String id, String user, Kind kind, String to, String text) {
    /// What it is.
    enum Kind {
        /// A message.
        SAY,
        /// Enters a group.
        JOIN,
        /// Leaves one.
        LEAVE,
        /// A message to a group that its sender is not in, which must be refused.
        INTRUDE
    }
}
