package dev.wirelab.transports;

import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts the bytes and HTTP requests of one socket and charges each of them to one meter. Bytes
/// and requests before the meter is known, such as a request line, are charged to it afterwards.
///
/// Safe for use by any number of threads.
public final class ConnectionTraffic implements Traffic {
    private final TrafficListener listener;
    private final Admission.Place place;
    private final AtomicLong unchargedIn = new AtomicLong();
    private final AtomicLong unchargedOut = new AtomicLong();
    private final AtomicLong unchargedRequests = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    // The meter of the current exchange; null before the first exchange and between two.
    private volatile @Nullable TrafficMeter current;
    // See [#chargeAtLeast].
    private @Nullable TrafficMeter atLeast;
    // The meter that was charged last.
    private @Nullable TrafficMeter countedBy;
    // The meter that counts this connection as open.
    private @Nullable TrafficMeter openIn;

    /// @param place the place that the socket takes of the limits of connections
    public ConnectionTraffic(TrafficListener listener, Admission.Place place) {
        this.listener = listener;
        this.place = place;
    }

    @Override
    public Admission.Place place() {
        return place;
    }

    /// Counts the socket as open, before it is known which meter to charge.
    ///
    /// @param meter counts it until another meter is charged
    public synchronized void opened(TrafficMeter meter) {
        meter.add(Counter.CONNECTIONS_OPEN, 1);
        openIn = meter;
    }

    /// Counts bytes that the client sent.
    public void in(int bytes) {
        received.addAndGet(bytes);
        count(Counter.BYTES_IN, unchargedIn, bytes);
    }

    /// Counts bytes that the client was sent.
    public void out(long bytes) {
        count(Counter.BYTES_OUT, unchargedOut, bytes);
    }

    /// Counts bytes that the client sent, which [#count] charges later.
    public void arrived(long bytes) {
        received.addAndGet(bytes);
    }

    /// Counts bytes of a direction that belong to no exchange in particular.
    public void count(Direction direction, long bytes) {
        if (direction == Direction.IN) {
            count(Counter.BYTES_IN, unchargedIn, bytes);
        } else {
            count(Counter.BYTES_OUT, unchargedOut, bytes);
        }
    }

    /// Takes back the bytes that have not been charged yet.
    public long takeUncharged(Direction direction) {
        return (direction == Direction.IN ? unchargedIn : unchargedOut).getAndSet(0);
    }

    @Override
    public void request() {
        count(Counter.REQUESTS, unchargedRequests, 1);
    }

    private void count(Counter counter, AtomicLong uncharged, long amount) {
        TrafficMeter meter = current;
        if (meter != null) {
            add(meter, counter, amount);
        } else {
            uncharged.addAndGet(amount);
        }
    }

    private void add(TrafficMeter meter, Counter counter, long amount) {
        meter.add(counter, amount);
        if (amount > 0 && counter != Counter.REQUESTS) {
            listener.charged(
                    counter == Counter.BYTES_IN ? Direction.IN : Direction.OUT, meter, amount);
        }
    }

    @Override
    public long received() {
        return received.get();
    }

    /// Charges a meter like [Traffic#charge]. The connection counts as a connection of that meter
    /// until another one is charged.
    @Override
    public synchronized void charge(TrafficMeter meter) {
        if (countedBy != meter) {
            if (openIn != null) {
                openIn.add(Counter.CONNECTIONS_OPEN, -1);
            }
            meter.add(Counter.CONNECTIONS_OPENED, 1);
            meter.add(Counter.CONNECTIONS_OPEN, 1);
            countedBy = meter;
            openIn = meter;
            if (meter.isPart()) {
                place.loggedIn();
            }
        }
        chargeRest(meter);
        current = meter;
    }

    /// Charges a meter unless one of a session has been charged already.
    public synchronized void chargeFirst(TrafficMeter meter) {
        if (countedBy == null || (meter.isPart() && !countedBy.isPart())) {
            charge(meter);
        }
    }

    @Override
    public synchronized void chargeAtLeast(TrafficMeter meter) {
        atLeast = meter;
    }

    /// Ends an exchange: further traffic is charged to the meter of the next one.
    @Override
    public synchronized void endExchange(TrafficMeter otherwise) {
        TrafficMeter meter = current;
        if (meter == null) {
            charge(otherwise);
            meter = otherwise;
        }
        current = null;
        chargeRest(meter);
        listener.exchangeEnded();
    }

    /// Called when the socket has closed: charges the remaining traffic, to `otherwise` if no other
    /// meter is known.
    public synchronized void close(TrafficMeter otherwise) {
        listener.closing();
        TrafficMeter meter = current;
        if (meter == null) {
            meter = countedBy != null ? countedBy : atLeast != null ? atLeast : otherwise;
            charge(meter);
        }
        chargeRest(meter);
        if (openIn != null) {
            openIn.add(Counter.CONNECTIONS_OPEN, -1);
            openIn = null;
            countedBy = null;
        }
        place.close();
        listener.closed();
    }

    private void chargeRest(TrafficMeter meter) {
        add(meter, Counter.BYTES_IN, unchargedIn.getAndSet(0));
        add(meter, Counter.BYTES_OUT, unchargedOut.getAndSet(0));
        add(meter, Counter.REQUESTS, unchargedRequests.getAndSet(0));
    }
}
