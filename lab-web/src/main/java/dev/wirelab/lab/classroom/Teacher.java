package dev.wirelab.lab.classroom;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.util.HexFormat;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The teacher's session, which publishes to the class. While it lives nobody else has its name, so
/// that phones know the teacher's messages by their sender.
///
/// Safe for use by any number of threads, which may block.
final class Teacher implements AutoCloseable {
    private static final String NAME = "teacher";
    private static final String AVATAR = "owl";

    /// The key of its subscriptions; it has none.
    private static final String SUBSCRIPTIONS = "class";

    /// Less than the shortest lease, in milliseconds.
    private static final long RENEW_MILLIS = 300;

    private final Chat chat;
    private final ScheduledFuture<?> renewal;
    // Written under the monitor.
    private volatile @Nullable Session session;

    /// @param timer renews the session's lease
    Teacher(Chat chat, ScheduledExecutorService timer) {
        this.chat = chat;
        this.renewal =
                timer.scheduleWithFixedDelay(
                        this::renew, RENEW_MILLIS, RENEW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Logs in unless it has.
    ///
    /// @return its user name
    /// @throws Refusal any of a log-in
    synchronized String name() {
        return session().user();
    }

    /// Publishes a text to the class.
    ///
    /// @throws Refusal any of a log-in and a message
    synchronized void say(String text) {
        execute(session(), new Command.Say(null, Classroom.GROUP, text));
    }

    /// Its session, or a new one after the end of its life.
    private Session session() {
        Session now = session;
        if (now == null || now.hasEnded()) {
            now = logIn();
            execute(now, new Command.Join(null, Classroom.GROUP));
            session = now;
        }
        return now;
    }

    private Session logIn() {
        try {
            return Chat.await(chat.logIn(NAME, AVATAR));
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.NAME_TAKEN) {
                throw refusal;
            }
            // Of a lab before this one, whose log this one shares.
            String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            return Chat.await(chat.logIn(NAME + "-" + suffix, AVATAR));
        }
    }

    private void execute(Session as, Command command) {
        Chat.await(chat.execute(as, chat.pollSubscriptions(as, SUBSCRIPTIONS), command));
    }

    /// Never throws: the timer would not call it again.
    private void renew() {
        try {
            Session now = session;
            if (now != null) {
                chat.touch(now);
            }
        } catch (RuntimeException fault) {
            chat.faults().add("class", fault);
        }
    }

    @Override
    public void close() {
        renewal.cancel(false);
        Session now = session;
        if (now != null) {
            var _ = chat.logOut(now, "the class is over");
        }
    }
}
