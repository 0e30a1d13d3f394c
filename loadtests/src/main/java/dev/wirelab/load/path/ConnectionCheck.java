package dev.wirelab.load.path;

import dev.wirelab.load.connection.ClientConnection;
import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.measure.TrustedCertificates;
import dev.wirelab.load.stats.Median;
import dev.wirelab.load.text.TextFormat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What connections cost: the times of connecting, of TLS and of requests, and whether a connection
/// is used for a second request.
final class ConnectionCheck {
    private static final int ROUNDS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Request REQUEST = new Request("GET", "/api/transports", null, null);

    private final LabAccess lab;

    ConnectionCheck(LabAccess lab) {
        this.lab = lab;
    }

    /// Medians of a few rounds, in milliseconds.
    ///
    /// @param tls of the handshake; 0 without TLS
    /// @param firstByte from a first request to its answer
    /// @param roundTrip from a further request on the connection to its answer; else the same
    /// @param reused whether there was a second answer on each connection
    record Costs(double connect, double tls, double firstByte, double roundTrip, boolean reused) {
        /// What was found.
        List<Finding> findings() {
            String text =
                    "connect %s, %sfirst byte %s, round trip %s (ms)"
                            .formatted(
                                    TextFormat.brief(connect),
                                    tls > 0 ? "TLS " + TextFormat.brief(tls) + ", " : "",
                                    TextFormat.brief(firstByte),
                                    TextFormat.brief(roundTrip));
            return List.of(
                    reused
                            ? Finding.fine("reuse", "a connection is used for several requests")
                            : Finding.trouble(
                                    "reuse",
                                    "a connection ends after one request",
                                    Trouble.NOT_REUSED),
                    Finding.fine("latency", text)
                            .with("connectMillis", connect)
                            .with("tlsMillis", tls)
                            .with("firstByteMillis", firstByte)
                            .with("roundTripMillis", roundTrip));
        }
    }

    /// Measures them, one connection after the other.
    Costs measure() throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        List<Double> connects = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            connects.add(connectMillis());
            rounds.add(new Requests().await());
        }
        double connect = median(connects);
        boolean secure = lab.route().tls() != null;
        return new Costs(
                connect,
                secure ? Math.max(0, median(rounds, Round::open) - connect) : 0,
                median(rounds, Round::first),
                median(rounds, Round::second),
                rounds.stream().allMatch(Round::reused));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        return median(rounds.stream().mapToDouble(of).boxed().toList());
    }

    private static double median(List<Double> values) {
        return Median.of(values).interval().estimate();
    }

    private double connectMillis() throws IOException {
        ConnectionProtocol.Address address = lab.route().address();
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), (int) LIMIT.toMillis());
            return (System.nanoTime() - start) / 1e6;
        }
    }

    /// The newest version of HTTP that a client gets which asks for HTTP/2: over TLS by ALPN.
    String offeredVersion() throws InterruptedException {
        TrustedCertificates trusted = lab.trusted();
        if (trusted == null) {
            return "HTTP/1.1"; // No browser speaks HTTP/2 in plaintext.
        }
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .connectTimeout(LIMIT)
                        .sslContext(trusted.context())
                        .build()) {
            URI target = URI.create(lab.url() + REQUEST.target());
            HttpRequest request = HttpRequest.newBuilder(target).timeout(LIMIT).build();
            HttpResponse<Void> answer =
                    client.send(request, HttpResponse.BodyHandlers.discarding());
            return answer.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
        } catch (IOException e) {
            return "HTTP/1.1";
        }
    }

    /// @param open until the connection could be used
    /// @param second of the second request, or of the first if there was no second answer
    private record Round(double open, double first, double second, boolean reused) {}

    /// Two requests on a new connection.
    private final class Requests implements ClientConnection.Listener {
        private final CompletableFuture<Round> round = new CompletableFuture<>();
        private final long began = System.nanoTime();
        private @Nullable ClientConnection connection;
        private long sent;
        private double openMillis;
        private double first;
        private boolean answered;

        Requests() {
            lab.loop()
                    .execute(() ->
                            connection =
                                    ClientConnection.open(
                                            lab.loop(),
                                            lab.route(),
                                            Framing.http(),
                                            lab.traffic(),
                                            LIMIT,
                                            this));
        }

        Round await() throws IOException, InterruptedException {
            try {
                return round.get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("a request was not answered: " + e.getMessage(), e);
            } finally {
                lab.loop().execute(() -> open().close());
            }
        }

        private ClientConnection open() {
            return Objects.requireNonNull(connection);
        }

        @Override
        public void opened() {
            openMillis = (System.nanoTime() - began) / 1e6;
            send();
        }

        private void send() {
            sent = System.nanoTime();
            open().send(REQUEST);
        }

        @Override
        public void arrived(Message answer) {
            double millis = (answer.nanos() - sent) / 1e6;
            if (answered) {
                round.complete(new Round(openMillis, first, millis, true));
                return;
            }
            answered = true;
            first = millis;
            if (open().hasEnded()) {
                ended("closed");
            } else {
                send();
            }
        }

        @Override
        public void ended(String reason) {
            if (answered) {
                round.complete(new Round(openMillis, first, first, false));
            } else {
                round.completeExceptionally(new IOException(reason));
            }
        }
    }
}
