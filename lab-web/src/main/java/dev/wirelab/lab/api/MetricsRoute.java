package dev.wirelab.lab.api;

import dev.wirelab.core.meter.Count;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.ProcessMeter;
import dev.wirelab.transports.http.LocalOnly;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/// `GET /metrics`: the meters of `/api/meters` as Prometheus reads them, each row labelled by its
/// transport.
public final class MetricsRoute {
    private static final int NANOS = 9;

    /// Which count is which sample. A count that is not here is not told; a test notices.
    static final List<Family> FAMILIES =
            List.of(
                    new Family(
                            "wirelab_socket_bytes_total",
                            PrometheusText.Type.COUNTER,
                            "Bytes of TCP payload, counted at the lab's sockets.",
                            List.of(
                                    new Sample(Count.BYTES_IN, List.of("direction", "in")),
                                    new Sample(Count.BYTES_OUT, List.of("direction", "out")))),
                    family(
                            "wirelab_http_requests_total",
                            "HTTP requests: polls, posted commands, WebSocket upgrades.",
                            Count.REQUESTS),
                    family(
                            "wirelab_empty_polls_total",
                            "Polls that were answered without an event.",
                            Count.EMPTY_POLLS),
                    family(
                            "wirelab_connections_opened_total",
                            "Connections that were opened.",
                            Count.CONNECTIONS_OPENED),
                    new Family(
                            "wirelab_connections",
                            PrometheusText.Type.GAUGE,
                            "Connections that are open.",
                            List.of(new Sample(Count.CONNECTIONS_OPEN, List.of()))),
                    family(
                            "wirelab_commands_total",
                            "Commands that arrived, refused ones included.",
                            Count.COMMANDS),
                    family(
                            "wirelab_events_delivered_total",
                            "Events that were handed to a connection to be written.",
                            Count.EVENTS_DELIVERED));

    private final Meters meters;
    private final IntSupplier sessions;

    /// @param sessions how many sessions there are
    public MetricsRoute(Meters meters, IntSupplier sessions) {
        this.meters = meters;
        this.sessions = sessions;
    }

    /// Samples of one name.
    record Family(String name, PrometheusText.Type type, String help, List<Sample> samples) {}

    /// A count of each transport.
    ///
    /// @param labels beside the transport: names and values by turns
    record Sample(Count count, List<String> labels) {
        String[] with(String transport) {
            return Stream.concat(Stream.of("transport", transport), labels.stream())
                    .toArray(String[]::new);
        }
    }

    private static Family family(String name, String help, Count count) {
        return new Family(
                name, PrometheusText.Type.COUNTER, help, List.of(new Sample(count, List.of())));
    }

    /// Adds the route.
    public void mount(JavalinConfig config) {
        config.routes.get("/metrics", this::answer);
    }

    private void answer(Context request) {
        LocalOnly.check(request, "metrics are");
        request.header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(PrometheusText.CONTENT_TYPE)
                .result(text());
    }

    private String text() {
        PrometheusText text = new PrometheusText();
        Map<String, Map<String, Long>> rows = meters.snapshot();
        for (Family family : FAMILIES) {
            text.family(family.name(), family.type(), family.help());
            rows.forEach((transport, row) -> {
                for (Sample sample : family.samples()) {
                    long value = row.getOrDefault(sample.count().field(), 0L);
                    text.sample(value, sample.with(transport));
                }
            });
        }
        text.family("wirelab_sessions", PrometheusText.Type.GAUGE, "Sessions that live.")
                .sample(sessions.getAsInt());
        process(text, ProcessMeter.snapshot());
        return text.toString();
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
