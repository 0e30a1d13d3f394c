package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The meters, held against what the other end of each socket counted.
@Timeout(60)
final class MetersContractTest {
    private static final List<String> COLUMNS =
            List.of(
                    "bytesIn",
                    "bytesOut",
                    "requests",
                    "emptyPolls",
                    "connectionsOpened",
                    "connectionsOpen",
                    "commands",
                    "eventsDelivered");

    private LabUnderTest lab;
    private Scene scene;

    @SuppressWarnings("NullAway.Init")
    MetersContractTest() {}

    @BeforeEach
    void startLab() {
        lab = Labs.start(LabSettings.defaults());
        scene = new Scene(lab, KitTransport.TCP);
    }

    @AfterEach
    void endLab() {
        scene.close();
        lab.close();
    }

    private void awaitBytes(String row, long in, long out) {
        Await.until(
                row + " has " + in + " bytes in and " + out + " out, not " + Meters.of(lab, row),
                () -> {
                    Json meters = Meters.of(lab, row);
                    return meters.number("bytesIn") == in && meters.number("bytesOut") == out;
                });
    }

    @Test
    @Rule({"M1", "M2", "M4"})
    void theMetersHaveARowForEachTransportAndOneForTheRest() {
        Json meters = Meters.of(lab);
        for (String row : KitTransport.rows()) {
            Json columns = meters.object("transports").object(row);
            COLUMNS.forEach(column -> assertThat(columns.number(column)).isNotNegative());
        }
        Json process = meters.object("process");
        assertThat(process.number("pid")).isPositive();
        for (String number : List.of("cpuNanos", "allocatedBytes", "heapBytes")) {
            assertThat(process.number(number)).as(number).isPositive();
        }
        long stamp = Meters.of(lab).number("stamp");
        assertThat(stamp).isGreaterThan(meters.number("stamp"));
        assertThat(Meters.of(lab).object("process").number("cpuNanos"))
                .isGreaterThanOrEqualTo(process.number("cpuNanos"));
    }

    @Test
    @Rule("M1")
    void withoutTheKeyTheMetersAreRefusedAndASessionsTokenIsNoKey() {
        Session alice = scene.session("alice");
        String key = lab.key();
        for (String value :
                List.of(
                        "",
                        "Bearer",
                        "Bearer " + alice.token(),
                        "Bearer " + key.substring(1),
                        "Bearer " + key + key,
                        "Basic " + key)) {
            HttpAnswer answer =
                    HttpConnection.once(
                            lab.http(), "GET", "/api/meters", Map.of("Authorization", value), "");
            assertThat(answer.status()).as(value).isEqualTo(401);
            assertThat(answer.json().string("code")).isEqualTo("unauthorized");
        }
        HttpAnswer inTheQuery =
                HttpConnection.once(lab.http(), "GET", "/api/meters?key=" + key, Map.of(), "");
        assertThat(inTheQuery.status()).as("a query ends up in logs").isEqualTo(401);
    }

    @Test
    @Rule("M2")
    void everyByteOfATcpConnectionIsCounted() {
        try (LineSocket socket = LineSocket.open(lab.tcp())) {
            socket.send(Json.of("login").with("user", "alice"));
            socket.json("hello");
            socket.send(Json.say("#lobby", "\u20ac").with("id", "a"));
            assertThat(List.of(socket.json().type(), socket.json().type()))
                    .containsExactlyInAnyOrder("ok", "message");
            socket.send("nonsense");
            socket.json("error");
            awaitBytes("tcp", socket.sent(), socket.received());
            Json row = Meters.of(lab, "tcp");
            assertThat(row.number("connectionsOpened")).isEqualTo(1);
            assertThat(row.number("connectionsOpen")).isEqualTo(1);
            assertThat(row.number("eventsDelivered")).isEqualTo(1);
            assertThat(row.number("requests")).isZero();
        }
        Await.until("it is closed", () -> Meters.of(lab, "tcp").number("connectionsOpen") == 0);
    }

    @Test
    @Rule({"M2", "M3"})
    void everyByteOfAWebSocketIsCountedWithItsHandshakeAndHeartbeats() {
        Session alice = scene.session("alice");
        try (WebSocketWire wire = WebSocketWire.open(lab.http(), "/ws", alice.authorization())) {
            wire.read();
            wire.frame(WebSocketWire.PING, Net.utf8("heartbeat"));
            wire.read();
            wire.text(Json.of("ping"));
            wire.read();
            awaitBytes("websocket", wire.connection().sent(), wire.connection().received());
            assertThat(Meters.of(lab, alice).object("websocket").number("requests")).isEqualTo(1);
            Json row = Meters.of(lab, "websocket");
            assertThat(row.number("requests")).isEqualTo(1);
            assertThat(row.number("connectionsOpened")).isEqualTo(1);
            assertThat(row.number("connectionsOpen")).isEqualTo(1);
            assertThat(row.number("commands")).isEqualTo(1);
        }
    }

    @Test
    @Rule({"M2", "M3", "M5", "P11"})
    void everyByteOfAPollIsCountedForItsTransportAndItsSession() {
        Session alice = scene.session("alice");
        try (HttpConnection polls = new HttpConnection(lab.http());
                HttpConnection posts = new HttpConnection(lab.http())) {
            String cursor = polls.get("/poll/short", alice.authorization()).json().cursor();
            polls.get("/poll/short?after=" + cursor, alice.authorization());
            for (Json command : List.of(Json.of("ping"), Json.say("#lobby", "hi"))) {
                posts.exchange(
                        "POST",
                        "/api/commands?transport=short-poll",
                        alice.authorization(),
                        command.toString());
            }
            polls.get("/poll/short?after=" + cursor, alice.authorization());
            long in = polls.sent() + posts.sent();
            long out = polls.received() + posts.received();
            awaitBytes("short-poll", in, out);
            for (Json row :
                    List.of(
                            Meters.of(lab, "short-poll"),
                            Meters.of(lab, alice).object("short-poll"))) {
                assertThat(row.number("bytesIn")).isEqualTo(in);
                assertThat(row.number("bytesOut")).isEqualTo(out);
                assertThat(row.number("requests")).isEqualTo(5);
                assertThat(row.number("emptyPolls")).isEqualTo(2);
                assertThat(row.number("commands")).isEqualTo(2);
                assertThat(row.number("eventsDelivered")).isEqualTo(1);
            }
            assertThat(Meters.of(lab, "long-poll").number("requests")).isZero();
        }
    }

    @Test
    @Rule("M2")
    void whatBelongsToNoTransportIsCountedAsOther() {
        try (HttpConnection one = new HttpConnection(lab.http())) {
            Json first = other(one);
            long sent = one.sent();
            long received = one.received();
            one.get("/api/transports", Map.of());
            Json second = other(one);
            assertThat(second.number("bytesIn") - first.number("bytesIn"))
                    .isEqualTo(one.sent() - sent);
            assertThat(second.number("bytesOut") - first.number("bytesOut"))
                    .isBetween(one.received() - received - 4_096, one.received() - received + 4_096)
                    .isPositive();
        }
    }

    private Json other(HttpConnection connection) {
        return connection
                .get("/api/meters", Meters.key(lab))
                .json()
                .object("transports")
                .object("other");
    }

    @Test
    @Rule("M5")
    void aSessionsMetersAreItsOwn() {
        TransportClient alice = scene.enter("alice");
        TransportClient bob = scene.enter("bob");
        bob.say(bob.address(), "not hers");
        bob.hears("not hers");
        alice.say(alice.address(), "hers");
        alice.hears("hers");
        Json mine = Meters.of(lab, alice.session()).object("tcp");
        Json all = Meters.of(lab, "tcp");
        for (String column : List.of("bytesIn", "bytesOut", "commands", "eventsDelivered")) {
            assertThat(mine.number(column)).as(column).isPositive().isLessThan(all.number(column));
        }
        assertThat(mine.number("commands")).isEqualTo(2);
        assertThat(mine.number("connectionsOpen")).isEqualTo(1);
        Json answer =
                HttpConnection.once(
                                lab.http(),
                                "GET",
                                "/api/sessions/me/meters",
                                alice.session().authorization(),
                                "")
                        .json();
        assertThat(answer.has("process")).isFalse();
    }
}
