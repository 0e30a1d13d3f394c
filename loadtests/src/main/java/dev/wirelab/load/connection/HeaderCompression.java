package dev.wirelab.load.connection;

import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;

/// HPACK (RFC 7541) as browsers encode it: strings in Huffman's code, and no entry of the dynamic
/// table for `:path`. Netty by itself encodes no short string so, and would fill the table with the
/// cursors of polls.
public final class HeaderCompression {
    private static final int TABLE_HINT = 16;

    private HeaderCompression() {}

    /// The encoder of one connection.
    public static Http2HeadersEncoder encoder() {
        return new DefaultHttp2HeadersEncoder(
                (name, _) -> Http2Headers.PseudoHeaderName.PATH.value().contentEquals(name),
                false,
                TABLE_HINT,
                0);
    }
}
