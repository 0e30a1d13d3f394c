package dev.wirelab.transports.socketio;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.http.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/// One session of Engine.IO: a client that polls, or has a WebSocket, or moves from the one to the
/// other. Packets that are sent while the client does not poll are kept until it does, or until its
/// WebSocket has taken over, so that an upgrade neither loses nor repeats a packet.
///
/// Safe on any thread; nothing blocks.
final class EngineSession {
    private static final byte[] PING = EngineFrames.text("2");
    private static final byte[] CLOSE = EngineFrames.text("1");
    private static final byte[] NOOP = EngineFrames.text("6");
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);
    private static final int NORMAL_CLOSURE = 1000;

    /// The most packets that may wait for a poll. A client whose packets exceed it does not poll.
    private static final int MAX_OUTGOING = 1_000;

    private final String sid;
    private final EngineOptions options;
    private final Handshake handshake;
    private final Admission.Place place;
    private final Consumer<EngineSession> onEnd;
    private final EngineListener listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final TrafficMeter otherwise;
    private volatile @Nullable TrafficMeter meter;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Deque<Outgoing> outgoing = new ArrayDeque<>(2);
    private @Nullable HttpExchange poll;
    private @Nullable HttpExchange post;
    private @Nullable EngineSocket probe;
    private boolean finishing;

    // Written under the lock. Null while the client polls.
    private volatile @Nullable EngineSocket socket;

    private final EngineInput input;
    private final Heartbeat heartbeat;

    /// Packets that are written at once.
    ///
    /// @param frames one or several frames
    /// @param taken run when the kernel has taken them; never if the session has ended
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Outgoing(byte[] frames, Runnable taken) {}

    /// @param handshake the handshake of the request that began the session
    /// @param place the place within the limits of the connection that began it
    /// @param meter charged until [#charge] names another
    /// @param onEnd notified when the session has ended
    EngineSession(
            String sid,
            EngineOptions options,
            Handshake handshake,
            Admission.Place place,
            TrafficMeter meter,
            EngineListener.Factory listener,
            Consumer<EngineSession> onEnd) {
        this.sid = sid;
        this.options = options;
        this.handshake = handshake;
        this.place = place;
        this.otherwise = meter;
        this.onEnd = onEnd;
        this.heartbeat = new Heartbeat(options);
        this.input = new EngineInput(this::hasRoom, this::inputHandled);
        this.listener = listener.opened(this);
    }

    String sid() {
        return sid;
    }

    /// The place within the limits of the connection that began it.
    Admission.Place place() {
        return place;
    }

    /// The handshake of the request that began the session.
    Handshake handshake() {
        return handshake;
    }

    /// The open packet.
    String opening(boolean upgradable) {
        return "0{\"sid\":\""
                + sid
                + "\",\"upgrades\":["
                + (upgradable ? "\"websocket\"" : "")
                + "],\"pingInterval\":"
                + options.pingEvery().toMillis()
                + ",\"pingTimeout\":"
                + options.pongWithin().toMillis()
                + ",\"maxPayload\":"
                + options.maxPayload()
                + "}";
    }

    /// Charges this meter from now on.
    void charge(TrafficMeter to) {
        meter = to;
        EngineSocket current = socket;
        if (current != null) {
            current.charge(to);
        }
    }

    /// The meter of its exchanges.
    TrafficMeter meter() {
        TrafficMeter named = meter;
        return named == null ? otherwise : named;
    }

    private void charge(EngineSocket to) {
        TrafficMeter named = meter;
        if (named != null) {
            to.charge(named);
        }
    }

    /// Sends whole frames: at once, or with the next poll.
    ///
    /// @param frames shared with other connections; must not be modified
    /// @param taken run when the kernel has taken them; never if the session has ended
    void send(byte[] frames, Runnable taken) {
        EngineSocket current = socket;
        @Nullable Runnable answer = null;
        boolean isFull = false;
        if (current == null) {
            lock.lock();
            try {
                current = socket;
                if (current == null && !ended.get()) {
                    outgoing.add(new Outgoing(frames, taken));
                    isFull = outgoing.size() > MAX_OUTGOING;
                    answer = takeAnswer();
                }
            } finally {
                lock.unlock();
            }
        }
        if (current != null) {
            current.send(frames, taken);
        } else if (answer != null) {
            answer.run();
        } else if (isFull) {
            abort();
        }
    }

    /// Takes the pending poll and all that is due to it. Requires the lock.
    private @Nullable Runnable takeAnswer() {
        HttpExchange exchange = poll;
        if (exchange == null || outgoing.isEmpty()) {
            return null;
        }
        poll = null;
        List<Outgoing> all = new ArrayList<>(outgoing);
        outgoing.clear();
        return () -> answer(exchange, all);
    }

    private void answer(HttpExchange exchange, List<Outgoing> all) {
        exchange.charge(meter());
        exchange.answerText(
                200,
                EngineFrames.payload(all.stream().map(Outgoing::frames).toList()),
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> all.forEach(some -> some.taken().run()),
                        _ -> abort()));
    }

    private void answer(HttpExchange exchange, byte[] frames) {
        answer(exchange, List.of(new Outgoing(frames, () -> {})));
    }

    /// A poll of the client.
    ///
    /// @throws Refusal `bad_request` if the session has ended or does not poll any more, or another
    ///   poll is pending, which ends the session
    void poll(HttpExchange exchange) {
        exchange.charge(meter());
        if (heartbeat.isOver(System.nanoTime())) {
            abort();
        }
        boolean isSecond;
        boolean isUpgrading = false;
        @Nullable Runnable answer = null;
        lock.lock();
        try {
            if (ended.get() && !finishing) {
                throw unknown();
            }
            if (socket != null) {
                throw Refusal.badRequest("the session has a WebSocket");
            }
            isSecond = poll != null;
            if (!isSecond) {
                poll = exchange;
                answer = takeAnswer();
                isUpgrading = answer == null && probe != null;
                if (isUpgrading) {
                    poll = null;
                }
            }
        } finally {
            lock.unlock();
        }
        if (isSecond) {
            abort();
            throw Refusal.badRequest("one poll at a time");
        }
        if (answer != null) {
            answer.run();
        } else if (isUpgrading) {
            answer(exchange, NOOP);
        } else {
            watch(exchange);
        }
    }

    /// Ends the session if the client ends the poll before its answer.
    private void watch(HttpExchange exchange) {
        lock.lock();
        try {
            // Under the lock: a poll that has been answered must not be watched.
            if (poll == exchange) {
                exchange.whenCancelled(this::abort);
            }
        } finally {
            lock.unlock();
        }
    }

    static Refusal unknown() {
        return Refusal.badRequest("no session has this sid");
    }

    /// A POST of the client, whose body has yet to be read.
    ///
    /// @throws Refusal `bad_request` if the session has ended or does not poll any more, or another
    ///   POST is pending, which ends the session
    void post(HttpExchange exchange) {
        exchange.charge(meter());
        boolean isSecond;
        lock.lock();
        try {
            if (ended.get()) {
                throw unknown();
            }
            if (socket != null) {
                throw Refusal.badRequest("the session has a WebSocket");
            }
            isSecond = post != null;
            if (!isSecond) {
                post = exchange;
            }
        } finally {
            lock.unlock();
        }
        if (isSecond) {
            abort();
            throw Refusal.badRequest("one POST at a time");
        }
    }

    /// The body of the pending POST.
    void posted(HttpExchange exchange, byte[] body) {
        List<EnginePacket> packets;
        try {
            packets = EnginePacket.payload(body);
        } catch (Refusal refusal) {
            abort();
            throw refusal;
        }
        packets.forEach(packet -> input.add(() -> received(packet)));
        input.add(() -> {
            lock.lock();
            try {
                post = null;
            } finally {
                lock.unlock();
            }
            exchange.charge(meter());
            exchange.answerText(200, OK, Callback.NOOP);
        });
        exchange.requestDelivery();
        input.handle();
    }

    /// A packet on the session's WebSocket, on the thread that reads it.
    void received(EngineSocket from, EnginePacket packet) {
        input.add(() -> received(packet));
        input.handle();
        if (!input.isEmpty()) {
            from.pause();
            // Checks again, since there may have been room before.
            input.handle();
        }
    }

    /// Handles input again, if that was stopped for lack of room.
    void resume() {
        if (input.isEmpty()) {
            return;
        }
        EngineSocket current = socket;
        if (current != null) {
            current.execute(input::handle);
            return;
        }
        HttpExchange pending = post;
        if (pending != null) {
            pending.requestDelivery();
        }
        input.handle();
    }

    private boolean hasRoom() {
        return ended.get() || listener.hasRoom();
    }

    private void inputHandled() {
        EngineSocket current = socket;
        if (current != null) {
            current.proceed();
        }
    }

    private void received(EnginePacket packet) {
        if (ended.get()) {
            return;
        }
        switch (packet) {
            case EnginePacket.Text(String message) -> listener.text(message);
            case EnginePacket.Binary(byte[] message) -> listener.binary(message);
            case EnginePacket.Control(char type, String _) -> control(type);
        }
    }

    private void control(char type) {
        switch (type) {
            case '1' -> finish(NOOP, NORMAL_CLOSURE, "");
            case '3' -> heartbeat.answered();
            case '6' -> {}
            default -> abort();
        }
    }

    /// The first packets of a session that begins with a WebSocket.
    void begin(EngineSocket first) {
        lock.lock();
        try {
            socket = first;
        } finally {
            lock.unlock();
        }
        charge(first);
        first.send(EngineFrames.text(opening(false)), () -> {});
    }

    /// Whether a WebSocket may still take over.
    boolean isPolling() {
        return socket == null && !ended.get();
    }

    /// A WebSocket asks to take over. The pending poll is answered, and every further one at once.
    ///
    /// @return whether it may try
    boolean probe(EngineSocket candidate) {
        HttpExchange pending;
        lock.lock();
        try {
            if (ended.get() || socket != null || probe != null) {
                return false;
            }
            probe = candidate;
            pending = poll;
            poll = null;
        } finally {
            lock.unlock();
        }
        if (pending != null) {
            answer(pending, NOOP);
        }
        return true;
    }

    /// The WebSocket that probed takes over.
    ///
    /// @return whether it has
    boolean upgrade(EngineSocket candidate) {
        HttpExchange pending;
        List<Outgoing> held;
        lock.lock();
        try {
            if (ended.get() || probe != candidate) {
                return false;
            }
            probe = null;
            socket = candidate;
            pending = poll;
            poll = null;
            held = new ArrayList<>(outgoing);
            outgoing.clear();
        } finally {
            lock.unlock();
        }
        charge(candidate);
        held.forEach(some -> candidate.send(some.frames(), some.taken()));
        if (pending != null) {
            answer(pending, NOOP);
        }
        return true;
    }

    /// A WebSocket of this session has closed.
    void closed(EngineSocket which) {
        boolean isCurrent;
        lock.lock();
        try {
            isCurrent = socket == which;
            if (probe == which) {
                probe = null;
            }
        } finally {
            lock.unlock();
        }
        if (isCurrent) {
            end(CLOSE, NORMAL_CLOSURE, "");
        }
    }

    /// Called periodically: sends a ping when it is due, and ends the session of a client that does
    /// not answer it or does not read.
    void check() {
        long now = System.nanoTime();
        if (ended.get()) {
            if (heartbeat.isDue(now)) {
                onEnd.accept(this);
            }
            return;
        }
        EngineSocket current = socket;
        if (current != null && listener.isStalled()) {
            current.disconnect();
            return;
        }
        EngineSocket trying = probe;
        if (trying != null && trying.age(now) > options.upgradeWithin().toNanos()) {
            trying.close(NORMAL_CLOSURE, "");
        }
        listener.check();
        if (!heartbeat.isDue(now)) {
            return;
        }
        if (!heartbeat.isPinged()) {
            heartbeat.pinged();
            send(PING, () -> {});
        } else if (input.isEmpty()) {
            abort();
            if (current != null) {
                current.disconnect();
            }
        } else {
            // Its pong may be among the input that is not read.
            heartbeat.extend(now);
        }
    }

    /// Ends the session at once, after a violation of the protocol.
    void abort() {
        end(CLOSE, NORMAL_CLOSURE, "");
    }

    /// Ends the session after all that was sent.
    ///
    /// @param code the code of the WebSocket's close frame
    /// @param reason its reason
    void finish(int code, String reason) {
        finish(CLOSE, code, reason);
    }

    /// @param last the end of the answer to the pending poll or, without one, to the next
    private void finish(byte[] last, int code, String reason) {
        @Nullable Runnable answer = null;
        lock.lock();
        try {
            if (socket == null && poll == null && !ended.get()) {
                // The next poll gets it.
                finishing = true;
                outgoing.add(new Outgoing(last, () -> onEnd.accept(this)));
            } else if (socket == null && !ended.get()) {
                outgoing.add(new Outgoing(last, () -> {}));
                answer = takeAnswer();
            }
        } finally {
            lock.unlock();
        }
        if (answer != null) {
            answer.run();
        }
        end(last, code, reason);
    }

    /// @param last the answer to a pending poll
    private void end(byte[] last, int code, String reason) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        HttpExchange pending;
        EngineSocket trying;
        boolean isGone;
        lock.lock();
        try {
            pending = poll;
            poll = null;
            trying = probe;
            probe = null;
            isGone = !finishing;
            if (isGone) {
                outgoing.clear();
            }
        } finally {
            lock.unlock();
        }
        if (isGone) {
            onEnd.accept(this);
        }
        if (pending != null) {
            answer(pending, last);
        }
        if (trying != null) {
            trying.close(NORMAL_CLOSURE, "");
        }
        EngineSocket current = socket;
        if (current != null) {
            current.close(code, reason);
        }
        // Answers a POST whose packets were waiting for room.
        input.handle();
        listener.closed();
    }

    /// The lab is shutting down.
    void drain() {
        listener.drain();
    }

    /// Closes the WebSocket at once.
    void disconnect() {
        EngineSocket current = socket;
        if (current != null) {
            current.disconnect();
        }
    }
}
