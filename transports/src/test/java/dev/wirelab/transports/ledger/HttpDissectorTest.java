package dev.wirelab.transports.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// HTTP/1.1 and WebSocket dialogues, written by hand and counted by hand.
final class HttpDissectorTest {
    private static final String GET_POLL =
            "GET /poll/short?after=k-1 HTTP/1.1\r\nHost: a\r\n\r\n"; // 47
    private static final String NO_EVENTS = "{\"cursor\":\"k-1\",\"events\":[]}"; // 28
    private static final String UPGRADE =
            "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"; // 70
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"; // 56

    private final Reading reading = new Reading(Reading.HTTP);

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String withBody(String call, String body) {
        return call + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void anEmptyPollIsEmptyFromItsRequestToItsLastByte() {
        reading.in(GET_POLL);
        assertThat(reading.in()).as("not known yet").isEmpty();
        reading.out(ok(NO_EVENTS));
        assertThat(reading.in()).isEqualTo("empty-poll " + GET_POLL.length());
        assertThat(reading.out()).isEqualTo("empty-poll " + (39 + 28));
    }

    @Test
    void aPollWithEventsHasTheirTextsAsPayload() {
        String body =
                "{\"cursor\":\"k-3\",\"events\":[{\"type\":\"message\",\"text\":\"h\\u00e9\"},"
                        + "{\"text\":\"no text of a message\",\"type\":\"users\"},"
                        + "{\"text\":\"abc\",\"type\":\"message\"}]}";
        reading.in(GET_POLL).out(ok(body));
        assertThat(reading.in()).isEqualTo("request " + GET_POLL.length());
        int first = body.indexOf("h\\u00e9");
        int second = body.indexOf("abc");
        assertThat(reading.out())
                .isEqualTo(
                        "response %d envelope %d payload 7 envelope %d payload 3 envelope %d"
                                .formatted(
                                        ok(body).length() - body.length(),
                                        first,
                                        second - first - 7,
                                        body.length() - second - 3));
    }

    @Test
    void aRefusedOrUnansweredPollIsARequest() {
        reading.in(GET_POLL).out("HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\n{}");
        reading.in(GET_POLL).end();
        assertThat(reading.in()).isEqualTo("request " + 2 * GET_POLL.length());
        assertThat(reading.out()).isEqualTo("response 38 envelope 2");
    }

    @Test
    void commandsAreReadWhateverTheirOrderOfMembers() {
        String say = "{\"text\":\"hi \\\"you\\\"\",\"to\":\"#lobby\",\"type\":\"say\"}";
        String call = "POST /api/commands?transport=long-poll";
        int head = call.length() + 33;
        reading.in(withBody(call, say)).out(ok("{\"type\":\"ok\",\"cursor\":\"k-2\"}"));
        reading.in(withBody(call, "{\"type\":\"ping\"}")).out(ok("{\"type\":\"pong\"}"));
        reading.in(withBody(call, "{\"type\":\"join\"}")).out(ok("{\"type\":\"error\"}"));
        reading.in(withBody(call, "{\"type\":\"say\",")).out(ok("?"));
        assertThat(reading.in())
                .isEqualTo(
                        "request %d envelope 9 payload 10 envelope 29 request %d heartbeat 15 request %d"
                                        .formatted(head, head, head)
                                + " envelope 15 request "
                                + head
                                + " unreadable 14");
        assertThat(reading.out())
                .isEqualTo(
                        "response 39 acknowledgement 28 response 39 heartbeat 15"
                                + " response 39 envelope 16 response 38 unreadable 1");
    }

    @Test
    void logInAndLogOutAreHandshake() {
        String in = withBody("POST /api/sessions", "{\"user\":\"alice\"}");
        String out = ok("{\"token\":\"x\"}");
        String leave = "DELETE /api/sessions/me HTTP/1.1\r\nHost: a\r\n\r\n";
        reading.in(in).out(out).in(leave).out("HTTP/1.1 204 No Content\r\n\r\n");
        reading.in("GET / HTTP/1.1\r\n\r\n").out("HTTP/1.1 304 Not Modified\r\n\r\n");
        assertThat(reading.in())
                .isEqualTo("handshake %d request 18".formatted(in.length() + leave.length()));
        assertThat(reading.out())
                .isEqualTo("handshake %d response 29".formatted(out.length() + 27));
    }

    @Test
    void chunksAreFramingAndTheirContentIsRead() {
        String chunks = "5\r\n{\"typ\r\nA;x=1\r\ne\":\"pong\"}\r\n0\r\nT: 1\r\n\r\n";
        reading.in(withBody("POST /api/commands", "{\"type\":\"ping\"}"));
        reading.out("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        reading.in("GET / HTTP/1.1\r\n\r\n").out("HTTP/1.1 200 OK\r\n\r\nto the end").end();
        assertThat(reading.out())
                .isEqualTo(
                        "response 47 framing 3 heartbeat 5 framing 9 heartbeat 10 framing 13"
                                + " response 19 envelope 10");
    }

    @Test
    void requestsMayComeAheadOfTheirAnswers() {
        String bare = "GET /x HTTP/1.1\r\n\r\n";
        reading.in(GET_POLL + bare + GET_POLL + GET_POLL.substring(0, 20));
        assertThat(reading.in()).isEmpty();
        reading.out(ok("{\"cursor\":\"k-1\",\"events\":[{\"type\":\"left\"}]}"));
        assertThat(reading.in()).isEqualTo("request " + (GET_POLL.length() + bare.length()));
        reading.out(ok("x") + ok(NO_EVENTS)).end();
        assertThat(reading.in())
                .isEqualTo(
                        "request %d empty-poll %d unreadable 20"
                                .formatted(GET_POLL.length() + bare.length(), GET_POLL.length()));
    }

    @Test
    void responsesWithoutABodyEndAtOnce() {
        reading.in("HEAD /a HTTP/1.1\r\n\r\n").out("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
        reading.in("POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\n");
        reading.out("HTTP/1.1 100 Continue\r\n\r\n").in("!").out(ok("yes"));
        assertThat(reading.in()).isEqualTo("request 59 envelope 1");
        assertThat(reading.out()).isEqualTo("response 101 envelope 3");
    }

    @Test
    void aWebSocketsFramesAreReadOnceTheUpgradeIsGranted() {
        // The first frame comes with the request, and is seen before the answer.
        reading.in(UPGRADE).dissect(Direction.IN, Reading.masked(0x81, "{\"type\":\"ping\"}"));
        assertThat(reading.in()).isEqualTo("handshake 70");
        reading.out(SWITCHED).dissect(Direction.OUT, Reading.frame(0x81, "{\"type\":\"hello\"}"));
        reading.dissect(Direction.IN, Reading.masked(0x81, "{\"type\":\"say\",\"text\":\"hi\"}"));
        reading.dissect(
                Direction.OUT,
                Reading.frame(
                        0x81,
                        "{\"type\":\"ok\"}\n{\"type\":\"message\",\"text\":\"hi\",\"at\":1}\n{\"type\":\"pong\"}"));
        reading.dissect(Direction.OUT, Reading.frame(0x89, "beat"));
        reading.dissect(Direction.IN, Reading.masked(0x8a, "beat"));
        reading.dissect(Direction.IN, Reading.masked(0x82, "binary"));
        reading.dissect(Direction.IN, Reading.masked(0x88, "\3\u00e8"));
        assertThat(reading.in())
                .isEqualTo(
                        "handshake 70 framing 6 heartbeat 15 framing 6 envelope 22 payload 2 envelope 2"
                                + " heartbeat 10 framing 6 unreadable 6 framing 8");
        assertThat(reading.out())
                .isEqualTo(
                        "handshake 56 framing 2 handshake 16 framing 2 acknowledgement 13 framing 1"
                                + " envelope 26 payload 2 envelope 9 framing 1 heartbeat 21");
    }

    @Test
    void aMessageInPiecesIsOneWithAPingBetweenThem() {
        reading.in(UPGRADE).out(SWITCHED);
        reading.dissect(Direction.IN, Reading.masked(0x01, "{\"type\":\"say\",\"te"));
        reading.dissect(Direction.IN, Reading.masked(0x89, "p"));
        reading.dissect(Direction.IN, Reading.masked(0x00, "xt\":\"h"));
        reading.dissect(Direction.IN, Reading.masked(0x80, "i\"}"));
        assertThat(reading.in())
                .isEqualTo(
                        "handshake 70 framing 6 envelope 17 heartbeat 7 framing 6 envelope 5 payload 1"
                                + " framing 6 payload 1 envelope 2");
    }

    @Test
    void aRefusedUpgradeStaysHttp() {
        reading.in(UPGRADE + GET_POLL);
        reading.out("HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\n{}").out(ok(NO_EVENTS));
        assertThat(reading.in()).isEqualTo("handshake 70 empty-poll " + GET_POLL.length());
        assertThat(reading.out()).isEqualTo("handshake 40 empty-poll 67");
    }

    @Test
    void whatIsAgainstTheRulesIsUnreadableAndCounted() {
        for (byte[] frame :
                new byte[][] {
                    Reading.frame(0x81, "{\"type\":\"ping\"}"), // not masked
                    Reading.masked(0xc1, "reserved bit"),
                    Reading.masked(0x83, "unknown"),
                    Reading.masked(0x80, "out of turn"),
                    Reading.masked(0x09, "ping in pieces"),
                    Reading.masked(0x89, "x".repeat(126)),
                    {(byte) 0x81, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4, 5}
                }) {
            Reading one = new Reading(Reading.HTTP).in(UPGRADE).out(SWITCHED);
            one.dissect(Direction.IN, frame)
                    .dissect(Direction.IN, Reading.masked(0x81, "after"))
                    .end();
            assertThat(one.in()).isEqualTo("handshake 70 unreadable " + (frame.length + 11));
        }
        for (String head :
                new String[] {
                    "no HTTP at all\r\n\r\n",
                    "GET / HTTP/2.0\r\n\r\n",
                    "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                    "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                    "GET / HTTP/1.1\r\nX: " + "y".repeat(40_000)
                }) {
            Reading one = new Reading(Reading.HTTP).in(head).in(GET_POLL).out(ok("x")).end();
            assertThat(one.in()).isEqualTo("unreadable " + (head.length() + GET_POLL.length()));
            assertThat(one.out()).isEqualTo("response 38 envelope 1");
        }
        String before = "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na";
        Reading chunks = new Reading(Reading.HTTP).in(before + "\r\nnone\r\nrest").end();
        assertThat(chunks.bytes(Direction.IN, ByteClass.UNREADABLE)).isEqualTo(10);
        assertThat(chunks.bytes(Direction.IN)).isEqualTo(before.length() + 12);
    }

    @Test
    void whatIsTooLargeToBeHeldIsUnreadableAndStaysInStep() {
        reading.in(UPGRADE).out(SWITCHED);
        int frames = 6;
        for (int i = 0; i < frames; i++) {
            String piece = "x".repeat(60_000);
            reading.dissect(Direction.IN, Reading.masked(i == 0 ? 0x01 : 0x00, piece));
        }
        reading.dissect(Direction.IN, Reading.masked(0x80, ""));
        reading.dissect(Direction.IN, Reading.masked(0x81, "{\"type\":\"ping\"}"));
        assertThat(reading.bytes(Direction.IN, ByteClass.UNREADABLE)).isEqualTo(frames * 60_000L);
        assertThat(reading.bytes(Direction.IN, ByteClass.HEARTBEAT)).isEqualTo(15);
        assertThat(reading.bytes(Direction.IN)).isEqualTo(reading.seen(Direction.IN));
    }

    @Test
    void tokensAreMaskedWhereverTheyStand() {
        String token = "eyJhbGciOiJI.eyJzdWIiOiJh.c2lnbmF0dXJl";
        reading.in(
                "GET /poll/short?token="
                        + token
                        + "&after=0 HTTP/1.1\r\nAuthorization: Bearer no.jwt\r\n\r\n");
        reading.out(ok("{\"cursor\":\"k-1\",\"events\":[]}"));
        reading.in(
                "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: wirelab.v1, bearer."
                        + token
                        + "\r\n\r\n");
        reading.out(SWITCHED);
        reading.dissect(Direction.IN, Reading.masked(0x01, "{\"type\":\"login\",\"tok"));
        reading.dissect(Direction.IN, Reading.masked(0x80, "en\" : \"secret\\\"word\"}"));
        reading.dissect(
                Direction.OUT,
                Reading.frame(0x81, "{\"type\":\"hello\",\"token\":\"" + token + "\"}"));
        String in = reading.shown(Direction.IN);
        assertThat(in).hasSize((int) reading.seen(Direction.IN));
        assertThat(in)
                .contains("?token=" + "*".repeat(token.length()) + "&after=0 ")
                .contains("Authorization: Bearer ******\r\n")
                .contains("wirelab.v1, bearer." + "*".repeat(token.length()) + "\r\n");
        byte[] hidden = Reading.masked(0x80, "en\" : \"" + "*".repeat(12) + "\"}");
        assertThat(in).endsWith(new String(hidden, ISO_8859_1));
        assertThat(reading.shown(Direction.OUT))
                .endsWith("\"token\":\"" + "*".repeat(token.length()) + "\"}");
    }

    /// A route whose responses are streams; each chunk is a text.
    private static final Dissector.Factory STREAMS =
            (units, settled) ->
                    new HttpDissector(
                            List.of(request ->
                                    request.path().equals("/stream") ? new Stream() : null),
                            units,
                            settled);

    private static final class Stream implements ExchangeReader {
        @Override
        public MessagePlan request(HttpHead head) {
            return MessagePlan.all(ByteClass.HANDSHAKE);
        }

        @Override
        public MessagePlan response(HttpHead head) {
            return MessagePlan.chunks(ByteClass.HANDSHAKE);
        }

        @Override
        public void readResponse(TrafficUnit response, @Nullable TrafficUnit request) {
            response.resolve(ByteClass.PAYLOAD);
        }
    }

    @Test
    void theChunksOfAStreamAreSettledOneByOne() {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        Reading stream = new Reading(STREAMS).in("GET /stream HTTP/1.1\r\n\r\n").out(head);
        assertThat(stream.in()).isEqualTo("handshake 24");
        assertThat(stream.out()).as("at once").isEqualTo("handshake " + head.length());
        stream.out("3\r\nab");
        assertThat(stream.units()).as("not before its end").hasSize(2);
        stream.out("c\r\n2\r\nde\r\n");
        assertThat(stream.units()).hasSize(4);
        stream.out("0\r\n\r\n").in("GET / HTTP/1.1\r\n\r\n").out(ok("x")).end();
        assertThat(stream.out())
                .isEqualTo(
                        "handshake 47 framing 3 payload 3 framing 5 payload 2 framing 7 response "
                                + (ok("x").length() - 1)
                                + " envelope 1");
    }
}
