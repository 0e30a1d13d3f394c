package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the HTTP port promises apart from the transports on it: sessions, origins, refusals.
@Timeout(60)
final class HttpContractTest {
    @RegisterExtension static final Stage STAGE = new Stage(KitTransport.SHORT_POLL);

    private HttpAnswer call(String method, String target, Map<String, String> headers) {
        return HttpConnection.once(STAGE.lab().http(), method, target, headers, "");
    }

    @Test
    @Rule({"S1", "S2"})
    void openingASessionGivesASignedToken() {
        String name = STAGE.scene().name("alice");
        HttpAnswer answer = Session.post(STAGE.lab().http(), "{\"user\":\"" + name + "\"}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("content-type")).startsWith("application/json");
        Session session = STAGE.scene().ending(Session.of(answer));
        assertThat(session.user()).isEqualTo(name);
        assertThat(session.expiresAt()).isAfter(Instant.now());
        assertThat(answer.json().number("leaseSeconds")).isEqualTo(90);
        String[] parts = session.token().split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(decoded(parts[0]).string("alg")).isEqualTo("HS256");
        Json claims = decoded(parts[1]);
        assertThat(claims.string("iss")).isEqualTo("wirelab");
        assertThat(claims.node().path("aud").toString()).contains("\"wirelab\"");
        assertThat(claims.string("sub")).isEqualTo(name);
        assertThat(claims.string("jti")).isNotEmpty();
        assertThat(Instant.ofEpochSecond(claims.number("exp")))
                .isBetween(session.expiresAt().minusSeconds(1), session.expiresAt().plusSeconds(1));
    }

    private static Json decoded(String part) {
        return Json.parse(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{'user':7}",
                "{'user':null}",
                "{'user':''}",
                "{'user':'a','user':'b'}",
                "{'user':'a\\u0000'}",
                "{'user':'a\\ud800'}",
                "{'user':'ok','avatar':7}",
                "{'user':'ok','avatar':''}",
                "{'user':'ok','avatar':'no good'}",
                "{'user':'ok','avatar':'abcdefghijklmnopqrstuvwxyz0123456'}",
                "{'user':'ok'} x",
            })
    @Rule({"S1", "S20", "A1", "R1", "R2"})
    void aSessionThatMakesNoSenseIsABadRequest(String body) {
        assertError(Session.post(STAGE.lab().http(), body.replace('\'', '"')), "bad_request");
    }

    @Test
    @Rule({"R1", "S20"})
    void anAvatarIsOfTheCharactersOfNames() {
        for (String avatar : List.of("fox", "9", "r\u00e9d-p.a_nda")) {
            String body =
                    "{\"user\":\"" + STAGE.scene().name("a") + "\",\"avatar\":\"" + avatar + "\"}";
            STAGE.scene().ending(Session.of(Session.post(STAGE.lab().http(), body)));
        }
    }

    @Test
    @Rule({"R1", "R4"})
    void aBodyOverTheLimitIsTooLarge() {
        try (HttpConnection connection = new HttpConnection(STAGE.lab().http())) {
            try {
                connection.send("POST", "/api/sessions", Map.of(), new byte[10_000_000]);
            } catch (UncheckedIOException e) {
                // The lab has closed; what it said before can still be read.
            }
            HttpAnswer answer = connection.answer();
            assertError(answer, "too_large");
            assertThat(answer.header("connection")).isEqualTo("close");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/commands",
                "POST /api/sessions",
                "DELETE /api/sessions/me",
                "GET /api/sessions/me/meters",
                "GET /poll/short",
                "GET /poll/long",
                "GET /events",
                "GET /ws",
                "PUT /api/sessions",
                "POST /nothing",
            })
    @Rule("R3")
    void aRefusalWhoseBodyComesLateLeavesTheConnectionOpen(String call) {
        URI lab = STAGE.lab().http();
        for (String header : List.of("X-Nothing: 1", "Origin: http://foreign.example")) {
            try (HttpConnection connection = new HttpConnection(lab)) {
                connection.raw(
                        (call + " HTTP/1.1\r\nHost: " + lab.getAuthority() + "\r\n" + header)
                                .getBytes(UTF_8));
                connection.raw("\r\nContent-Length: 2\r\n\r\n".getBytes(UTF_8));
                // By the end of these exchanges the lab has handled the head.
                for (int i = 0; i < 5; i++) {
                    call("GET", "/healthz", Map.of());
                }
                connection.raw("[]".getBytes(UTF_8));
                assertThat(connection.answer().status()).isBetween(400, 499);
                assertThat(connection.get("/healthz", Map.of()).status()).isEqualTo(200);
            }
        }
    }

    @Test
    @Rule({"S3", "S12", "S15", "S24"})
    void whatIsAboutOnesSessionNeedsItsToken() {
        assertError(call("DELETE", "/api/sessions/me", Map.of()), "unauthorized");
        assertError(call("GET", "/api/sessions/me/meters", Map.of()), "unauthorized");
        assertError(call("GET", "/api/sessions/me/request", Map.of()), "unauthorized");
        Session alice = STAGE.scene().session("alice");
        assertThat(alice.logOut(STAGE.lab().http()).status()).isEqualTo(204);
        assertError(alice.logOut(STAGE.lab().http()), "unauthorized");
    }

    @Test
    @Rule("S24")
    void aSessionSeesHowItsRequestArrivedAndNoSecretOfAProxy() {
        Session alice = STAGE.scene().session("alice");
        Map<String, String> headers = new TreeMap<>(bearer(alice));
        headers.put("x-forwarded-for", "192.0.2.1, 192.0.2.2");
        headers.put("X-Forwarded-Proto", "https");
        headers.put("X-Proxy-Password", "secret-of-a-proxy");
        headers.put("Cookie", "a=secret-of-a-proxy");
        HttpAnswer answer = call("GET", "/api/sessions/me/request", headers);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("secret-of-a-proxy", alice.token());
        assertThat(answer.json().string("version")).isEqualTo("HTTP/1.1");
        assertThat(answer.json().object("headers").node().toString())
                .isEqualTo(
                        "{\"Host\":[\"%s\"],\"X-Forwarded-For\":[\"192.0.2.1, 192.0.2.2\"],"
                                        .formatted(STAGE.lab().http().getAuthority())
                                + "\"X-Forwarded-Proto\":[\"https\"]}");
    }

    @Tag("slow")
    @Test
    @Rule("S21")
    void aSessionWhoseClientGoesAwayEndsSoonUnlessItIsUsedAgain() {
        var settings = LabSettings.defaults().withSessionLease(Duration.ofSeconds(12));
        try (LabUnderTest lab = TestLab.start(settings)) {
            Session gone = Session.open(lab.http(), "gone");
            Session back = Session.open(lab.http(), "back");
            long begin = System.nanoTime();
            for (Session session : List.of(gone, back)) {
                assertThat(request(lab, "POST", "/api/sessions/me/going", session).status())
                        .isEqualTo(204);
            }
            request(lab, "GET", "/poll/short?after=0", back).orRefused();
            String meters = "/api/sessions/me/meters";
            Await.until(
                    "the end of one session",
                    () -> request(lab, "GET", meters, gone).status() == 401);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(9));
            request(lab, "GET", meters, back).orRefused();
            assertError(call("POST", "/api/sessions/me/going", Map.of()), "unauthorized");
        }
    }

    private static HttpAnswer request(
            LabUnderTest lab, String method, String target, Session session) {
        return HttpConnection.once(lab.http(), method, target, session.authorization(), "");
    }

    @Test
    @Rule({"S3", "S12", "S15"})
    void eachRequestOfAConnectionActsForItsOwnToken() {
        Session alice = STAGE.scene().session("alice");
        Session bob = STAGE.scene().session("bob");
        try (HttpConnection connection = new HttpConnection(STAGE.lab().http())) {
            say(connection, alice, bob, "from alice").orRefused();
            say(connection, bob, alice, "from bob").orRefused();
            assertThat(connection.get("/poll/short?after=0", bearer(alice)).text())
                    .contains("from alice", "from bob");
            assertThat(alice.logOut(STAGE.lab().http()).status()).isEqualTo(204);
            assertError(connection.get("/poll/short?after=0", bearer(alice)), "unauthorized");
            assertError(connection.get("/poll/short?after=0", Map.of()), "unauthorized");
            connection.get("/poll/short?after=0", bearer(bob)).orRefused();
        }
    }

    private static HttpAnswer say(
            HttpConnection connection, Session from, Session to, String text) {
        String command =
                "{\"type\":\"say\",\"to\":\"@%s\",\"text\":\"%s\"}".formatted(to.user(), text);
        return connection.exchange("POST", "/api/commands", bearer(from), command);
    }

    private static Map<String, String> bearer(Session session) {
        return Map.of("Authorization", "Bearer " + session.token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://127.0.0.1:1",
                "https://127.0.0.1",
                "null",
                "http://127.0.0.1.evil.example",
            })
    @Rule("R5")
    void aForeignOriginIsRefusedEverywhere(String origin) {
        Session alice = STAGE.scene().session("alice");
        Map<String, String> headers =
                Map.of("Origin", origin, "Authorization", "Bearer " + alice.token());
        List<String> targets = new ArrayList<>(List.of("/api/meters", "/api/transports"));
        for (KitTransport transport : KitTransport.posting()) {
            targets.add(transport.path());
        }
        for (String target : targets) {
            assertForeign(call("GET", target, headers));
        }
        assertForeign(call("POST", "/api/commands", headers));
        assertForeign(call("POST", "/api/sessions", headers));
        assertForeign(call("DELETE", "/api/sessions/me", headers));
        STAGE.scene().connect(alice, null).ping();
    }

    private static void assertForeign(HttpAnswer answer) {
        assertError(answer, "forbidden_origin");
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    @Rule({"R5", "R6"})
    void theLabsOwnAddressesAreWelcomeAmongThemselves() {
        Session alice = STAGE.scene().session("alice");
        int port = STAGE.lab().http().getPort();
        for (String origin : List.of("http://127.0.0.1:" + port, "http://localhost:" + port)) {
            Map<String, String> headers =
                    Map.of("Origin", origin, "Authorization", "Bearer " + alice.token());
            HttpAnswer poll = call("GET", "/poll/short", headers);
            assertThat(poll.status()).isEqualTo(200);
            assertThat(poll.header("access-control-allow-origin")).isEqualTo(origin);
            HttpAnswer refused = call("GET", "/poll/short?after=nowhere", headers);
            assertError(refused, "bad_request");
            assertThat(refused.header("access-control-allow-origin")).isEqualTo(origin);
            HttpAnswer preflight =
                    call(
                            "OPTIONS",
                            "/api/commands",
                            Map.of(
                                    "Origin",
                                    origin,
                                    "Access-Control-Request-Method",
                                    "POST",
                                    "Access-Control-Request-Headers",
                                    "authorization,content-type"));
            assertThat(preflight.status()).isBetween(200, 204);
            assertThat(preflight.header("access-control-allow-origin")).isEqualTo(origin);
            assertThat(preflight.header("access-control-allow-methods")).contains("POST");
            assertThat(preflight.header("access-control-allow-headers"))
                    .containsIgnoringCase("authorization");
        }
    }

    @Test
    @Rule({"R1", "R2", "R7"})
    void aPathThatIsNotThereIsNotFound() {
        for (String target :
                List.of(
                        "/api",
                        "/api/nothing",
                        "/poll",
                        "/poll/medium",
                        "/ws/x",
                        "/%00",
                        "/a/../..")) {
            HttpAnswer answer = call("GET", target, Map.of());
            if (target.contains("%00") || target.contains("..")) {
                assertThat(answer.status()).isBetween(400, 404);
                assertThat(answer.text()).doesNotContain("Exception", "dev.wirelab", "\tat ");
            } else {
                assertError(answer, "not_found");
            }
        }
        assertError(call("GET", "/api/commands", Map.of()), "not_found");
        assertError(call("PUT", "/poll/short", Map.of()), "not_found");
        assertError(call("GET", "/api/sessions", Map.of()), "not_found");
    }

    @Test
    @Rule({"L7", "R2"})
    void aHugeHeaderIsRefusedWithoutAffectingOthers() {
        TransportClient bob = STAGE.scene().enter("bob", KitTransport.TCP);
        try (HttpConnection connection = new HttpConnection(STAGE.lab().http())) {
            connection.send(
                    "GET", "/poll/short", Map.of("X-Huge", "a".repeat(20_000)), new byte[0]);
            HttpAnswer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.text()).doesNotContain("Exception", "dev.wirelab", "\tat ");
        }
        bob.ping();
    }

    @Test
    @Rule({"R2", "R3"})
    void inputThatIsNotHttpIsRefusedWithoutAffectingOthers() {
        TransportClient bob = STAGE.scene().enter("bob", KitTransport.TCP);
        try (HttpConnection connection = new HttpConnection(STAGE.lab().http())) {
            connection.raw(Net.utf8("{\"type\":\"login\",\"user\":\"lost\"}\r\n\r\n"));
            HttpAnswer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).doesNotContain("Exception", "dev.wirelab", "\tat ");
        }
        bob.ping();
    }

    @Test
    @Rule("R9")
    void healthReportsWhetherTheLabServesOrShutsDown() {
        assertThat(call("GET", "/healthz", Map.of()).status()).isEqualTo(200);
        LabUnderTest other = Labs.start(LabSettings.defaults());
        try (HttpConnection health = new HttpConnection(other.http());
                LineSocket lingering = LineSocket.open(other.tcp())) {
            lingering.send(Json.of("login").with("user", "lingering"));
            assertThat(lingering.json().type()).isEqualTo("hello");
            assertThat(health.get("/healthz", Map.of()).status()).isEqualTo(200);
            Thread closing = Thread.ofVirtual().start(other::close);
            Await.until(
                    "it says that it ends", () -> health.get("/healthz", Map.of()).status() == 503);
            assertError(
                    Session.post(other.http(), "{'user':'late'}".replace('\'', '"')),
                    "shutting_down");
            Await.until("the lab is over", () -> !closing.isAlive());
        }
    }

    @Test
    @Rule("M6")
    void theTransportsSayWhereTheyAre() {
        HttpAnswer answer = call("GET", "/api/transports", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        List<Json> transports = Json.parse("{\"list\":" + answer.text() + "}").list("list");
        assertThat(transports)
                .extracting(transport -> transport.string("id"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(KitTransport.values()).map(KitTransport::id).toList());
        for (Json row : transports) {
            KitTransport transport =
                    Arrays.stream(KitTransport.values())
                            .filter(each -> each.id().equals(row.string("id")))
                            .findFirst()
                            .orElseThrow();
            assertThat(row.string("kind")).isEqualTo(transport.isStream() ? "stream" : "poll");
            assertThat(row.string("commands"))
                    .isEqualTo(transport.isDuplex() ? "connection" : "post");
            for (String can : List.of("browser", "tls", "http2")) {
                assertThat(row.node().path(can).isBoolean()).as(can).isTrue();
            }
            if (transport.path() == null) {
                assertThat(row.string("host")).isIn("127.0.0.1", "localhost");
                assertThat(row.number("port")).isEqualTo(STAGE.lab().tcp().getPort());
            } else {
                assertThat(row.string("path")).isEqualTo(transport.path());
            }
        }
    }
}
