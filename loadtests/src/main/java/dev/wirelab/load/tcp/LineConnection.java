package dev.wirelab.load.tcp;

import io.gatling.core.session.Session;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The TCP connection of one virtual user. Everything happens on the user's event loop.
final class LineConnection extends SimpleChannelInboundHandler<String> {
    private static final String ATTRIBUTE = "wirelab.tcp";

    private final Tcp.LineListener listener;
    private @Nullable Channel channel;
    private @Nullable Wait wait;
    private @Nullable String ending;

    LineConnection(Tcp.LineListener listener) {
        this.listener = listener;
    }

    static Optional<LineConnection> of(Session session) {
        var found = session.attributes().get(ATTRIBUTE);
        return found.isDefined() ? Optional.of((LineConnection) found.get()) : Optional.empty();
    }

    Session into(Session session) {
        return session.set(ATTRIBUTE, this);
    }

    /// Why the connection has ended, or null while it has not.
    @Nullable String ending() {
        return ending;
    }

    /// Writes a line; its failure shows as the end of the connection.
    void send(String line) {
        Channel open = Objects.requireNonNull(channel, "not connected");
        var _ = open.writeAndFlush(ByteBufUtil.writeUtf8(open.alloc(), line + "\n"));
    }

    /// Waits until a line meets the condition; `done` gets null then, and else what went wrong.
    void await(Condition condition, Duration limit, Consumer<@Nullable String> done) {
        if (ending != null) {
            done.accept(ending);
            return;
        }
        Channel open = Objects.requireNonNull(channel, "not connected");
        ScheduledFuture<?> timeout =
                open.eventLoop()
                        .schedule(
                                () -> finish("not within " + limit.toMillis() + " ms"),
                                limit.toNanos(),
                                TimeUnit.NANOSECONDS);
        wait = new Wait(condition, timeout, done);
    }

    void close() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, String line) {
        long nanos = System.nanoTime();
        listener.onLine(line, nanos);
        Wait now = wait;
        if (now != null && now.condition.isMet(line, nanos)) {
            finish(null);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the connection was closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(cause.toString());
        var _ = context.close();
    }

    private void end(String reason) {
        if (ending == null) {
            ending = reason;
        }
        finish(ending);
    }

    private void finish(@Nullable String problem) {
        Wait over = wait;
        if (over != null) {
            wait = null;
            over.timeout.cancel(false);
            over.done.accept(problem);
        }
    }

    /// A [Tcp.LineCondition] bound to its session.
    @FunctionalInterface
    interface Condition {
        boolean isMet(String line, long nanos);
    }

    private record Wait(
            Condition condition, ScheduledFuture<?> timeout, Consumer<@Nullable String> done) {}
}
