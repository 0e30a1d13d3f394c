package dev.wirelab.load.torture;

/// A promise that was not kept.
///
/// @param user the client to whom it was not
/// @param detail in words
public record Finding(Kind kind, String user, String detail) {
    /// Which promise.
    public enum Kind {
        /// A message that was due did not come.
        LOST,
        /// A message came twice, or was published twice.
        DOUBLED,
        /// A message came after a later one.
        REORDERED,
        /// A message came to whom it was not addressed.
        LEAKED,
        /// A message came with another sender, address or text.
        ALTERED,
        /// The lab reported events as missing, although it retains them.
        GAP,
        /// The session was lost.
        SESSION,
        /// A command was never answered.
        UNANSWERED,
        /// A command was refused that is allowed, or accepted that is not.
        JUDGED
    }
}
