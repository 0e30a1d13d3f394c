package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What both polls have in common.
interface PollRules extends Staged {

    private String path() {
        return Objects.requireNonNull(wire().path());
    }

    private HttpAnswer poll(Session session, String query) {
        return HttpConnection.once(
                scene().lab().nodes().getFirst(),
                "GET",
                path() + query,
                session.authorization(),
                "");
    }

    private HttpAnswer post(Session session, String query, Object command) {
        return HttpConnection.once(
                scene().lab().nodes().getFirst(),
                "POST",
                "/api/commands" + query,
                session.authorization(),
                command.toString());
    }

    @Test
    @Rule({"P1", "P2", "P3"})
    default void theFirstPollIsAnsweredImmediatelyWithTheCurrentCursor() {
        Session alice = scene().session("alice");
        TransportClient bob = scene().enter("bob", KitTransport.TCP);
        bob.say("@" + alice.user(), "too early");
        long begin = System.nanoTime();
        Json first = poll(alice, "").json();
        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        assertThat(first.list("events")).isEmpty();
        assertThat(first.node().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("cursor", "events");
        bob.say("@" + alice.user(), "one");
        bob.say("@" + alice.user(), "two");
        Json second = poll(alice, "?after=" + first.cursor()).json();
        List<Json> events = new ArrayList<>(second.list("events"));
        Json third = poll(alice, "?after=" + first.cursor()).json();
        assertThat(third.list("events")).extracting(e -> e.string("text")).contains("one");
        assertThat(events.getFirst().string("text")).isEqualTo("one");
        assertThat(second.cursor()).isEqualTo(events.getLast().cursor());
    }

    @Test
    @Rule({"P3", "A12"})
    default void eachPollSaysWhetherItWantsTheSessionsOwnMessages() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        String cursor = bob.say("#lobby", "a cursor").cursor();
        alice.say("#lobby", "mine");
        bob.say("#lobby", "not mine");
        Json with = poll(alice.session(), "?after=" + cursor).json();
        Json without = poll(alice.session(), "?echo=false&after=" + cursor).json();
        assertThat(with.list("events"))
                .extracting(e -> e.string("text"))
                .containsExactly("mine", "not mine");
        assertThat(without.list("events"))
                .extracting(e -> e.string("text"))
                .containsExactly("not mine");
    }

    @Test
    @Rule({"P7", "E12"})
    default void anAnswerIsCutAt64KiBAndSaysSo() {
        TransportClient alice = scene().enter("alice");
        for (int i = 0; i < 30; i++) {
            alice.say(alice.address(), i + " " + "a".repeat(4_000));
        }
        String cursor = "0";
        boolean more = true;
        int answers = 0;
        List<Json> events = new ArrayList<>();
        for (; more; answers++) {
            HttpAnswer answer = poll(alice.session(), "?after=" + cursor);
            assertThat(Net.utf8(answer.text())).hasSizeLessThanOrEqualTo(65 * 1024);
            Json json = answer.json();
            events.addAll(json.list("events"));
            more = json.flag("more");
            assertThat(json.has("more")).isEqualTo(more);
            cursor = json.cursor();
        }
        assertThat(answers).isBetween(2, 3);
        assertThat(events).hasSize(30);
        for (int i = 0; i < 30; i++) {
            assertThat(events.get(i).string("text")).startsWith(i + " ");
        }
    }

    @Test
    @Rule("P8")
    default void theSameCursorGetsTheSameEventsAgain() {
        TransportClient alice = scene().enter("alice");
        String cursor = alice.say(alice.address(), "a cursor").cursor();
        alice.say(alice.address(), "one");
        alice.say(alice.address(), "two");
        HttpAnswer first = poll(alice.session(), "?after=" + cursor);
        HttpAnswer again = poll(alice.session(), "?after=" + cursor);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(first.json().list("events")).hasSize(2);
    }

    @Test
    @Rule({"P10", "C2"})
    default void aPostedCommandIsAlwaysAnsweredByOneObject() {
        Session alice = scene().session("alice");
        String group = scene().group("java");
        for (Json command :
                List.of(
                        Json.of("join").with("to", group),
                        Json.say(group, "hi"),
                        Json.of("leave").with("to", group))) {
            HttpAnswer answer = post(alice, "", command);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).startsWith("application/json");
            assertThat(answer.json().type()).isEqualTo("ok");
            assertThat(answer.json().cursor()).isNotEmpty();
            assertThat(answer.json().has("id")).isFalse();
        }
        assertError(post(alice, "", Json.say(group, "gone")), "unknown_group");
        assertError(post(alice, "", "{"), "bad_request");
        assertError(post(alice, "", ""), "bad_request");
    }

    @Test
    @Rule({"P11", "M3"})
    default void aPostedCommandCountsForTheTransportItNames() {
        Session alice = scene().session("alice");
        poll(alice, "");
        String other =
                KitTransport.posting().stream()
                        .filter(each -> each != wire())
                        .map(KitTransport::id)
                        .findFirst()
                        .orElseThrow();
        assertThat(post(alice, "?transport=" + other, Json.of("ping")).status()).isEqualTo(200);
        assertThat(post(alice, "?transport=" + wire().id(), Json.of("ping")).status())
                .isEqualTo(200);
        assertThat(post(alice, "", Json.of("ping")).status()).isEqualTo(200);
        Json rows = Meters.of(scene().lab(), alice);
        assertThat(rows.object(wire().id()).number("commands")).isEqualTo(2);
        assertThat(rows.object(wire().id()).number("requests")).isEqualTo(3);
        assertThat(rows.object(other).number("commands")).isEqualTo(1);
        assertThat(rows.object(other).number("requests")).isEqualTo(1);
        List<String> others =
                new ArrayList<>(KitTransport.duplexes().stream().map(KitTransport::id).toList());
        others.addAll(List.of("pigeon", ""));
        for (String none : others) {
            assertError(post(alice, "?transport=" + none, Json.of("ping")), "bad_request");
        }
    }

    @Test
    @Rule("P12")
    default void noAnswerMayBeStored() {
        Session alice = scene().session("alice");
        for (HttpAnswer answer :
                List.of(
                        poll(alice, ""),
                        poll(alice, "?after=nowhere"),
                        poll(new Session("x", "nonsense", alice.expiresAt()), ""),
                        post(alice, "", Json.of("ping")),
                        post(alice, "", Json.of("dance")))) {
            assertThat(answer.header("cache-control")).as("%s", answer).isEqualTo("no-store");
        }
    }

    @Test
    @Rule("P14")
    default void aLogInIsNoCommandToPost() {
        Session alice = scene().session("alice");
        Json login = Json.of("login").with("user", scene().name("eve"));
        assertError(post(alice, "", login), "bad_request");
        assertError(post(alice, "", Json.of("login").with("token", alice.token())), "bad_request");
    }

    @Test
    @Rule({"P15", "S4"})
    default void withoutAGoodTokenAPollOrCommandIsUnauthorized() {
        Session alice = scene().session("alice");
        Session nobody = new Session("nobody", "x.y.z", alice.expiresAt());
        assertError(poll(nobody, ""), "unauthorized");
        assertError(post(nobody, "", Json.of("ping")), "unauthorized");
        HttpAnswer bare = HttpConnection.once(scene().lab().http(), "GET", path(), Map.of(), "");
        assertError(bare, "unauthorized");
        String withToken = path() + "?token=" + alice.token();
        HttpAnswer query =
                HttpConnection.once(scene().lab().http(), "GET", withToken, Map.of(), "");
        assertThat(query.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWxpY2U6eA==", "Bearer", "Bearer ", "bearer", "Bearer a b"})
    @Rule({"P15", "S3"})
    default void anAuthorizationThatIsNoBearerIsUnauthorized(String authorization) {
        HttpAnswer answer =
                HttpConnection.once(
                        scene().lab().http(),
                        "GET",
                        path(),
                        Map.of("Authorization", authorization),
                        "");
        assertError(answer, "unauthorized");
    }

    @Test
    @Rule({"C18", "R4"})
    default void aBodyOfTenMegabytesIsTooLarge() {
        TransportClient bob = scene().enter("bob");
        Session alice = scene().session("alice");
        try (HttpConnection connection = new HttpConnection(scene().lab().http())) {
            try {
                connection.send(
                        "POST", "/api/commands", alice.authorization(), new byte[10_000_000]);
            } catch (UncheckedIOException e) {
                // The lab has closed; what it said before can still be read.
            }
            assertError(connection.answer(), "too_large");
        }
        bob.ping();
        assertThat(post(alice, "", Json.of("ping")).status()).isEqualTo(200);
    }

    @Test
    @Rule({"R4", "C17"})
    default void aBodyThatIsNoUtf8IsABadRequest() {
        Session alice = scene().session("alice");
        try (HttpConnection connection = new HttpConnection(scene().lab().http())) {
            byte[] body = Net.utf8(Json.say("#lobby", "xx").toString());
            body[body.length - 3] = (byte) 0xff;
            connection.send("POST", "/api/commands", alice.authorization(), body);
            assertError(connection.answer(), "bad_request");
        }
    }
}
