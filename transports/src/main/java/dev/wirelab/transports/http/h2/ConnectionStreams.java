package dev.wirelab.transports.http.h2;

import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.ledger.StreamHeads;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The streams of one HTTP/2 connection, and the bytes of each. What belongs to no stream is
/// counted by the traffic of the connection: the preface, SETTINGS, PING, GOAWAY, WINDOW_UPDATE of
/// the connection, frames of streams that have ended, and what TLS adds.
///
/// Safe for use by any number of threads, as long as the bytes of one direction are passed in
/// order.
public final class ConnectionStreams {
    /// The preface of a client (RFC 9113 §3.4), which has been read before.
    public static final int PREFACE_BYTES = 24;

    /// More streams than a client may open are not told apart. Jetty refuses them.
    private static final int MAX_STREAMS = 1000;

    private final ConnectionTraffic connection;
    private final PlaintextInspection control;
    private final Function<StreamHeads, PlaintextInspection> inspections;
    private final TrafficMeter other;
    private final Map<Integer, StreamTraffic> streams = new HashMap<>();
    private final Side in = new Side(Direction.IN);
    private final Side out = new Side(Direction.OUT);
    private int last;

    /// @param connection counts what belongs to no stream; must not have been charged
    /// @param control inspects what belongs to no stream
    /// @param inspections makes the inspection of a stream
    /// @param other the meter of traffic that no handler charges
    /// @param tlsIn what TLS has added to the preface so far
    /// @param tlsOut what TLS has sent so far
    public ConnectionStreams(
            ConnectionTraffic connection,
            PlaintextInspection control,
            Function<StreamHeads, PlaintextInspection> inspections,
            TrafficMeter other,
            long tlsIn,
            long tlsOut) {
        this.connection = connection;
        this.control = control;
        this.inspections = inspections;
        this.other = other;
        in.owners.owned(null, tlsIn + PREFACE_BYTES);
        in.owners.passed(connection.takeUncharged(Direction.IN));
        out.owners.owned(null, tlsOut);
        out.owners.passed(connection.takeUncharged(Direction.OUT));
    }

    /// One direction.
    private final class Side implements FrameSplitter.Listener {
        private final Direction direction;
        private final FrameSplitter frames = new FrameSplitter(this);
        private final ByteOwners owners = new ByteOwners(this::count);

        Side(Direction direction) {
            this.direction = direction;
        }

        private void count(@Nullable StreamTraffic owner, long bytes) {
            if (owner == null) {
                connection.count(direction, bytes);
            } else {
                owner.count(direction, bytes);
            }
        }

        @Override
        public @Nullable StreamTraffic begins(int type, int stream) {
            if (direction == Direction.IN
                    && type == FrameSplitter.HEADERS
                    && stream > last
                    && streams.size() < MAX_STREAMS) {
                last = stream;
                streams.put(stream, newStream());
            }
            return streams.get(stream);
        }

        @Override
        public void passed(@Nullable StreamTraffic owner, ByteBuffer bytes) {
            owners.owned(owner, bytes.remaining());
            if (owner == null) {
                control.bytes(direction, bytes);
            } else {
                owner.inspect(direction, bytes);
            }
        }

        @Override
        public void ended(int type, int flags, int stream) {
            StreamTraffic owner = streams.get(stream);
            if (owner == null) {
                return;
            }
            boolean isLast =
                    (type == FrameSplitter.DATA || type == FrameSplitter.HEADERS)
                            && (flags & FrameSplitter.END_STREAM) != 0;
            if (type == FrameSplitter.RST_STREAM || (isLast && owner.ended(direction))) {
                streams.remove(stream);
                owner.close(other);
            }
        }
    }

    private StreamTraffic newStream() {
        StreamHeads heads = new StreamHeads();
        return new StreamTraffic(connection, heads, inspections.apply(heads));
    }

    private Side side(Direction direction) {
        return direction == Direction.IN ? in : out;
    }

    /// Bytes passed the socket: plaintext, or records.
    public synchronized void passed(Direction direction, long bytes) {
        if (direction == Direction.IN) {
            connection.arrived(bytes);
        }
        side(direction).owners.passed(bytes);
    }

    /// TLS has added bytes.
    public synchronized void tls(Direction direction, long bytes) {
        side(direction).owners.owned(null, bytes);
        control.tls(direction, bytes);
    }

    /// The next bytes that the client sent, without TLS.
    ///
    /// @param filled a buffer that ends with them
    public synchronized void in(ByteBuffer filled, int length) {
        in.frames.read(filled.slice(filled.limit() - length, length));
    }

    /// The next bytes that the client was sent, without TLS.
    ///
    /// @param from duplicates of the buffers that they come from
    public synchronized void out(long bytes, ByteBuffer[] from) {
        long left = bytes;
        for (ByteBuffer view : from) {
            int part = (int) Math.min(view.remaining(), left);
            out.frames.read(view.slice(view.position(), part));
            left -= part;
        }
    }

    /// A stream that the client has opened; one that has ended already counts nothing any more.
    public synchronized StreamTraffic stream(int id) {
        StreamTraffic stream = streams.get(id);
        return stream == null ? newStream() : stream;
    }

    /// When that began which the client has owed for too long; 0 if nothing is late.
    ///
    /// @param stall the time limit in nanoseconds
    public synchronized long lateSince(long now, long stall) {
        long unfinished = in.frames.unfinishedSince();
        if (unfinished != 0 && now - unfinished > stall) {
            return unfinished;
        }
        for (StreamTraffic stream : streams.values()) {
            long since = stream.lateSince(now, stall);
            if (since != 0) {
                return since;
            }
        }
        return 0;
    }

    /// The connection has closed.
    public synchronized void close() {
        in.frames.close();
        out.frames.close();
        in.owners.close();
        out.owners.close();
        List<StreamTraffic> open = List.copyOf(streams.values());
        streams.clear();
        open.forEach(stream -> stream.close(other));
    }
}
