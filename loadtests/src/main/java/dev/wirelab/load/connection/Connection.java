package dev.wirelab.load.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A connection of one virtual user, or a stream of a connection of HTTP/2: the last handler of its
/// channel. Used on the user's event loop; at most one caller waits at a time.
///
/// Each read from the socket is stamped in the same place for every framing ([StampedReads]); a
/// message has the stamp of the read that completed it.
final class Connection extends ChannelInboundHandlerAdapter {
    private final Framing framing;
    private final Consumer<Message> listener;
    private String host = "";
    private long readNanos;
    private @Nullable Connection shared;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ClientTraffic traffic;
    private @Nullable Wait wait;
    private @Nullable String ending;

    /// The end of a caller's wait: the message that ended it, or the problem, or neither when the
    /// connection was opened.
    @FunctionalInterface
    interface Outcome {
        void over(@Nullable Message message, @Nullable String problem);
    }

    private record Wait(
            @Nullable Predicate<Message> condition, ScheduledFuture<?> timeout, Outcome outcome) {}

    /// @param listener receives every message
    Connection(Framing framing, Consumer<Message> listener) {
        this.framing = framing;
        this.listener = listener;
    }

    /// @param listener receives every message, and a function that sends an answer
    Connection(Framing framing, BiConsumer<Message, Consumer<String>> listener) {
        this.framing = framing;
        this.listener = message -> listener.accept(message, this::send);
    }

    /// Counts the bytes of its socket; to be called before [#open].
    void counted(ClientTraffic counter) {
        traffic = counter;
    }

    /// Sends its requests to targets below a path; to be called before [#open].
    void under(String path) {
        framing.under(path);
    }

    /// Connects.
    ///
    /// @param bootstrap without a handler, on the user's event loop
    /// @param tls for a connection over TLS, or null
    /// @param until the condition of a message to wait for; null: wait until the connection is open
    void open(
            EventLoop loop,
            Bootstrap bootstrap,
            String name,
            int port,
            @Nullable SslContext tls,
            Duration limit,
            @Nullable Predicate<Message> until,
            Outcome outcome) {
        host = (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        wait(loop, until, limit, outcome);
        var _ =
                bootstrap
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        install(channel, name, port, tls);
                                    }
                                })
                        .connect(name, port)
                        .addListener(connected -> {
                            if (!connected.isSuccess()) {
                                end("could not connect: " + describe(connected.cause()));
                            }
                        });
    }

    /// Opens a stream on a connection of HTTP/2, instead of connecting.
    ///
    /// @param connection on the user's event loop; it stays open when this one is closed
    /// @param until the condition of a message to wait for; null: wait until the stream is open
    void open(
            Connection connection,
            Duration limit,
            @Nullable Predicate<Message> until,
            Outcome outcome) {
        if (!(framing instanceof BodyFraming)) {
            throw new IllegalStateException("HTTP/2 has streams in responses only here");
        }
        Channel channel = connection.open().channel();
        shared = connection;
        host = connection.host;
        wait(channel.eventLoop(), until, limit, outcome);
        var _ =
                new Http2StreamChannelBootstrap(channel)
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel stream) {
                                        framing.install(stream.pipeline());
                                        stream.pipeline().addLast(Connection.this);
                                    }
                                })
                        .open()
                        .addListener(opened -> {
                            if (!opened.isSuccess()) {
                                end("could not open a stream: " + describe(opened.cause()));
                            }
                        });
    }

    private void install(Channel channel, String name, int port, @Nullable SslContext tls) {
        channel.pipeline().addLast(new StampedReads(nanos -> readNanos = nanos));
        if (traffic != null) {
            channel.pipeline().addLast(traffic.counter());
        }
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc(), name, port));
        }
        framing.install(channel.pipeline());
        channel.pipeline().addLast(this);
    }

    /// Why the connection has ended, or null while it has not.
    @Nullable String ending() {
        return ending;
    }

    /// When bytes were last read from the socket, on the monotonic clock; 0 before the first.
    long lastReadNanos() {
        return shared == null ? readNanos : shared.readNanos;
    }

    /// The value of the field `Host` in requests on this connection.
    String host() {
        return host;
    }

    /// Writes a text. A later failure ends the connection.
    ///
    /// @return why it cannot be written, or null
    @Nullable String send(String text) {
        return write(context -> context.writeAndFlush(framing.frame(context, text)));
    }

    /// Writes bytes, as [#send(String)] does.
    @Nullable String send(byte[] bytes) {
        return write(context -> context.writeAndFlush(framing.frame(context, bytes)));
    }

    /// Writes a request, as [#send(String)] does.
    @Nullable String send(Request request) {
        return write(context -> framing.send(context, request, host));
    }

    private @Nullable String write(Function<ChannelHandlerContext, Future<?>> writing) {
        if (ending != null) {
            return ending;
        }
        var written = writing.apply(open());
        if (written.cause() != null) {
            end(describe(written.cause()));
        }
        return ending;
    }

    private ChannelHandlerContext open() {
        return Objects.requireNonNull(context, "not connected");
    }

    /// Waits for a message that meets the condition.
    void await(Predicate<Message> condition, Duration limit, Outcome outcome) {
        if (ending == null) {
            wait(open().channel().eventLoop(), condition, limit, outcome);
        } else {
            outcome.over(null, ending);
        }
    }

    private void wait(
            EventLoop loop,
            @Nullable Predicate<Message> condition,
            Duration limit,
            Outcome outcome) {
        if (wait != null) {
            throw new IllegalStateException("somebody waits already");
        }
        ScheduledFuture<?> timeout =
                loop.schedule(
                        () -> finish(null, "not within " + limit.toMillis() + " ms"),
                        limit.toNanos(),
                        TimeUnit.NANOSECONDS);
        wait = new Wait(condition, timeout, outcome);
    }

    /// Closes the connection; nothing can be sent from now on.
    void close() {
        if (ending == null) {
            ending = "the connection was closed before";
        }
        if (context != null) {
            framing.close(context.channel());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (active.pipeline().get(SslHandler.class) == null) {
            framing.start(active, host);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext current, Object event) {
        if (event == Framing.Signal.OPENED) {
            if (wait != null && wait.condition == null) {
                finish(null, null);
            }
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                framing.start(current, host);
            } else {
                end("TLS handshake failed: " + describe(handshake.cause()));
            }
        } else if (event instanceof Http2ResetFrame reset) {
            end("the server reset the stream: " + Http2Framing.name(reset.errorCode()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext current, Object piece) throws ProtocolException {
        try {
            switch (piece) {
                case ByteBuf message -> received(0, message, null);
                case FullHttpResponse response -> answered(response);
                default -> throw new ProtocolException("unexpected " + piece);
            }
        } finally {
            ReferenceCountUtil.release(piece);
        }
    }

    private void answered(FullHttpResponse response) throws ProtocolException {
        if (response.decoderResult().isFailure()) {
            throw new ProtocolException(
                    "not a response of HTTP: " + describe(response.decoderResult().cause()));
        }
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return;
        }
        if (!HttpUtil.isKeepAlive(response)) {
            close();
        }
        received(response.status().code(), response.content(), response.headers());
    }

    private void received(int status, ByteBuf bytes, @Nullable HttpHeaders fields) {
        Message message = new Message(status, ByteBufUtil.getBytes(bytes), lastReadNanos(), fields);
        try {
            listener.accept(message);
            Wait now = wait;
            if (now != null && now.condition != null && now.condition.test(message)) {
                finish(message, null);
            }
        } catch (RuntimeException e) {
            exceptionCaught(open(), e);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext current) {
        end("the connection was closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext current, Throwable cause) {
        end(describe(cause));
        var _ = current.close();
    }

    private static String describe(Throwable problem) {
        Throwable inner = problem instanceof DecoderException ? problem.getCause() : null;
        Throwable cause = inner == null ? problem : inner;
        boolean speaks = cause instanceof IOException || cause instanceof CodecException;
        return speaks ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    private void end(String reason) {
        if (ending == null) {
            ending = reason;
        }
        if (context == null) {
            finish(null, ending);
        } else {
            // After the messages that were read before.
            context.channel().eventLoop().execute(() -> finish(null, ending));
        }
    }

    private void finish(@Nullable Message message, @Nullable String problem) {
        Wait over = wait;
        if (over != null) {
            wait = null;
            over.timeout.cancel(false);
            over.outcome.over(message, problem);
        }
    }
}
