package dev.wirelab.core.delivery;

/// The state between a reader and whoever has something for it: nothing (null), that the reader is
/// idle and wants to be woken, or what it should look at next.
sealed interface Signal permits Signal.Plain, Slice {
    /// The signals without content.
    enum Plain implements Signal {
        /// The reader's listener wants to be notified, once.
        ARMED,
        /// The reader's thread is parked and wants to be unparked.
        PARKED,
        /// Something may be due: the reader has to look into the state.
        LOOK
    }
}
