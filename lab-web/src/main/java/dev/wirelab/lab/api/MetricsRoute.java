package dev.wirelab.lab.api;

import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.ProcessMeter;
import dev.wirelab.transports.http.AccessKey;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `GET /metrics`: the meters of `/api/meters` as Prometheus reads them, each row labelled by its
/// transport.
public final class MetricsRoute {
    private static final int NANOS = 9;
    private static final String LEDGER = "ledger";
    private static final String PENDING = "pending";

    /// Which count is which sample. A count that is not here is not told; a test notices.
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
                            "HTTP requests: polls, posted commands, WebSocket upgrades.",
                            Counter.REQUESTS),
                    family(
                            "wirelab_empty_polls_total",
                            "Polls that were answered without an event.",
                            Counter.EMPTY_POLLS),
                    family(
                            "wirelab_connections_opened_total",
                            "Connections that were opened.",
                            Counter.CONNECTIONS_OPENED),
                    new Family(
                            "wirelab_connections",
                            PrometheusText.Type.GAUGE,
                            "Connections that are open.",
                            List.of(new Sample(Counter.CONNECTIONS_OPEN, List.of()))),
                    family(
                            "wirelab_commands_total",
                            "Commands that arrived, refused ones included.",
                            Counter.COMMANDS),
                    family(
                            "wirelab_events_delivered_total",
                            "Events that were handed to a connection to be written.",
                            Counter.EVENTS_DELIVERED));

    private final Meters meters;
    private final IntSupplier sessions;
    private final Faults faults;
    private final AccessKey key;

    /// @param sessions the current number of sessions
    /// @param faults unexpected exceptions
    /// @param key opens the route
    public MetricsRoute(Meters meters, IntSupplier sessions, Faults faults, AccessKey key) {
        this.meters = meters;
        this.sessions = sessions;
        this.faults = faults;
        this.key = key;
    }

    /// Samples of one name.
    record Family(String name, PrometheusText.Type type, String help, List<Sample> samples) {}

    /// A count of each transport.
    ///
    /// @param labels beside the transport: names and values by turns
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
        text.family("wirelab_sessions", PrometheusText.Type.GAUGE, "Sessions that live.")
                .sample(sessions.getAsInt());
        text.family(
                        "wirelab_faults_total",
                        PrometheusText.Type.COUNTER,
                        "Unexpected exceptions in threads that serve everybody; the log has each.")
                .sample(faults.snapshot().values().stream().mapToLong(Long::longValue).sum());
        process(text, ProcessMeter.snapshot());
        return text.toString();
    }

    /// Each byte by what it was there for, in a lab with a ledger. What cannot be told yet goes up
    /// and down, and is no counter.
    private static void ledger(PrometheusText text, Map<String, Map<String, Object>> rows) {
        if (rows.values().stream().noneMatch(row -> row.containsKey(LEDGER))) {
            return;
        }
        text.family(
                "wirelab_ledger_bytes_total",
                PrometheusText.Type.COUNTER,
                "The same bytes by what they were there for.");
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
                "Bytes of which it cannot be told yet.");
        eachLine(
                rows,
                (line, value, labels) -> {
                    if (line.equals(PENDING)) {
                        text.sample(value, labels.toArray(String[]::new));
                    }
                });
    }

    /// Takes a line of the ledger with the labels of its transport and direction.
    private interface LineTaker {
        void take(String line, long value, List<String> labels);
    }

    private static void eachLine(Map<String, Map<String, Object>> rows, LineTaker taker) {
        rows.forEach((transport, row) -> {
            if (row.get(LEDGER) instanceof Map<?, ?> ledger) {
                ledger.forEach((direction, lines) -> {
                    if (lines instanceof Map<?, ?> each) {
                        each.forEach((line, value) ->
                                taker.take(
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
