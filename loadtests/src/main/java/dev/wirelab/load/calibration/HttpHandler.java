package dev.wirelab.load.calibration;

import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.JsonEvents;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The null server's side of an HTTP/1.1 connection, until it becomes a stream, or of a stream of
/// HTTP/2.
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String BEARER = "Bearer ";

    /// Of Engine.IO: the client may connect to a namespace now.
    private static final String OPEN_PACKET =
            "0{\"sid\":\"null\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":10000}";

    private final NullChat chat;

    HttpHandler(NullChat chat) {
        this.chat = chat;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String path = request.uri().replaceFirst("\\?.*", "");
        String body = request.content().toString(StandardCharsets.UTF_8);
        if (path.equals("/api/sessions")) {
            String token =
                    chat.logIn(Objects.requireNonNull(JsonCommands.decodeLogin(body).user()));
            answer(context, request, "201 Created", "{\"token\":\"" + token + "\"}");
            return;
        }
        if (path.equals("/socket.io/")) {
            upgrade(context, request, null, Outlet.Format.SOCKET_IO);
            new Outlet(context.channel(), Outlet.Format.SOCKET_IO).packet(OPEN_PACKET);
            return;
        }
        String field = request.headers().get(HttpHeaderNames.AUTHORIZATION, BEARER);
        chat.session(field.substring(BEARER.length()))
                .ifPresentOrElse(
                        session -> route(context, request, path, body, session),
                        () -> answer(context, request, "404 Not Found", ""));
    }

    private void route(
            ChannelHandlerContext context,
            FullHttpRequest request,
            String path,
            String body,
            NullSession session) {
        switch (path) {
            case "/api/sessions/me" -> {
                chat.logOut(session);
                HttpAnswer.empty(context.channel(), "204 No Content");
            }
            case "/api/commands" -> {
                Event ok = chat.execute(session, JsonCommands.decode(body));
                String json = new String(JsonEvents.encode(ok), StandardCharsets.UTF_8);
                answer(context, request, "200 OK", json);
            }
            case "/poll/long" -> poll(context, request, session, true);
            case "/poll/short" -> poll(context, request, session, false);
            case "/sse" -> {
                HttpAnswer.begin(context.channel(), "text/event-stream");
                stream(context, session, Outlet.Format.EVENT_STREAM);
            }
            case "/stream" -> {
                HttpAnswer.begin(context.channel(), "application/x-ndjson");
                stream(context, session, Outlet.Format.LINES_OF_A_BODY);
            }
            case "/ws" -> {
                upgrade(context, request, session, Outlet.Format.WEBSOCKET);
                stream(context, session, Outlet.Format.WEBSOCKET);
            }
            default -> answer(context, request, "404 Not Found", "");
        }
    }

    private void poll(
            ChannelHandlerContext context,
            FullHttpRequest request,
            NullSession session,
            boolean held) {
        Outlet outlet =
                new Outlet(
                        context.channel(),
                        Outlet.Format.POLL_ANSWER,
                        !HttpUtil.isKeepAlive(request));
        String cursor = chat.cursor().toString();
        if (request.uri().contains("after=")) {
            session.poll(outlet, held, cursor);
        } else {
            session.pollEnd(outlet, cursor);
        }
    }

    private void upgrade(
            ChannelHandlerContext context,
            FullHttpRequest request,
            @Nullable NullSession session,
            Outlet.Format format) {
        String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        String head =
                String.join(
                        "\r\n",
                        "HTTP/1.1 101 Switching Protocols",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Accept: " + accept(key),
                        "",
                        "");
        var _ = context.writeAndFlush(ByteBufUtil.writeUtf8(context.alloc(), head));
        context.pipeline()
                .addLast(
                        new WebSocket13FrameDecoder(true, false, JsonCommands.MAX_BYTES),
                        new StreamHandler(chat, session, format));
        context.pipeline().remove(this);
        context.pipeline().remove(HttpObjectAggregator.class);
        context.pipeline().remove(HttpRequestDecoder.class);
    }

    private static String accept(String key) {
        try {
            byte[] both = (key + GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stream(ChannelHandlerContext context, NullSession session, Outlet.Format format) {
        Outlet outlet = new Outlet(context.channel(), format);
        outlet.write(List.of(StampedEvent.plain(chat.hello(session))), chat.cursor().toString());
        session.stream(outlet);
    }

    private static void answer(
            ChannelHandlerContext context, FullHttpRequest request, String status, String body) {
        HttpAnswer.whole(
                context.channel(),
                status,
                ByteBufUtil.writeUtf8(context.alloc(), body),
                !HttpUtil.isKeepAlive(request));
    }
}
