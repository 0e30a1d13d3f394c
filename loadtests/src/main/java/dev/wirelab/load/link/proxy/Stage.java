package dev.wirelab.load.link.proxy;

/// What a middlebox does to the bytes of one connection. Each direction has a thread of its own, so
/// that state which both use must be safe for that.
public interface Stage {
    /// Changes nothing.
    Stage TRANSPARENT = (_, bytes) -> bytes;

    /// Bytes have come.
    ///
    /// @param up whether from the client to the lab
    /// @return what is passed on; empty: nothing yet
    byte[] pass(boolean up, byte[] bytes);

    /// A direction has ended.
    ///
    /// @return what is passed on before its end
    default byte[] end(boolean up) {
        return new byte[0];
    }

    /// Whether both sides get a reset now; asked every 20 ms.
    ///
    /// @param now on the monotonic clock
    default boolean isCut(long now) {
        return false;
    }
}
