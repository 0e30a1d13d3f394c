package dev.wirelab.transports.socketio;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Traffic;
import dev.wirelab.transports.http.socket.HttpSocket;
import dev.wirelab.transports.http.socket.SharedWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.websocket.api.Session;

/// A WebSocket of a session of Engine.IO: the session's only transport from the start, or a
/// candidate that has to probe before it takes over.
final class EngineSocket {
    private static final byte[] PROBE_PONG = EngineFrames.text("3probe");
    private static final int BAD_REQUEST = 4500;
    private static final int NORMAL_CLOSURE = 1000;

    /// The most writes that may be pending. A client with more of them does not read.
    private static final int MAX_WRITES = 1_000;

    private final EngineSession session;
    private final Session jetty;
    private final SharedWriter output;
    private final Traffic traffic;
    private final long opened = System.nanoTime();

    private final AtomicInteger writes = new AtomicInteger();

    // Used only by the reading thread.
    private boolean isCandidate;

    private volatile boolean paused;

    EngineSocket(EngineSession session, Session jetty, HttpSocket socket, TrafficMeter atLeast) {
        this.session = session;
        this.jetty = jetty;
        this.output = socket.writer();
        this.traffic = socket.traffic();
        output.share();
        traffic.chargeAtLeast(atLeast);
    }

    /// Begins a new session, or becomes a candidate of one that polls.
    void open(boolean isNew) {
        isCandidate = !isNew;
        if (isNew) {
            session.begin(this);
        } else if (!session.isPolling()) {
            close(NORMAL_CLOSURE, "");
        }
    }

    /// A text frame.
    void text(String frame) {
        EnginePacket packet;
        try {
            packet = EnginePacket.text(frame);
        } catch (Refusal refusal) {
            violated();
            return;
        }
        if (isCandidate) {
            probe(packet);
        } else {
            session.received(this, packet);
        }
    }

    private void probe(EnginePacket packet) {
        if (packet.equals(new EnginePacket.Control('2', "probe")) && session.probe(this)) {
            send(PROBE_PONG, () -> {});
        } else if (packet.equals(new EnginePacket.Control('5', "")) && session.upgrade(this)) {
            isCandidate = false;
        } else {
            close(NORMAL_CLOSURE, "");
        }
    }

    /// A binary frame.
    void binary(byte[] message) {
        if (isCandidate) {
            violated();
        } else {
            session.received(this, new EnginePacket.Binary(message));
        }
    }

    private void violated() {
        close(BAD_REQUEST, "bad_request");
        if (!isCandidate) {
            session.abort();
        }
    }

    void charge(TrafficMeter meter) {
        traffic.charge(meter);
    }

    /// Writes whole frames.
    ///
    /// @param taken run when the kernel has taken them
    void send(byte[] frames, Runnable taken) {
        if (writes.incrementAndGet() > MAX_WRITES) {
            disconnect();
            return;
        }
        output.send(
                frames,
                jetty::isOpen,
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> {
                            writes.decrementAndGet();
                            taken.run();
                        },
                        _ -> disconnect()));
    }

    /// Stops reading.
    void pause() {
        paused = true;
        output.pause();
    }

    /// Resumes reading, if it was stopped.
    void proceed() {
        if (paused) {
            paused = false;
            output.resume();
        }
    }

    /// Executes commands on the reading thread.
    void execute(Runnable commands) {
        output.execute(commands);
    }

    /// How long it has been open, in nanoseconds.
    long age(long now) {
        return now - opened;
    }

    void close(int code, String reason) {
        jetty.close(code, reason, org.eclipse.jetty.websocket.api.Callback.NOOP);
    }

    /// Closes it at once.
    void disconnect() {
        jetty.disconnect();
    }

    /// It has closed.
    void closed() {
        session.closed(this);
    }
}
