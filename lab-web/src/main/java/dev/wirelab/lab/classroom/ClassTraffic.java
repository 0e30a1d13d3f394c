package dev.wirelab.lab.classroom;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.Counter;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the pupils' connections have used by transport, by the meters of their sessions. Guarded by
/// the lock of the [Classroom].
final class ClassTraffic {
    private static final List<Counter> SHOWN =
            List.of(
                    Counter.BYTES_IN,
                    Counter.BYTES_OUT,
                    Counter.REQUESTS,
                    Counter.EMPTY_POLLS,
                    Counter.EVENTS_DELIVERED);

    private final Map<String, Map<Counter, Long>> past = new TreeMap<>();

    /// Keeps the counts of a session that has ended.
    void add(Session session) {
        add(past, session);
    }

    /// The counts by transport, those of these sessions included.
    Map<String, Map<String, Long>> with(Collection<Session> sessions) {
        Map<String, Map<Counter, Long>> all = new TreeMap<>();
        past.forEach((transport, counts) -> all.put(transport, new EnumMap<>(counts)));
        sessions.forEach(session -> add(all, session));
        Map<String, Map<String, Long>> named = new TreeMap<>();
        all.forEach((transport, counts) -> {
            Map<String, Long> row = new TreeMap<>();
            counts.forEach((counter, count) -> row.put(counter.field(), count));
            named.put(transport, row);
        });
        return named;
    }

    private static void add(Map<String, Map<Counter, Long>> to, Session session) {
        session.meters()
                .forEach((transport, meter) -> {
                    Map<Counter, Long> row =
                            to.computeIfAbsent(transport, _ -> new EnumMap<>(Counter.class));
                    SHOWN.forEach(counter -> row.merge(counter, meter.get(counter), Long::sum));
                });
    }
}
