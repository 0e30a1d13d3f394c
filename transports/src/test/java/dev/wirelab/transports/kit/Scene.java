package dev.wirelab.transports.kit;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The people of one test, in one lab, over one transport unless said otherwise. Their names are
/// theirs alone; at the end all of them leave the lab.
final class Scene implements AutoCloseable {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final LabUnderTest lab;
    private final KitTransport wire;
    private final Deque<Runnable> leaving = new ArrayDeque<>();

    Scene(LabUnderTest lab, KitTransport wire) {
        this.lab = lab;
        this.wire = wire;
    }

    LabUnderTest lab() {
        return lab;
    }

    /// A name that nobody has, beginning with `hint`.
    String name(String hint) {
        return hint + "-" + NAMES.incrementAndGet();
    }

    /// The address of a group that does not exist yet.
    String group(String hint) {
        return "#" + name(hint);
    }

    /// Opens a session under a new name.
    Session session(String hint) {
        return sessionOf(name(hint));
    }

    Session sessionOf(String user) {
        return ending(Session.open(lab.http(), user));
    }

    /// Sees to it that a session ends with the scene.
    Session ending(Session session) {
        leaving.push(() -> session.logOut(lab.http()));
        return session;
    }

    /// Somebody new, over this scene's transport.
    TransportClient enter(String hint) {
        return connect(session(hint), null);
    }

    /// Somebody new, over a given transport.
    TransportClient enter(String hint, KitTransport over) {
        return connect(over, new Entry(session(hint), null));
    }

    TransportClient connect(Session session, @Nullable String after) {
        return connect(wire, new Entry(session, after));
    }

    TransportClient connect(KitTransport over, Entry entry) {
        return closing(over.connect(lab, entry));
    }

    /// A connection that is not logged in.
    PushClient dial() {
        return closing(wire.dial(lab));
    }

    /// Sees to it that something is closed with the scene.
    <T extends AutoCloseable> T closing(T closeable) {
        leaving.push(() -> close(closeable));
        return closeable;
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        while (!leaving.isEmpty()) {
            try {
                leaving.pop().run();
            } catch (UncheckedIOException e) {
                // A lab of the test's own may have ended before its guests.
            }
        }
    }
}
