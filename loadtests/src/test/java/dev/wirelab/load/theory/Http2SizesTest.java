package dev.wirelab.load.theory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;

/// The sizes are those of an encoder of HPACK that others have written.
final class Http2SizesTest {
    private final DefaultHttp2HeadersEncoder encoder =
            new DefaultHttp2HeadersEncoder(
                    (name, _) ->
                            name.toString().equals(":path")
                                    || name.toString().equals("content-length"),
                    false,
                    16,
                    0);

    private int block(Http2Headers headers) throws Http2Exception {
        ByteBuf out = Unpooled.buffer();
        encoder.encodeHeaders(1, headers, out);
        return out.readableBytes();
    }

    @Test
    void eachCharacterHasTheBitsOfHuffmansCode() throws Exception {
        int empty = block(new DefaultHttp2Headers(false).path(""));
        for (char character = ' '; character <= 'z'; character++) {
            // Eight of a character fill whole bytes, if that is shorter than without the code.
            String eight = String.valueOf(character).repeat(8);
            int bytes = Http2Sizes.literal(eight) - 1;
            assertThat(block(new DefaultHttp2Headers().path(eight)) - empty)
                    .as("eight times %s", character)
                    .isEqualTo(Math.min(bytes, 8));
        }
    }

    @Test
    void whatIsRepeatedIsAnIndex() throws Exception {
        Http2Headers get =
                new DefaultHttp2Headers()
                        .method("GET")
                        .scheme("http")
                        .authority("127.0.0.1:7070")
                        .path("/poll/long?after=abcdef-5000&wait=25")
                        .set("authorization", "Bearer " + "t".repeat(200));
        Http2Headers response =
                new DefaultHttp2Headers()
                        .status("200")
                        .set("content-type", "application/json")
                        .set("cache-control", "no-store")
                        .set("content-length", "256");
        assertThat(block(get)).isGreaterThan(100);
        assertThat(block(response)).isGreaterThan(20);
        assertThat(9 + block(get)).isEqualTo(Http2Sizes.request(get.path().toString(), false));
        assertThat(9 + block(response) + 9).isEqualTo(Http2Sizes.response(256));
    }
}
