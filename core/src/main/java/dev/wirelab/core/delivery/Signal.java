package dev.wirelab.core.delivery;

/// What a reader and the threads that wake it exchange: nothing (null), a request of the idle
/// reader to be woken, or what the reader has to read next.
sealed interface Signal permits Signal.Plain, Slice {
    /// The signals without content.
    enum Plain implements Signal {
        /// The reader's listener wants to be notified, once.
        ARMED,
        /// The reader's thread is parked and wants to be unparked.
        PARKED,
        /// Something may be due: the reader has to read the state.
        CHECK
    }
}
