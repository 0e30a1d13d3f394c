package dev.wirelab.core.chat;

/// What stands between a reader and whoever has something for it: nothing (null), that it waits, or
/// what it should look at next.
sealed interface Signal permits Signal.Plain, Slice {
    /// The signals that say no more than that.
    enum Plain implements Signal {
        /// The reader's listener wants to be told, once.
        ARMED,
        /// The reader's thread is parked and wants to be woken.
        PARKED,
        /// Something is due, look for yourself.
        LOOK
    }
}
