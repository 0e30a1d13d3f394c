package dev.wirelab.transports;

import dev.wirelab.core.meter.Count;
import dev.wirelab.core.meter.TrafficMeter;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The bytes and HTTP requests of one socket, and whose meter they belong to. What passes before
/// that is known, such as a request line, waits and is charged with what follows: everything is
/// charged once.
///
/// Safe for use by any number of threads.
public final class Bill {
    private final AtomicLong unpaidIn = new AtomicLong();
    private final AtomicLong unpaidOut = new AtomicLong();
    private final AtomicLong unpaidRequests = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile @Nullable TrafficMeter payer;
    private @Nullable TrafficMeter claimant;
    private @Nullable TrafficMeter owner;

    /// Counts bytes that the client sent.
    public void in(long bytes) {
        received.addAndGet(bytes);
        count(Count.BYTES_IN, unpaidIn, bytes);
    }

    /// Counts bytes that the client was sent.
    public void out(long bytes) {
        count(Count.BYTES_OUT, unpaidOut, bytes);
    }

    /// Counts a request that the client began.
    public void request() {
        count(Count.REQUESTS, unpaidRequests, 1);
    }

    private void count(Count count, AtomicLong unpaid, long amount) {
        TrafficMeter meter = payer;
        if (meter != null) {
            meter.add(count, amount);
        } else {
            unpaid.addAndGet(amount);
        }
    }

    /// How many bytes the client has sent so far: a sign that it lives.
    public long received() {
        return received.get();
    }

    /// Charges what is unpaid, and what comes until [#settle] or another call of this, to a meter.
    /// The connection counts as that meter's until another is charged.
    public synchronized void charge(TrafficMeter meter) {
        if (owner != meter) {
            if (owner != null) {
                owner.add(Count.CONNECTIONS_OPEN, -1);
            }
            meter.add(Count.CONNECTIONS_OPENED, 1);
            meter.add(Count.CONNECTIONS_OPEN, 1);
            owner = meter;
        }
        pay(meter);
        payer = meter;
    }

    /// Says who is charged in the end if nobody else is.
    public synchronized void claim(TrafficMeter meter) {
        claimant = meter;
    }

    /// Ends the charging: an exchange is over, what comes next belongs to whatever follows.
    ///
    /// @param otherwise who is charged if nobody was
    public synchronized void settle(TrafficMeter otherwise) {
        TrafficMeter meter = payer;
        if (meter == null) {
            charge(otherwise);
            meter = otherwise;
        }
        payer = null;
        pay(meter);
    }

    /// Settles for good: the socket has closed.
    public synchronized void close(TrafficMeter otherwise) {
        if (payer == null) {
            charge(owner != null ? owner : claimant != null ? claimant : otherwise);
        }
        if (payer != null) {
            pay(payer);
        }
        if (owner != null) {
            owner.add(Count.CONNECTIONS_OPEN, -1);
            owner = null;
        }
    }

    private void pay(TrafficMeter meter) {
        meter.add(Count.BYTES_IN, unpaidIn.getAndSet(0));
        meter.add(Count.BYTES_OUT, unpaidOut.getAndSet(0));
        meter.add(Count.REQUESTS, unpaidRequests.getAndSet(0));
    }
}
