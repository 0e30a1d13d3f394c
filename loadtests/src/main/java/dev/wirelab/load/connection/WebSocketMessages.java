package dev.wirelab.load.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/// Takes messages out of the messages of a WebSocket, and wraps those that are sent. Used for one
/// connection, on its event loop.
interface WebSocketMessages {
    /// Messages as they are.
    ///
    /// @param areBinaryToo whether binary messages are expected
    record Plain(boolean areBinaryToo) implements WebSocketMessages {
        @Override
        public ByteBuf received(ChannelHandlerContext context, ByteBuf text) {
            return text;
        }

        @Override
        public String packet(String message) {
            return message;
        }
    }

    /// Whether binary messages are expected.
    default boolean areBinaryToo() {
        return false;
    }

    /// A message has come.
    ///
    /// @param text released by its receiver
    /// @return the message in it, without a change of its reference count; null if it is none
    /// @throws ProtocolException if the server may not send it, or it is a refusal
    @Nullable ByteBuf received(ChannelHandlerContext context, ByteBuf text)
            throws ProtocolException;

    /// The text message that carries a message.
    String packet(String message);
}
