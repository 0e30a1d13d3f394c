package dev.wirelab.transports;

import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.ledger.ConnectionInspector;
import dev.wirelab.transports.ledger.Dissector;
import dev.wirelab.transports.ledger.TrafficInspector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts the bytes and HTTP requests of one socket and charges them to a meter. What passes before
/// the meter is known, such as a request line, is charged to it afterwards. Everything is charged
/// exactly once.
///
/// Safe for use by any number of threads.
public final class ConnectionTraffic {
    private final AtomicLong unpaidIn = new AtomicLong();
    private final AtomicLong unpaidOut = new AtomicLong();
    private final AtomicLong unpaidRequests = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    // The meter that is charged now; null before the first exchange and between two.
    private volatile @Nullable TrafficMeter payer;
    // See [#claim].
    private @Nullable TrafficMeter claimant;
    // The meter that counts this connection as open.
    private @Nullable TrafficMeter owner;
    private final TrafficInspector inspector;
    private final Dissector.Factory protocol;

    // Inspects the bytes; null if they are not inspected. Set at the beginning or between two
    // exchanges, while no bytes are received. Other threads may write at any time.
    private volatile @Nullable ConnectionInspector watch;

    /// @param protocol makes the dissector for connections of this port
    public ConnectionTraffic(TrafficInspector inspector, Dissector.Factory protocol) {
        this.inspector = inspector;
        this.protocol = protocol;
        this.watch = inspector.watch(protocol);
    }

    /// Counts bytes that the client sent.
    ///
    /// @param filled a buffer that ends with them
    public void in(ByteBuffer filled, int length) {
        in(length);
        if (watch != null) {
            byte[] bytes = new byte[length];
            filled.get(filled.limit() - length, bytes);
            see(Direction.IN, bytes);
        }
    }

    private void in(int bytes) {
        received.addAndGet(bytes);
        count(Counter.BYTES_IN, unpaidIn, bytes);
    }

    /// Counts bytes that the client was sent.
    ///
    /// @param from what [#views] returned for the buffers that they come from
    public void out(long bytes, ByteBuffer @Nullable [] from) {
        count(Counter.BYTES_OUT, unpaidOut, bytes);
        if (watch != null && from != null) {
            if (from.length == 1 && isWhole(from[0], bytes)) {
                see(Direction.OUT, from[0].array());
                return;
            }
            byte[] copy = new byte[(int) bytes];
            int at = 0;
            for (ByteBuffer view : from) {
                int part = Math.min(view.remaining(), copy.length - at);
                view.get(copy, at, part);
                at += part;
            }
            see(Direction.OUT, copy);
        }
    }

    /// Whether these bytes are a whole array, as those of a batch are: then it need not be copied.
    private static boolean isWhole(ByteBuffer view, long bytes) {
        return view.hasArray()
                && view.arrayOffset() == 0
                && view.position() == 0
                && view.remaining() == bytes
                && view.array().length == bytes;
    }

    /// Duplicates the buffers that are about to be written, for [#out]; null if the bytes are not
    /// inspected.
    public ByteBuffer @Nullable [] views(ByteBuffer... buffers) {
        if (watch == null) {
            return null;
        }
        ByteBuffer[] views = new ByteBuffer[buffers.length];
        Arrays.setAll(views, i -> buffers[i].duplicate());
        return views;
    }

    private void see(Direction direction, byte[] bytes) {
        ConnectionInspector looking = watch;
        if (looking != null && !looking.see(direction, bytes)) {
            watch = null;
        }
    }

    /// Counts a request that the client began.
    public void request() {
        count(Counter.REQUESTS, unpaidRequests, 1);
    }

    private void count(Counter count, AtomicLong unpaid, long amount) {
        TrafficMeter meter = payer;
        if (meter != null) {
            add(meter, count, amount);
        } else {
            unpaid.addAndGet(amount);
        }
    }

    private void add(TrafficMeter meter, Counter count, long amount) {
        meter.add(count, amount);
        ConnectionInspector looking = watch;
        if (looking != null && amount > 0 && count != Counter.REQUESTS) {
            Direction direction = count == Counter.BYTES_IN ? Direction.IN : Direction.OUT;
            looking.paid(direction, meter, amount);
        }
    }

    /// The number of bytes that the client has sent so far, which shows that it is alive.
    public long received() {
        return received.get();
    }

    /// Charges a meter with everything that has not been charged yet, and with what follows until
    /// [#settle] or the next call. The connection counts as a connection of that meter until
    /// another one is charged.
    public synchronized void charge(TrafficMeter meter) {
        if (owner != meter) {
            if (owner != null) {
                owner.add(Counter.CONNECTIONS_OPEN, -1);
            }
            meter.add(Counter.CONNECTIONS_OPENED, 1);
            meter.add(Counter.CONNECTIONS_OPEN, 1);
            owner = meter;
        }
        pay(meter);
        payer = meter;
    }

    /// Sets the meter to charge if the connection closes before any meter was charged.
    public synchronized void claim(TrafficMeter meter) {
        claimant = meter;
    }

    /// Ends an exchange: what follows is charged to the meter of the next one.
    ///
    /// @param otherwise the meter to charge if the exchange has charged none
    public synchronized void settle(TrafficMeter otherwise) {
        TrafficMeter meter = payer;
        if (meter == null) {
            charge(otherwise);
            meter = otherwise;
        }
        payer = null;
        pay(meter);
        if (watch == null && inspector.tap().isActive()) {
            watch = inspector.watch(protocol);
        }
    }

    /// Called when the socket has closed: charges what is left, to `otherwise` if no meter was ever
    /// charged or claimed.
    public synchronized void close(TrafficMeter otherwise) {
        ConnectionInspector looking = watch;
        if (looking != null) {
            looking.end();
        }
        if (payer == null) {
            charge(owner != null ? owner : claimant != null ? claimant : otherwise);
        }
        if (payer != null) {
            pay(payer);
        }
        if (owner != null) {
            owner.add(Counter.CONNECTIONS_OPEN, -1);
            owner = null;
        }
        if (looking != null) {
            looking.closed();
        }
    }

    private void pay(TrafficMeter meter) {
        add(meter, Counter.BYTES_IN, unpaidIn.getAndSet(0));
        add(meter, Counter.BYTES_OUT, unpaidOut.getAndSet(0));
        add(meter, Counter.REQUESTS, unpaidRequests.getAndSet(0));
    }
}
