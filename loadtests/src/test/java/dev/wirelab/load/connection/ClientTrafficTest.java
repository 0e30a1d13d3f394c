package dev.wirelab.load.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClientTrafficTest {
    private static final String FRAME = "\u0081\u0005hello";

    @Test
    void itCountsEveryByteOfTheSocketAndNoOther() throws Exception {
        ClientTraffic traffic = new ClientTraffic();
        AtomicInteger received = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            String head = client.head();
                            String key = head.replaceAll("(?s).*-Key: (\\S+).*", "$1");
                            byte[] answer =
                                    ScriptedServer.bytes(
                                            "HTTP/1.1 101 Switching Protocols\r\n"
                                                    + "Upgrade: websocket\r\nConnection: upgrade\r\n"
                                                    + "Sec-WebSocket-Accept: "
                                                    + WebSocketFraming.accept(key)
                                                    + "\r\n\r\n");
                            client.send(answer, false);
                            // A masked frame of five bytes.
                            received.set(head.length() + client.in().readNBytes(11).length);
                            byte[] frame =
                                    FRAME.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                            client.send(frame, true);
                            sent.set(answer.length + frame.length);
                        });
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws", null))) {
            loop.counted(traffic);
            loop.open(server.port());
            assertThat(loop.send("there")).isEqualTo("sent");
            assertThat(loop.messages(1)).containsExactly("hello");
            server.awaitEnd();
            assertThat(traffic.bytesSent()).isEqualTo(received.get());
            assertThat(traffic.bytesReceived()).isEqualTo(sent.get());
            assertThat(traffic.connections()).isEqualTo(1);
            assertThat(traffic.requests()).isZero();
        }
    }
}
