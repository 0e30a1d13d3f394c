package dev.wirelab.load.survive.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.link.proxy.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What middleboxes do to bytes, however these are divided into reads.
final class StageTest {
    private static final String UPGRADE =
            "GET /ws HTTP/1.1\r\nHost: lab\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final String POST =
            "POST /api/commands HTTP/1.1\r\nHost: lab\r\nContent-Length: 9\r\n\r\nUpgrade: ";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";

    @Test
    void theUpgradeIsRemovedAndBodiesAreUnchanged() {
        Stage stage = RequestRewriter.withoutUpgrade();
        assertThat(inPieces(stage, true, UPGRADE + POST))
                .isEqualTo("GET /ws HTTP/1.1\r\nHost: lab\r\n\r\n" + POST);
        assertThat(pass(stage, false, ANSWER)).isEqualTo(ANSWER);
    }

    @Test
    void requestsBecomeThoseOfHttp10() {
        assertThat(inPieces(RequestRewriter.http10(), true, POST))
                .isEqualTo(
                        "POST /api/commands HTTP/1.0\r\nHost: lab\r\nContent-Length: 9\r\n"
                                + "Connection: close\r\n\r\nUpgrade: ");
    }

    @Test
    void aResponseIsBufferedUntilItIsWhole() {
        Stage stage = new ResponseBuffer(100);
        assertThat(pass(stage, false, ANSWER.substring(0, 39))).isEmpty();
        assertThat(pass(stage, false, ANSWER.substring(39) + STREAM)).isEqualTo(ANSWER);
        assertThat(pass(stage, false, "0\r\n\r\n")).isEqualTo(STREAM + "0\r\n\r\n");
        assertThat(pass(stage, true, UPGRADE)).isEqualTo(UPGRADE);
    }

    @Test
    void aFullBufferPassesAndTheRestComesAtTheEnd() {
        Stage stage = new ResponseBuffer(90);
        String lump = "20\r\n" + "x".repeat(0x20) + "\r\n";
        assertThat(pass(stage, false, STREAM)).isEmpty();
        assertThat(pass(stage, false, lump)).isEqualTo(STREAM + lump);
        assertThat(pass(stage, false, lump)).isEmpty();
        assertThat(text(stage.end(false))).isEqualTo(lump);
    }

    @Test
    void aWebSocketIsNotBuffered() {
        Stage stage = new ResponseBuffer(100);
        String switched = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
        assertThat(pass(stage, false, switched)).isEqualTo(switched);
        assertThat(pass(stage, false, "frame")).isEqualTo("frame");
    }

    @Test
    void aTunnelDiesAfterTheUpgradeAndOtherConnectionsDoNot() {
        long later = System.nanoTime() + Duration.ofHours(1).toNanos();
        Stage tunnel = new TunnelDeath(Duration.ofMillis(300));
        pass(tunnel, false, "HTTP/1.1 101 Switching Protocols\r\n\r\n");
        assertThat(tunnel.isCut(System.nanoTime())).isFalse();
        assertThat(tunnel.isCut(later)).isTrue();
        Stage other = new TunnelDeath(Duration.ofMillis(300));
        pass(other, false, ANSWER);
        assertThat(other.isCut(later)).isFalse();
    }

    private static String inPieces(Stage stage, boolean up, String text) {
        StringBuilder passed = new StringBuilder();
        text.chars().forEach(c -> passed.append(pass(stage, up, "" + (char) c)));
        return passed.toString();
    }

    private static String pass(Stage stage, boolean up, String text) {
        return text(stage.pass(up, text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
