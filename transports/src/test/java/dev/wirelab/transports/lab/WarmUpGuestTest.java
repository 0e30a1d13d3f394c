package dev.wirelab.transports.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.WarmUpGuest;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every transport brings a guest that uses it.
@Timeout(60)
final class WarmUpGuestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @SuppressWarnings("UnusedVariable") // by its name
    private static final List<TransportType> TYPES = TransportTypes.ALL;

    @ParameterizedTest
    @FieldSource("TYPES")
    void aGuestSendsACommandAndReceivesTheEventOverItsTransport(TransportType type)
            throws Exception {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        LabOptions options =
                new LabOptions(
                        free,
                        free,
                        TimeLimits.DEFAULTS,
                        false,
                        TokenSecret.random(),
                        AccessKey.random());
        try (Lab lab = new Lab(options, new Chat(ChatOptions.DEFAULTS, InstantSource.system()))) {
            lab.open(List.of());
            BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
            try (WarmUpGuest guest =
                    type.guest()
                            .connect(
                                    new WarmUpGuest.Visit(
                                            "guest",
                                            new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(),
                                                    lab.httpPort()),
                                            new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(),
                                                    lab.tcpPort()),
                                            PATIENCE,
                                            arrived::add))) {
                guest.send("{\"type\":\"say\",\"to\":\"#lobby\",\"text\":\"hello\"}");
                String text = "";
                while (!text.contains("\"type\":\"message\"")) {
                    text = arrived.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    assertThat(text).as("what arrives next").isNotNull();
                }
                assertThat(text).contains("\"text\":\"hello\"", "\"from\":\"guest\"");
            }
            String id = type.descriptor().id();
            assertThat(lab.meters().of(id).get(Counter.EVENTS_DELIVERED)).isPositive();
            assertThat(lab.meters().of(id).get(Counter.COMMANDS)).isPositive();
        }
    }
}
