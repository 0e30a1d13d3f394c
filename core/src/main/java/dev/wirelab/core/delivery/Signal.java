package dev.wirelab.core.delivery;

/// The state that a reader shares with the threads that wake it: null for nothing, the request of
/// an idle reader to be woken, or what the reader has to read next.
sealed interface Signal permits Signal.Plain, Slice {
    /// The signals without content.
    enum Plain implements Signal {
        /// The reader's listener wants to be notified, once.
        ARMED,
        /// The reader's thread is parked and wants to be unparked.
        PARKED,
        /// Events may be pending: the reader has to read the state.
        CHECK
    }
}
