package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// A session of Engine.IO over long polling: one connection for GET, one for POST.
final class EnginePolls implements AutoCloseable {
    private static final String TARGET = SocketIoWire.PATH + "?EIO=4&transport=polling";

    private final URI lab;
    private final HttpConnection gets;
    private final HttpConnection posts;
    private final Deque<String> packets = new ArrayDeque<>();
    private final Json opening;

    private EnginePolls(URI lab, Map<String, String> headers) {
        this.lab = lab;
        this.gets = new HttpConnection(lab);
        this.posts = new HttpConnection(lab);
        HttpAnswer answer = gets.get(TARGET, headers).orRefused();
        assertThat(answer.header("content-type")).startsWith("text/plain");
        assertThat(answer.text()).startsWith("0");
        this.opening = Json.parse(answer.text().substring(1));
    }

    static EnginePolls open(URI lab) {
        return open(lab, Map.of());
    }

    static EnginePolls open(URI lab, Map<String, String> headers) {
        return new EnginePolls(lab, headers);
    }

    Json opening() {
        return opening;
    }

    /// The node that has this session.
    URI lab() {
        return lab;
    }

    String sid() {
        return opening.string("sid");
    }

    String target() {
        return TARGET + "&sid=" + sid();
    }

    /// Where a WebSocket of this session begins.
    String upgradeTarget() {
        return SocketIoWire.TARGET + "&sid=" + sid();
    }

    HttpConnection gets() {
        return gets;
    }

    /// Sends a GET and does not wait for its answer.
    void send() {
        gets.send("GET", target(), Map.of(), new byte[0]);
    }

    HttpAnswer get() {
        return gets.get(target(), Map.of());
    }

    HttpAnswer post(String body) {
        return posts.exchange("POST", target(), Map.of(), body);
    }

    /// Posts packets, which must be taken.
    void say(String... some) {
        HttpAnswer answer = post(String.join("\u001e", some)).orRefused();
        assertThat(answer.text()).isEqualTo("ok");
    }

    /// A request on a connection of its own.
    HttpAnswer once(String method) {
        return HttpConnection.once(lab, method, target(), Map.of(), "");
    }

    /// The packets of an answer.
    static List<String> packets(HttpAnswer answer) {
        return Arrays.asList(answer.orRefused().text().split("\u001e", -1));
    }

    /// The next packet that is neither a ping nor a noop; polls for it.
    String next() {
        while (packets.isEmpty()) {
            for (String packet : packets(get())) {
                if (packet.equals("2")) {
                    say("3");
                } else if (!packet.equals("6")) {
                    packets.add(packet);
                }
            }
        }
        return packets.remove();
    }

    /// The events that were received and not looked at.
    List<Json> unread() {
        List<Json> events = new ArrayList<>();
        while (!packets.isEmpty()) {
            events.add(json());
        }
        return events;
    }

    /// Connects to the chat, and reads `hello`.
    Json enter(Session session) {
        say("40" + SocketIoClient.auth(new Entry(session, null)));
        assertThat(next()).startsWith("40{");
        return json();
    }

    /// The next event.
    Json json() {
        String packet = next();
        Json event = SocketIoWire.event(packet);
        if (event == null) {
            throw new AssertionError("no event: " + packet);
        }
        return event;
    }

    @Override
    public void close() {
        gets.close();
        posts.close();
    }
}
