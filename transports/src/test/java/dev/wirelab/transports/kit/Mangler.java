package dev.wirelab.transports.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Commits one [Fault] on the events of one connection. Used by one thread.
final class Mangler {
    private final Fault fault;
    private final Queue<Json> secrets;
    private final List<Json> known = new ArrayList<>();
    private @Nullable Json held;
    private int messages;

    /// @param secrets the private messages of all connections
    Mangler(Fault fault, Queue<Json> secrets) {
        this.fault = fault;
        this.secrets = secrets;
    }

    /// What arrives instead of these events.
    List<Json> mangle(List<Json> events) {
        List<Json> out = new ArrayList<>();
        for (Json event : events) {
            if (event.isType("message")) {
                messages++;
                message(event, out);
            } else {
                out.add(event);
            }
        }
        if (fault == Fault.LEAKS) {
            leak(out);
        }
        return out;
    }

    private void message(Json message, List<Json> out) {
        boolean chosen = messages % 5 == 0;
        switch (fault) {
            case NONE -> out.add(message);
            case DROPS -> {
                if (!chosen) {
                    out.add(message);
                }
            }
            case REORDERS -> reorder(message, chosen, out);
            case DUPLICATES -> {
                out.add(message);
                if (chosen) {
                    out.add(message);
                }
            }
            case FORGES -> out.add(message.with("from", "mallory"));
            case LEAKS -> {
                out.add(message);
                if (message.string("to").startsWith("@")) {
                    known.add(message);
                    secrets.add(message);
                }
            }
            case TRIMS -> out.add(message.with("text", message.string("text").strip()));
            case SKIPS -> {
                if (messages > 1) {
                    out.add(message);
                }
            }
        }
    }

    private void reorder(Json message, boolean chosen, List<Json> out) {
        if (chosen && held == null) {
            held = message;
            return;
        }
        out.add(message);
        if (held != null) {
            out.add(held);
            held = null;
        }
    }

    private void leak(List<Json> out) {
        for (Json secret : secrets) {
            if (!known.contains(secret)) {
                known.add(secret);
                out.add(secret);
            }
        }
    }
}
