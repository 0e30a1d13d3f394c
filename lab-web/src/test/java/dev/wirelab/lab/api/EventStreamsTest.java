package dev.wirelab.lab.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.Lab;
import dev.wirelab.transports.lab.LabOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams over real sockets, of numbered events so large that no buffer holds many.
@Timeout(60)
class EventStreamsTest {
    private static final int PADDING = 100_000;

    /// Far more events than all buffers on the way hold.
    private static final int MANY = 1_000;

    private final InetSocketAddress free =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private final Lab lab =
            new Lab(
                    new LabOptions(
                            free,
                            free,
                            TimeLimits.DEFAULTS,
                            false,
                            TokenSecret.random(),
                            AccessKey.random()),
                    new Chat(ChatOptions.DEFAULTS, InstantSource.system()));
    private final Meters meters = lab.meters();
    private final EventStreams streams = new EventStreams(meters.other(), lab.chat().faults());
    private final AtomicLong made = new AtomicLong();

    @BeforeEach
    void start() throws IOException {
        lab.open(
                List.of(config -> {
                    config.routes.get("/slow", ctx -> streams.serve(ctx, this::large));
                    config.routes.get("/fast", ctx -> streams.serve(ctx, this::small));
                    config.routes.get("/faulty", ctx -> streams.serve(ctx, faulty()));
                }));
    }

    @AfterEach
    void stop() {
        streams.close();
        lab.close();
    }

    /// The data of an event: the latest number.
    private @Nullable String large() throws InterruptedException {
        return streams.pause(Duration.ofMillis(1))
                ? "data: " + made.incrementAndGet() + " " + "x".repeat(PADDING)
                : null;
    }

    private @Nullable String small() throws InterruptedException {
        return streams.pause(Duration.ofMillis(20)) ? "data: here" : null;
    }

    @Test
    void nothingIsQueuedForASubscriberThatDoesNotReadAndOthersGoOn() throws Exception {
        try (Socket slow = open("/slow");
                Socket fast = open("/fast");
                BufferedReader news = reader(fast)) {
            long before = -1;
            for (int heard = 0; heard < 50 || made.get() != before; ) {
                before = made.get();
                for (int i = 0; i < 25; i++) {
                    heard += next(news, "data: here") ? 1 : 0;
                }
            }
            assertThat(made.get()).as("made for one who takes none").isBetween(1L, (long) MANY);
            BufferedReader late = reader(slow);
            assertThat(next(late, "data: 1 ")).isTrue();
        }
    }

    private static EventStreams.Source faulty() {
        Iterator<String> events = List.of("data: first").iterator();
        return events::next;
    }

    @Test
    void aSourceThatThrowsEndsItsOwnStreamAndIsCounted() throws Exception {
        try (Socket faulty = open("/faulty");
                Socket fast = open("/fast");
                BufferedReader others = reader(fast)) {
            BufferedReader events = reader(faulty);
            assertThat(next(events, "data: first")).isTrue();
            assertThat(next(events, "data: ")).as("an end").isFalse();
            assertThat(lab.chat().faults().snapshot()).containsEntry("event stream", 1L);
            assertThat(next(others, "data: here")).isTrue();
        }
    }

    @Test
    void moreSubscribersThanTheMaximumAreRefused() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < EventStreams.MAX_SUBSCRIBERS; i++) {
                Socket socket = open("/fast");
                sockets.add(socket);
                assertThat(next(reader(socket), "data: here")).isTrue();
            }
            try (Socket last = open("/fast")) {
                assertThat(reader(last).readLine()).contains("429");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private Socket open(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), lab.httpPort()));
        socket.getOutputStream()
                .write(
                        ("GET "
                                        + path
                                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static boolean next(BufferedReader lines, String start) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return true;
            }
        }
        return false;
    }
}
