package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.TrafficMeter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who watches which meters' bytes. Safe for use by any number of threads.
public final class Tap {
    private final Map<TrafficMeter, List<TapSubscriber>> watchers = new ConcurrentHashMap<>();
    private volatile boolean active;

    Tap() {}

    /// Begins to watch what is counted on some meters.
    ///
    /// @param meters the transport of each
    public TapSubscriber open(Map<TrafficMeter, String> meters) {
        TapSubscriber watcher = new TapSubscriber(this, meters);
        meters.keySet()
                .forEach(meter ->
                        watchers.compute(
                                meter,
                                (_, list) -> {
                                    List<TapSubscriber> all =
                                            list == null ? new CopyOnWriteArrayList<>() : list;
                                    all.add(watcher);
                                    return all;
                                }));
        active = true;
        return watcher;
    }

    void close(TapSubscriber watcher) {
        watchers.replaceAll((_, list) -> {
            list.remove(watcher);
            return list;
        });
        watchers.values().removeIf(List::isEmpty);
        active = !watchers.isEmpty();
        if (!active && !watchers.isEmpty()) {
            // Another one came meanwhile.
            active = true;
        }
    }

    /// Whether anybody watches anything.
    public boolean isActive() {
        return active;
    }

    /// Whether somebody watches this meter.
    boolean wants(TrafficMeter meter) {
        return watchers.containsKey(meter);
    }

    void show(TrafficMeter meter, TapRecord seen) {
        for (TapSubscriber watcher : watchers.getOrDefault(meter, List.of())) {
            watcher.offer(meter, seen);
        }
    }
}
