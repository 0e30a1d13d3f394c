package dev.wirelab.load.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The HTTP API of a lab, except its transports. Each request has 5 s. Safe for use by any number
/// of threads.
public final class LabApi implements MeterSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final Optional<String> key;
    private final @Nullable TrustedCertificates trusted;
    private final HttpClient http;

    /// With the key that [LabKey] finds.
    ///
    /// @param base the lab's HTTP address, without a slash at the end
    public LabApi(String base) throws IOException {
        this(base, LabKey.of(base), null);
    }

    /// The API of a lab that is known already.
    public LabApi(Target lab) throws IOException {
        this(
                lab.http(),
                Optional.ofNullable(lab.key()).or(() -> LabKey.of(lab.http())),
                lab.tls() == null ? null : lab.tls().trusted());
    }

    /// @param base the lab's address, without a slash at the end
    /// @param key opens the lab's meters; if empty, they count as not available
    /// @param trusted what is accepted as the certificate of an https address; null: what the JDK
    ///   trusts
    /// @throws IOException if these certificates cannot be used
    public LabApi(String base, Optional<String> key, @Nullable TrustedCertificates trusted)
            throws IOException {
        this.base = base;
        this.key = key;
        this.trusted = trusted;
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT);
        this.http = trusted == null ? client.build() : client.sslContext(trusted.context()).build();
    }

    /// The meters of one transport; empty if the lab has none or does not show them.
    @Override
    public Optional<MeterReadings> meters(String transport) throws InterruptedException {
        return shown("/api/meters").flatMap(answer -> MeterReadings.read(answer, transport));
    }

    /// The used Java heap of the lab's process; empty if the lab does not show it.
    @Override
    public OptionalLong heapBytes() throws InterruptedException {
        JsonNode answer = shown("/api/meters").orElse(MissingNode.getInstance());
        JsonNode heap = answer.path("process").path("heapBytes");
        return heap.isIntegralNumber() ? OptionalLong.of(heap.asLong()) : OptionalLong.empty();
    }

    /// The program that the lab reports to be; empty if it does not show it.
    public Optional<LabEnvironment> environment() throws InterruptedException {
        return shown("/api/environment").flatMap(LabEnvironment::read);
    }

    private Optional<JsonNode> shown(String path) throws InterruptedException {
        try {
            return get(path);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The addresses of the lab, as `GET /api/transports` lists them.
    ///
    /// @throws IOException if it does not answer, or not as a lab does
    public Target target() throws IOException, InterruptedException {
        JsonNode transports =
                get("/api/transports")
                        .filter(answer -> answer.isArray() && !answer.isEmpty())
                        .orElseThrow(() -> new IOException("no lab answers at " + base));
        if (base.startsWith("https:")) {
            Map<String, Target.Endpoint> endpoints = endpoints(transports, "tlsPort");
            Target.Secure tls = new Target.Secure(base, endpoints, trusted);
            return new Target(base, endpoints, key.orElse(null), tls);
        }
        return new Target(
                base, endpoints(transports, "port"), key.orElse(null), secure(transports));
    }

    /// Whether the lab opens a session for who presents this as its access code; ends it again.
    ///
    /// @param code null: none
    /// @return false if the code is wrong, or missing; true also if a log-in is refused for another
    ///   reason
    /// @throws IOException if it does not answer
    public boolean admits(@Nullable String code) throws IOException, InterruptedException {
        String user = "check-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        HttpResponse<String> answer =
                send(
                        to("/api/sessions")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                AccessCode.logIn(user, code)))
                                .build());
        JsonNode body = json(answer.body()).orElse(MissingNode.getInstance());
        if (body.path("token").isTextual()) {
            String token = "Bearer " + body.path("token").textValue();
            send(to("/api/sessions/me").header("Authorization", token).DELETE().build());
        }
        return !body.path("code").asText().equals("wrong_code");
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private Map<String, Target.Endpoint> endpoints(JsonNode transports, String port) {
        String host = URI.create(base).getHost();
        Map<String, Target.Endpoint> endpoints = new HashMap<>();
        for (JsonNode transport : transports) {
            if (!transport.has("path") && transport.path(port).isInt()) {
                endpoints.put(
                        transport.path("id").asText(),
                        new Target.Endpoint(
                                transport.path("host").asText(host), transport.path(port).asInt()));
            }
        }
        return endpoints;
    }

    private Target.@Nullable Secure secure(JsonNode transports) {
        URI plain = URI.create(base);
        for (JsonNode transport : transports) {
            if (transport.has("path") && transport.path("tlsPort").isInt()) {
                int port = transport.path("tlsPort").asInt();
                return new Target.Secure(
                        "https://" + plain.getHost() + ":" + port,
                        endpoints(transports, "tlsPort"));
            }
        }
        return null;
    }

    private Optional<JsonNode> get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = to(path);
        key.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        HttpResponse<String> answer = send(request.build());
        return answer.statusCode() == 200 ? json(answer.body()) : Optional.empty();
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.of(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// @throws SSLException if TLS failed, such as for a certificate that is not accepted
    private static IOException failure(@Nullable Throwable cause) throws SSLException {
        if (cause instanceof SSLException tls) {
            throw tls;
        }
        return new IOException(String.valueOf(cause), cause);
    }

    /// The time limit of a request covers the head of the response only; this one covers all of it.
    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
