package dev.wirelab.transports.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// Sends text that is UTF-8 already, so that a burst encoded once goes to every WebSocket as the
/// same bytes.
///
/// Jetty's public `Session` takes a `String` and would encode it for each of them; its core session
/// takes bytes. Where there is none, the public way serves.
final class TextFrames {
    private final Session socket;
    private final @Nullable CoreSession core;

    TextFrames(Session socket) {
        this.socket = socket;
        this.core = socket instanceof WebSocketSession session ? session.getCoreSession() : null;
    }

    /// Sends one text frame; never blocks.
    ///
    /// @param text UTF-8; its content is not changed
    /// @param sent called when all of it is with the kernel
    /// @param failed called if the connection has gone
    void send(ByteBuffer text, Runnable sent, Runnable failed) {
        Consumer<Throwable> failure = _ -> failed.run();
        if (core == null) {
            socket.sendText(
                    StandardCharsets.UTF_8.decode(text).toString(),
                    org.eclipse.jetty.websocket.api.Callback.from(sent, failure));
        } else {
            core.sendFrame(
                    new Frame(OpCode.TEXT).setPayload(text),
                    org.eclipse.jetty.util.Callback.from(
                            InvocationType.NON_BLOCKING, sent, failure),
                    false);
        }
    }
}
