package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.TrafficMeter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The subscriptions to traffic, by the meter that counts it. Safe for use by any number of
/// threads.
public final class Tap {
    private final ReentrantLock lock = new ReentrantLock();

    // Replaced as a whole, under the lock.
    private volatile Map<TrafficMeter, List<TapSubscriber>> subscribers = Map.of();

    Tap() {}

    /// Subscribes to all bytes that are counted on these meters.
    ///
    /// @param meters the meters, each with the id of its transport
    public TapSubscriber open(Map<TrafficMeter, String> meters) {
        TapSubscriber subscriber = new TapSubscriber(this, meters);
        change(all -> {
            for (TrafficMeter meter : meters.keySet()) {
                List<TapSubscriber> others = all.getOrDefault(meter, List.of());
                all.put(meter, with(others, subscriber));
            }
        });
        return subscriber;
    }

    private static List<TapSubscriber> with(List<TapSubscriber> others, TapSubscriber one) {
        List<TapSubscriber> more = new ArrayList<>(others);
        more.add(one);
        return List.copyOf(more);
    }

    void close(TapSubscriber subscriber) {
        change(all -> {
            all.replaceAll((_, some) -> some.stream().filter(each -> each != subscriber).toList());
            all.values().removeIf(List::isEmpty);
        });
    }

    private void change(Consumer<Map<TrafficMeter, List<TapSubscriber>>> change) {
        lock.lock();
        try {
            Map<TrafficMeter, List<TapSubscriber>> all = new HashMap<>(subscribers);
            change.accept(all);
            subscribers = Map.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /// Whether there is any subscription.
    public boolean isActive() {
        return !subscribers.isEmpty();
    }

    /// Whether there is a subscription to this meter.
    boolean wants(TrafficMeter meter) {
        return subscribers.containsKey(meter);
    }

    void show(TrafficMeter meter, TapRecord seen) {
        for (TapSubscriber subscriber : subscribers.getOrDefault(meter, List.of())) {
            subscriber.offer(meter, seen);
        }
    }
}
