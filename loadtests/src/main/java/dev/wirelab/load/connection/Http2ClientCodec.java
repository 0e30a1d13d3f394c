package dev.wirelab.load.connection;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/// Netty's codec of HTTP/2, with a browser's [HeaderCompression] and windows.
final class Http2ClientCodec extends Http2FrameCodecBuilder {
    /// How many bytes more than RFC 9113 §6.9.2 a server may send on a connection. This one and the
    /// next are Chromium's.
    static final int MORE_WINDOW = 15 * 1_024 * 1_024 - 65_535;

    private static final int STREAM_WINDOW = 6 * 1_024 * 1_024;

    Http2ClientCodec() {
        server(false);
        gracefulShutdownTimeoutMillis(0);
        initialSettings(
                Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(STREAM_WINDOW));
    }

    @Override
    public Http2FrameCodec build() {
        Http2Connection connection = new DefaultHttp2Connection(false);
        Http2ConnectionEncoder encoder =
                new DefaultHttp2ConnectionEncoder(
                        connection, new DefaultHttp2FrameWriter(HeaderCompression.encoder()));
        Http2ConnectionDecoder decoder =
                new DefaultHttp2ConnectionDecoder(
                        connection,
                        encoder,
                        new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true)));
        return build(decoder, encoder, initialSettings());
    }
}
