package dev.wirelab.transports.http.h2;

import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.Traffic;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.ledger.StreamHeads;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The traffic of one stream: one exchange of an HTTP/2 connection. Safe for use by any number of
/// threads.
public final class StreamTraffic implements Traffic {
    private final ConnectionTraffic connection;
    private final StreamHeads heads;
    private final PlaintextInspection inspection;
    private long unchargedIn;
    private long unchargedOut;
    private long unchargedRequests;
    private long received;
    private @Nullable TrafficMeter meter;
    private @Nullable TrafficMeter atLeast;

    // Used only by the owner of the connection's streams.
    private boolean isRequestEnded;
    private boolean isResponseEnded;

    // When the client began to owe something, on the nano clock; 0 if it owes nothing.
    private volatile long owedSince;
    private volatile long receivedBefore;

    StreamTraffic(ConnectionTraffic connection, StreamHeads heads, PlaintextInspection inspection) {
        this.connection = connection;
        this.heads = heads;
        this.inspection = inspection;
    }

    /// The heads of its messages, for the ledger: to be set when they are known.
    public StreamHeads heads() {
        return heads;
    }

    /// Passes on bytes of its frames, for the ledger.
    void inspect(Direction direction, ByteBuffer bytes) {
        inspection.bytes(direction, bytes);
    }

    /// Counts bytes of its frames.
    synchronized void count(Direction direction, long bytes) {
        if (direction == Direction.IN) {
            received += bytes;
        }
        TrafficMeter charged = meter;
        if (charged != null) {
            add(charged, direction, bytes);
        } else if (direction == Direction.IN) {
            unchargedIn += bytes;
        } else {
            unchargedOut += bytes;
        }
    }

    private void add(TrafficMeter to, Direction direction, long bytes) {
        if (bytes > 0) {
            to.add(direction == Direction.IN ? Counter.BYTES_IN : Counter.BYTES_OUT, bytes);
            inspection.charged(direction, to, bytes);
        }
    }

    @Override
    public Admission.Place place() {
        return connection.place();
    }

    @Override
    public synchronized void request() {
        if (meter == null) {
            unchargedRequests++;
        } else {
            meter.add(Counter.REQUESTS, 1);
        }
    }

    @Override
    public synchronized long received() {
        return received;
    }

    @Override
    public synchronized void charge(TrafficMeter to) {
        connection.chargeFirst(to);
        meter = to;
        add(to, Direction.IN, unchargedIn);
        add(to, Direction.OUT, unchargedOut);
        to.add(Counter.REQUESTS, unchargedRequests);
        unchargedIn = 0;
        unchargedOut = 0;
        unchargedRequests = 0;
    }

    @Override
    public synchronized void chargeAtLeast(TrafficMeter to) {
        atLeast = to;
    }

    /// Ends the exchange. What still passes is charged to the same meter.
    @Override
    public synchronized void endExchange(TrafficMeter otherwise) {
        if (meter == null) {
            charge(atLeast == null ? otherwise : atLeast);
        }
    }

    /// The stream has ended, or its connection.
    void close(TrafficMeter otherwise) {
        inspection.closing();
        endExchange(otherwise);
        inspection.closed();
    }

    /// The client owes the rest of its request, or to take the response, from now on.
    public void owed() {
        if (owedSince == 0) {
            receivedBefore = received();
            owedSince = System.nanoTime() | 1;
        }
    }

    /// The client owes nothing.
    public void paid() {
        owedSince = 0;
    }

    /// When that began which is late now; 0 if nothing is.
    long lateSince(long now, long stall) {
        long since = owedSince;
        boolean isLate =
                since != 0
                        && now - since
                                > stall + TimeLimits.arrivalNanos(received() - receivedBefore);
        return isLate ? since : 0;
    }

    /// A message is complete.
    ///
    /// @return whether both are
    boolean ended(Direction direction) {
        if (direction == Direction.IN) {
            isRequestEnded = true;
        } else {
            isResponseEnded = true;
        }
        return isRequestEnded && isResponseEnded;
    }
}
