package dev.wirelab.transports.socketio;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Input of a session of Engine.IO that is handled in order, by one thread at a time, as long as
/// there is room. Safe on any thread.
final class EngineInput {
    private final BooleanSupplier hasRoom;
    private final Runnable onEmpty;
    private final Queue<Runnable> pending = new ConcurrentLinkedQueue<>();

    // How often handling was requested since the thread that handles began; 0: none does.
    private final AtomicInteger requests = new AtomicInteger();

    /// @param hasRoom whether another piece of input may be handled now
    /// @param onEmpty run when all input has been handled
    EngineInput(BooleanSupplier hasRoom, Runnable onEmpty) {
        this.hasRoom = hasRoom;
        this.onEmpty = onEmpty;
    }

    /// Adds a piece of input; [#handle] follows.
    void add(Runnable piece) {
        pending.add(piece);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /// Handles input as long as there is room. While another thread does, that one continues.
    void handle() {
        if (requests.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            seen = requests.get();
            Runnable next = pending.peek();
            while (next != null && hasRoom.getAsBoolean()) {
                pending.remove();
                next.run();
                next = pending.peek();
            }
            if (next == null) {
                onEmpty.run();
            }
            seen = requests.addAndGet(-seen);
        }
    }
}
