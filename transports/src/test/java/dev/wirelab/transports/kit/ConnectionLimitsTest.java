package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.transports.Quotas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The limits of connections: of an address and of all, with and without a session.
@Timeout(60)
final class ConnectionLimitsTest {
    private static final int WAITING = 6;
    private static final int CONNECTIONS = 9;

    private LabUnderTest lab;
    private Scene scene;

    @SuppressWarnings("NullAway.Init")
    ConnectionLimitsTest() {}

    @BeforeEach
    void startLab() {
        Quotas quotas = new Quotas(5, 0, 20, CONNECTIONS, 0, WAITING, 0);
        lab = Labs.start(LabSettings.defaults().withQuotas(quotas));
        scene = new Scene(lab, KitTransport.TCP);
    }

    @AfterEach
    void endLab() {
        scene.close();
        lab.close();
    }

    /// The meters, on a connection that has its place already.
    private Json meters(HttpConnection http) {
        return http.get("/api/meters", Meters.key(lab)).json();
    }

    private long open(HttpConnection http, String row) {
        return meters(http).object("transports").object(row).number("connectionsOpen");
    }

    /// A socket of another person, whose address is another one, too.
    private Socket fromElsewhere(InetSocketAddress port) throws IOException {
        Socket socket = scene.closing(new Socket());
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        socket.connect(port);
        return socket;
    }

    @Test
    @Rule({"L11", "M1", "M2"})
    void socketsWithoutASessionAreCountedAndLimited() throws Exception {
        HttpConnection http = scene.closing(new HttpConnection(lab.http()));
        List<LineSocket> silent = new ArrayList<>();
        for (int i = 1; i < WAITING; i++) {
            silent.add(scene.closing(LineSocket.open(lab.tcp())));
        }
        Await.until("all are open", () -> open(http, "tcp") == WAITING - 1);
        assertThat(open(http, "other")).as("that of this request").isEqualTo(1);

        LineSocket refused = scene.closing(LineSocket.open(lab.tcp()));
        assertError(refused.json(), "too_many");
        refused.awaitEnd();
        HttpAnswer answer = scene.closing(new HttpConnection(lab.http())).answer();
        assertError(answer, "too_many");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(meters(http).object("limits").number("address_waiting")).isEqualTo(2);

        Socket other = fromElsewhere(lab.tcp());
        other.getOutputStream().write(Net.utf8(Json.of("ping") + "\n"));
        assertThat(Net.line(other.getInputStream())).contains("unauthorized");

        silent.getFirst().close();
        Await.until("it is closed", () -> open(http, "tcp") == WAITING - 1);
        LineSocket next = scene.closing(LineSocket.open(lab.tcp()));
        next.send(Json.of("ping"));
        assertError(next.json(), "unauthorized");
    }

    @Test
    @Rule({"L11", "L9"})
    void whoHasASessionTakesAPlaceOfTheAddressOnly() {
        HttpConnection http = scene.closing(new HttpConnection(lab.http()));
        for (int i = 0; i < CONNECTIONS - 1; i++) {
            String user = scene.name("alice");
            LineSocket client = scene.closing(LineSocket.open(lab.tcp()));
            client.send(Json.of("login").with("user", user));
            assertThat(client.json("hello").string("user")).isEqualTo(user);
        }
        LineSocket refused = scene.closing(LineSocket.open(lab.tcp()));
        assertError(refused.json(), "too_many");

        HttpAnswer opened =
                http.exchange(
                        "POST",
                        "/api/sessions",
                        Map.of(),
                        Json.of("x").with("user", "bob").toString());
        Session bob = Session.of(opened);
        HttpAnswer answer;
        do {
            answer =
                    http.exchange(
                            "POST",
                            "/api/commands",
                            bob.authorization(),
                            Json.say("#lobby", "hi").toString());
        } while (answer.status() == 200);
        assertError(answer, "rate_limited");
        assertThat(answer.header("retry-after")).isEqualTo("1");
        Json limits = meters(http).object("limits");
        assertThat(limits.number("changes")).isEqualTo(1);
        assertThat(limits.number("address_connections")).isEqualTo(1);
    }
}
