package dev.wirelab.lab.robot;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.Refusals;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session of the robot, on one virtual thread that reads, answers and says what is due.
///
/// Public methods of the package are safe on any thread.
final class Robot implements ReaderOptions.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Robot.class);

    /// How soon it notices new settings.
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

    /// Two robots that answer each other shall not do it without end at full speed.
    private static final int MAX_ANSWERS_A_SECOND = 5;

    private final Chat chat;
    private final InstantSource clock;
    private final Session session;
    private final Reader reader;
    private final RobotAnswers answers;
    private final Consumer<Robot> onEnded;
    private volatile RobotSettings settings;
    private volatile boolean over;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile @Nullable String problem;

    // Of its thread.
    private @Nullable RobotSettings followed;
    private RobotSchedule schedule;
    private long answersSince;
    private int answersThen;

    /// Logs in and begins.
    ///
    /// @param onEnded told, on its thread, when the chat has ended its session
    /// @throws Refusal `name_taken` or whatever else a log-in is refused by
    Robot(Chat chat, InstantSource clock, RobotSettings settings, Consumer<Robot> onEnded) {
        this.chat = chat;
        this.clock = clock;
        this.settings = settings;
        this.onEnded = onEnded;
        this.answers = new RobotAnswers(settings.name());
        this.schedule = new RobotSchedule(0, System.nanoTime(), clock.instant());
        try {
            session = chat.logIn(settings.name(), "robot").toCompletableFuture().join();
        } catch (CompletionException e) {
            throw Refusals.of(e);
        }
        reader =
                chat.open(
                        session,
                        new ReaderOptions(
                                "robot",
                                ReaderOptions.Kind.STREAM,
                                new StartPosition.Present(),
                                false,
                                this));
    }

    void start() {
        Thread.ofVirtual().name("robot").start(this::run);
    }

    /// Follows these from now on; they have the name that it has.
    void follow(RobotSettings next) {
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

    /// Why it does not say what it should, if so.
    @Nullable String problem() {
        return problem;
    }

    /// Logs out; its thread ends.
    void stop() {
        over = true;
        reader.close();
        chat.logOut(session, "the robot was stopped");
    }

    private void run() {
        try (reader) {
            while (!over) {
                adopt();
                long left = Math.max(0, schedule.nanosLeft(System.nanoTime()));
                Batch batch =
                        reader.await(Batch.MAX_BYTES, Duration.ofNanos(Math.min(LOOK_NANOS, left)));
                for (EncodedEvent event : batch.events()) {
                    hear(event.event());
                }
                sayWhatIsDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (session.hasEnded()) {
            onEnded.accept(this);
        }
    }

    /// Begins to follow new settings.
    private void adopt() {
        RobotSettings before = followed;
        RobotSettings now = settings;
        if (now.equals(before)) {
            return;
        }
        followed = now;
        problem = null;
        if (before != null && !before.to().equals(now.to()) && !before.to().equals(Address.LOBBY)) {
            execute(new Command.Leave(null, before.to()));
        }
        if (!now.to().equals(Address.LOBBY)) {
            execute(new Command.Join(null, now.to()));
        }
        schedule = new RobotSchedule(now.rate(), System.nanoTime(), clock.instant());
    }

    private void hear(Event event) {
        if (!(event instanceof Event.Message message)) {
            return;
        }
        Instant now = clock.instant();
        answers.to(message, now)
                .filter(_ -> mayAnswer(System.nanoTime()))
                .ifPresent(answer -> {
                    if (execute(answer)) {
                        answered.incrementAndGet();
                    }
                });
    }

    private boolean mayAnswer(long now) {
        if (answersThen == 0 || now - answersSince > Duration.ofSeconds(1).toNanos()) {
            answersSince = now;
            answersThen = 0;
        }
        return answersThen++ < MAX_ANSWERS_A_SECOND;
    }

    private void sayWhatIsDue() {
        RobotSettings now = followed;
        while (now != null && !over && schedule.nanosLeft(System.nanoTime()) <= 0) {
            Instant due = schedule.take(System.nanoTime(), clock.instant());
            String text = RobotText.of(published.get() + 1, due, now.size());
            if (execute(new Command.Say(null, now.to(), text))) {
                published.incrementAndGet();
            }
        }
    }

    private boolean execute(Command command) {
        try {
            chat.execute(session, reader.subscriptions(), command).toCompletableFuture().join();
            return true;
        } catch (CompletionException e) {
            Refusal refusal = Refusals.of(e);
            LOG.debug("the robot was refused: {}", refusal.reason());
            problem = refusal.reason();
            return false;
        }
    }

    @Override
    public void ready() {
        // It never arms: it waits.
    }

    @Override
    public void ended(ErrorCode why, String reason) {
        over = true;
        // Wakes it, should it wait; not here, where nothing may wait.
        Thread.ofVirtual().name("robot-end").start(reader::close);
    }
}
