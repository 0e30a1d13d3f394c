package dev.wirelab.lab.network;

/// What a proxy does to the bytes of one direction of a connection. Used by one thread.
interface ByteFilter {
    /// Changes nothing.
    ByteFilter TRANSPARENT = bytes -> bytes;

    /// Bytes have come.
    ///
    /// @return what is passed on now; may be empty
    byte[] pass(byte[] bytes);

    /// What it has kept, once the direction has ended.
    default byte[] rest() {
        return new byte[0];
    }
}
