package dev.wirelab.lab.network;

import java.io.ByteArrayOutputStream;

/// Passes a response on when it is complete or a buffer is full, as reverse proxies do by default.
/// What follows an upgrade is not buffered.
final class ResponseBuffer implements ByteFilter, HttpMessages.Parts {
    private final int capacity;
    private final HttpMessages responses = new HttpMessages(this);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private boolean isTunnel;

    /// @param capacity of the buffer, in bytes
    ResponseBuffer(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public byte[] pass(byte[] bytes) {
        passed.reset();
        responses.read(bytes);
        return passed.toByteArray();
    }

    @Override
    public byte[] rest() {
        kept.writeBytes(responses.rest());
        return kept.toByteArray();
    }

    @Override
    public void head(String head) {
        isTunnel = head.startsWith("HTTP/1.1 101");
        kept.writeBytes(HttpMessages.bytes(head));
        if (isTunnel) {
            release();
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        kept.write(bytes, from, to - from);
        if (isTunnel || kept.size() >= capacity) {
            release();
        }
    }

    @Override
    public void complete() {
        release();
    }

    private void release() {
        passed.writeBytes(kept.toByteArray());
        kept.reset();
    }
}
