package dev.wirelab.load.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/// What the messages of a WebSocket carry. Used for one connection, on its event loop.
interface WebSocketMessages {
    /// Messages as they are.
    ///
    /// @param areBinaryToo whether some are binary messages
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

    /// Whether binary messages are messages, too.
    default boolean areBinaryToo() {
        return false;
    }

    /// A message has come.
    ///
    /// @param text released by its receiver
    /// @return the message in it, without a change of its reference count; null if it is none
    /// @throws ProtocolException if it may not be sent, or is a refusal
    @Nullable ByteBuf received(ChannelHandlerContext context, ByteBuf text)
            throws ProtocolException;

    /// The text message that carries a message.
    String packet(String message);
}
