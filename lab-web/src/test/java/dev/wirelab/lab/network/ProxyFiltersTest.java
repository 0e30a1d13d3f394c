package dev.wirelab.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the proxies of a network do to HTTP, however its bytes are cut.
class ProxyFiltersTest {
    private static final String POST =
            "POST /api/commands HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nUpgrade:1";
    private static final String UPGRADE =
            http("GET /ws HTTP/1.1|Host: a|Connection: Upgrade|Upgrade: websocket|V: 13||");
    private static final String COUNTED = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            http("HTTP/1.1 200 OK|Transfer-Encoding: chunked||a;x=1|0123456789|1|z|0|T: 1||");
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000})
    void upgradesAreNotForwardedAndBodiesAreLeftAlone(int piece) {
        String passed = pass(new UpgradeFilter(), POST + UPGRADE + POST, piece);
        assertThat(passed).isEqualTo(POST + http("GET /ws HTTP/1.1|Host: a|V: 13||") + POST);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000})
    void aCompleteResponseIsPassedOn(int piece) {
        for (String response : new String[] {COUNTED, CHUNKED, EMPTY}) {
            ByteFilter buffer = new ResponseBuffer(1_000);
            String all = COUNTED + CHUNKED + response;
            assertThat(pass(buffer, all.substring(0, all.length() - 1), piece))
                    .as("all but the last byte of the last response")
                    .isEqualTo(COUNTED + CHUNKED);
            assertThat(pass(buffer, all.substring(all.length() - 1), piece)).isEqualTo(response);
        }
    }

    @Test
    void anEndlessResponseIsPassedOnWhenTheBufferIsFullOrItEnds() {
        ByteFilter buffer = new ResponseBuffer(100);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
        assertThat(pass(buffer, head + "x".repeat(99 - head.length()), 10)).isEmpty();
        assertThat(pass(buffer, "yz", 1)).hasSize(100).endsWith("xy");
        assertThat(text(buffer.rest())).isEqualTo("z");
    }

    @Test
    void whatFollowsAnUpgradeIsNotBuffered() {
        ByteFilter buffer = new ResponseBuffer(1_000);
        String switched = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
        assertThat(pass(buffer, switched + "f", 1)).isEqualTo(switched + "f");
        assertThat(pass(buffer, "rame", 2)).isEqualTo("rame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no head at all",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot hexadecimal\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nbytes"
            })
    void whatIsNoHttpIsPassedOnAtItsEnd(String bytes) {
        ByteFilter buffer = new ResponseBuffer(1_000);
        assertThat(pass(buffer, bytes, 5) + text(buffer.rest())).isEqualTo(bytes);
        ByteFilter upgrades = new UpgradeFilter();
        assertThat(pass(upgrades, bytes, 5) + text(upgrades.rest())).isEqualTo(bytes);
    }

    @Test
    void aHeadWithoutAnEndIsNotKept() {
        String endless = "GET / HTTP/1.1\r\nX: " + "x".repeat(1 << 17);
        assertThat(pass(new UpgradeFilter(), endless, 1_448).length())
                .isGreaterThan(endless.length() - 2_000);
    }

    /// A bar is a line end.
    private static String http(String text) {
        return text.replace("|", "\r\n");
    }

    private static String pass(ByteFilter filter, String text, int piece) {
        byte[] all = HttpMessages.bytes(text);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        for (int from = 0; from < all.length; from += piece) {
            int to = Math.min(all.length, from + piece);
            passed.writeBytes(filter.pass(Arrays.copyOfRange(all, from, to)));
        }
        return passed.toString(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
