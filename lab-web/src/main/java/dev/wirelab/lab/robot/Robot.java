package dev.wirelab.lab.robot;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session of the robot, on a virtual thread that reads, replies and publishes on schedule.
///
/// The package-private methods can be called by any thread.
final class Robot implements ReaderOptions.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Robot.class);

    /// Interval at which it checks for new settings.
    private static final long CHECK_NANOS = Duration.ofMillis(200).toNanos();

    /// Limits the rate of two robots that reply to each other.
    private static final int MAX_REPLIES_PER_SECOND = 5;

    private final Chat chat;
    private final InstantSource clock;
    private final Session session;
    private final Reader reader;
    private final RobotAnswers answers;
    private final Consumer<Robot> onEnded;
    private volatile RobotSettings settings;
    private volatile boolean stopped;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile @Nullable String problem;

    // Used only by the robot's thread.
    private @Nullable RobotSettings applied;
    private RobotSchedule schedule;
    private long windowStart;
    private int repliesInWindow;

    /// Logs in.
    ///
    /// @param onEnded called on the robot's thread when the chat has ended its session
    /// @throws Refusal `name_taken` or any other refusal of a log-in
    Robot(Chat chat, InstantSource clock, RobotSettings settings, Consumer<Robot> onEnded) {
        this.chat = chat;
        this.clock = clock;
        this.settings = settings;
        this.onEnded = onEnded;
        this.answers = new RobotAnswers(settings.name());
        this.schedule = new RobotSchedule(0, System.nanoTime(), clock.instant());
        session = Chat.await(chat.logIn(settings.name(), "robot"));
        reader =
                Chat.await(
                        chat.open(
                                session,
                                new ReaderOptions(
                                        "robot",
                                        ReaderOptions.Kind.STREAM,
                                        new StartPosition.End(),
                                        false,
                                        this)));
    }

    void start() {
        Thread.ofVirtual().name("robot").start(this::run);
    }

    /// Changes the settings; the name stays the same.
    void changeSettings(RobotSettings next) {
        settings = next;
    }

    RobotSettings settings() {
        return settings;
    }

    long published() {
        return published.get();
    }

    long answered() {
        return answered.get();
    }

    /// Why it cannot publish, or null.
    @Nullable String problem() {
        return problem;
    }

    /// Logs out; its thread ends.
    void stop() {
        stopped = true;
        reader.close();
        chat.logOut(session, "the robot was stopped");
    }

    private void run() {
        try (reader) {
            while (!stopped) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (session.hasEnded()) {
            onEnded.accept(this);
        }
    }

    /// An unexpected exception ends one step, not the robot.
    private void step() throws InterruptedException {
        try {
            applySettings();
            long left = Math.max(0, schedule.nanosLeft(System.nanoTime()));
            Batch batch =
                    reader.await(Batch.MAX_BYTES, Duration.ofNanos(Math.min(CHECK_NANOS, left)));
            for (EncodedEvent event : batch.events()) {
                receive(event.event());
            }
            publishDue();
        } catch (RuntimeException fault) {
            chat.faults().add("robot", fault);
            LockSupport.parkNanos(CHECK_NANOS);
        }
    }

    /// Applies new settings.
    private void applySettings() {
        RobotSettings before = applied;
        RobotSettings now = settings;
        if (now.equals(before)) {
            return;
        }
        applied = now;
        problem = null;
        if (before != null && !before.to().equals(now.to()) && !before.to().equals(Address.LOBBY)) {
            execute(new Command.Leave(null, before.to()));
        }
        if (!now.to().equals(Address.LOBBY)) {
            execute(new Command.Join(null, now.to()));
        }
        schedule = new RobotSchedule(now.rate(), System.nanoTime(), clock.instant());
    }

    private void receive(Event event) {
        if (!(event instanceof Event.Message message)) {
            return;
        }
        Instant now = clock.instant();
        answers.to(message, now)
                .filter(_ -> mayReply(System.nanoTime()))
                .ifPresent(answer -> {
                    if (execute(answer)) {
                        answered.incrementAndGet();
                    }
                });
    }

    private boolean mayReply(long now) {
        if (repliesInWindow == 0 || now - windowStart > Duration.ofSeconds(1).toNanos()) {
            windowStart = now;
            repliesInWindow = 0;
        }
        return repliesInWindow++ < MAX_REPLIES_PER_SECOND;
    }

    private void publishDue() {
        RobotSettings now = applied;
        while (now != null && !stopped && schedule.nanosLeft(System.nanoTime()) <= 0) {
            Instant due = schedule.take(System.nanoTime(), clock.instant());
            String text = RobotText.of(published.get() + 1, due, now.size());
            if (execute(new Command.Say(null, now.to(), text))) {
                published.incrementAndGet();
            }
        }
    }

    private boolean execute(Command command) {
        try {
            Chat.await(chat.execute(session, reader.subscriptions(), command));
            return true;
        } catch (Refusal refusal) {
            LOG.debug("the robot was refused: {}", refusal.reason());
            problem = refusal.reason();
            return false;
        }
    }

    @Override
    public void ready() {
        // It blocks in await instead.
    }

    @Override
    public void ended(ErrorCode why, String reason) {
        stopped = true;
        // Wakes its thread. Not on this thread, which must not block.
        Thread.ofVirtual().name("robot-end").start(reader::close);
    }
}
