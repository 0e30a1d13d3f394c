package dev.wirelab.lab.api;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.ProcessMeter;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.tls.TlsCounters;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `GET /metrics`: the meters of `/api/meters` for Prometheus, each row labelled by its transport.
public final class MetricsRoute {
    private static final int NANOS = 9;
    private static final String LEDGER = "ledger";
    private static final String PENDING = "pending";

    /// The samples of each counter; a test checks that none is missing.
    static final List<Family> FAMILIES =
            List.of(
                    new Family(
                            "wirelab_socket_bytes_total",
                            PrometheusText.Type.COUNTER,
                            "Bytes of TCP payload, counted at the lab's sockets.",
                            List.of(
                                    new Sample(Counter.BYTES_IN, List.of("direction", "in")),
                                    new Sample(Counter.BYTES_OUT, List.of("direction", "out")))),
                    family(
                            "wirelab_http_requests_total",
                            "HTTP requests: polls, posted commands, upgrades.",
                            Counter.REQUESTS),
                    family(
                            "wirelab_empty_polls_total",
                            "Polls answered without an event.",
                            Counter.EMPTY_POLLS),
                    family(
                            "wirelab_connections_opened_total",
                            "Connections opened.",
                            Counter.CONNECTIONS_OPENED),
                    new Family(
                            "wirelab_connections",
                            PrometheusText.Type.GAUGE,
                            "Open connections.",
                            List.of(new Sample(Counter.CONNECTIONS_OPEN, List.of()))),
                    family(
                            "wirelab_commands_total",
                            "Commands received, including refused ones.",
                            Counter.COMMANDS),
                    family(
                            "wirelab_events_delivered_total",
                            "Events passed to a connection for writing.",
                            Counter.EVENTS_DELIVERED));

    private final Meters meters;
    private final Chat chat;
    private final TlsCounters tls;
    private final AccessKey key;

    /// @param chat the chat whose sessions and faults are counted
    /// @param tls the counters of TLS
    /// @param key gives access to the route
    public MetricsRoute(Meters meters, Chat chat, TlsCounters tls, AccessKey key) {
        this.meters = meters;
        this.chat = chat;
        this.tls = tls;
        this.key = key;
    }

    /// A metric with its samples.
    record Family(String name, PrometheusText.Type type, String help, List<Sample> samples) {}

    /// A counter of each transport.
    ///
    /// @param labels names and values in turn, besides the label of the transport
    record Sample(Counter count, List<String> labels) {
        String[] with(String transport) {
            return Stream.concat(Stream.of("transport", transport), labels.stream())
                    .toArray(String[]::new);
        }
    }

    private static Family family(String name, String help, Counter count) {
        return new Family(
                name, PrometheusText.Type.COUNTER, help, List.of(new Sample(count, List.of())));
    }

    /// Adds the route.
    public void mount(JavalinConfig config) {
        config.routes.get("/metrics", this::answer);
    }

    private void answer(Context request) {
        key.check(request);
        request.header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(PrometheusText.CONTENT_TYPE)
                .result(text());
    }

    private String text() {
        PrometheusText text = new PrometheusText();
        Map<String, Map<String, Object>> rows = meters.report();
        for (Family family : FAMILIES) {
            text.family(family.name(), family.type(), family.help());
            rows.forEach((transport, row) -> {
                for (Sample sample : family.samples()) {
                    long value = number(row.get(sample.count().field()));
                    text.sample(value, sample.with(transport));
                }
            });
        }
        ledger(text, rows);
        text.family("wirelab_sessions", PrometheusText.Type.GAUGE, "Sessions.")
                .sample(chat.sessions());
        limits(text, meters.reached());
        faults(text, chat.faults().snapshot());
        tls(text);
        process(text, ProcessMeter.snapshot());
        return text.toString();
    }

    private void tls(PrometheusText text) {
        text.family(
                        "wirelab_tls_handshakes_total",
                        PrometheusText.Type.COUNTER,
                        "TLS handshakes completed.")
                .sample(tls.handshakes());
        text.family(
                "wirelab_tls_failures_total",
                PrometheusText.Type.COUNTER,
                "Connections that did not become or stay TLS connections.");
        tls.failures().forEach((reason, count) -> text.sample(count, "reason", reason));
        text.family(
                        "wirelab_tls_certificate_reloads_total",
                        PrometheusText.Type.COUNTER,
                        "Changed certificates that were read again.")
                .sample(tls.reloads(), "result", "used")
                .sample(tls.failedReloads(), "result", "refused");
    }

    private static void limits(PrometheusText text, Map<String, Long> limits) {
        text.family(
                "wirelab_limits_reached_total",
                PrometheusText.Type.COUNTER,
                "Refused or closed, because a limit was reached.");
        limits.forEach((limit, count) -> text.sample(count, "limit", limit));
    }

    private static void faults(PrometheusText text, Map<String, Long> faults) {
        text.family(
                "wirelab_faults_total",
                PrometheusText.Type.COUNTER,
                "Unexpected exceptions, by the component that caught them.");
        faults.forEach((where, count) -> text.sample(count, "thread", where));
    }

    /// The bytes by class, in a lab with a ledger. The number of bytes without a class rises and
    /// falls, so it is a gauge.
    private static void ledger(PrometheusText text, Map<String, Map<String, Object>> rows) {
        if (rows.values().stream().noneMatch(row -> row.containsKey(LEDGER))) {
            return;
        }
        text.family(
                "wirelab_ledger_bytes_total",
                PrometheusText.Type.COUNTER,
                "Bytes of TCP payload, by class.");
        eachLine(
                rows,
                (line, value, labels) -> {
                    if (!line.equals(PENDING)) {
                        labels.addAll(List.of("class", line));
                        text.sample(value, labels.toArray(String[]::new));
                    }
                });
        text.family(
                "wirelab_ledger_pending_bytes",
                PrometheusText.Type.GAUGE,
                "Bytes that are not classified yet.");
        eachLine(
                rows,
                (line, value, labels) -> {
                    if (line.equals(PENDING)) {
                        text.sample(value, labels.toArray(String[]::new));
                    }
                });
    }

    /// Receives a line of the ledger, with the labels of its transport and direction.
    private interface LineConsumer {
        void accept(String line, long value, List<String> labels);
    }

    private static void eachLine(Map<String, Map<String, Object>> rows, LineConsumer consumer) {
        rows.forEach((transport, row) -> {
            if (row.get(LEDGER) instanceof Map<?, ?> ledger) {
                ledger.forEach((direction, lines) -> {
                    if (lines instanceof Map<?, ?> each) {
                        each.forEach((line, value) ->
                                consumer.accept(
                                        line.toString(),
                                        number(value),
                                        new ArrayList<>(
                                                List.of(
                                                        "transport",
                                                        transport,
                                                        "direction",
                                                        direction.toString()))));
                    }
                });
            }
        });
    }

    private static long number(@Nullable Object value) {
        return value instanceof Long number ? number : 0;
    }

    private static void process(PrometheusText text, Map<String, Long> process) {
        text.family(
                        "process_cpu_seconds_total",
                        PrometheusText.Type.COUNTER,
                        "CPU time, user and system.")
                .sample(BigDecimal.valueOf(process.getOrDefault("cpuNanos", 0L), NANOS));
        text.family(
                        "wirelab_allocated_bytes_total",
                        PrometheusText.Type.COUNTER,
                        "Heap allocated, all threads.")
                .sample(process.getOrDefault("allocatedBytes", 0L));
        text.family("wirelab_heap_used_bytes", PrometheusText.Type.GAUGE, "Heap in use.")
                .sample(process.getOrDefault("heapBytes", 0L));
    }
}
