package dev.wirelab.lab.robot;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps at most one robot. A request to the robot ends with its lease, unless the lease is
/// renewed. A lab that was started with a robot then keeps one that only replies.
///
/// Safe for use by any number of threads.
public final class RobotHost implements AutoCloseable {
    /// How long a request to the robot lasts without renewal.
    public static final Duration LEASE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(RobotHost.class);

    private final Chat chat;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Duration lease;
    private boolean resident;
    private @Nullable Robot robot;
    private @Nullable ScheduledFuture<?> end;

    /// @param timer runs the task that ends a lease
    public RobotHost(Chat chat, InstantSource clock, ScheduledExecutorService timer) {
        this(chat, clock, timer, LEASE);
    }

    RobotHost(Chat chat, InstantSource clock, ScheduledExecutorService timer, Duration lease) {
        this.chat = chat;
        this.clock = clock;
        this.timer = timer;
        this.lease = lease;
    }

    /// Starts a resident robot, which publishes nothing without a request.
    public synchronized void keepOne() {
        resident = true;
        if (robot == null) {
            robot = begin(RobotSettings.QUIET);
        }
    }

    /// Starts the robot or changes its settings, and starts its lease.
    ///
    /// @throws Refusal `name_taken`; then nothing has changed
    synchronized Map<String, Object> ask(RobotSettings settings) {
        Robot before = robot;
        if (before == null) {
            robot = begin(settings);
        } else if (before.settings().name().equals(settings.name())) {
            before.changeSettings(settings);
        } else {
            robot = begin(settings);
            before.stop();
        }
        startLease();
        return status();
    }

    /// Renews the lease.
    ///
    /// @throws Refusal `not_found` if there is none
    synchronized Map<String, Object> renew() {
        if (robot == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "the robot is off");
        }
        startLease();
        return status();
    }

    /// Ends the robot, even a resident one. Does nothing if there is none.
    synchronized void stop() {
        resident = false;
        stopLease();
        Robot before = robot;
        robot = null;
        if (before != null) {
            before.stop();
        }
    }

    /// Its state.
    synchronized Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        Robot now = robot;
        status.put("on", now != null);
        if (now != null) {
            RobotSettings settings = now.settings();
            status.put("name", settings.name());
            status.put("to", settings.to().toString());
            status.put("rate", settings.rate());
            status.put("size", settings.size());
            status.put("published", now.published());
            status.put("answered", now.answered());
            if (end != null) {
                status.put("secondsLeft", Math.max(0, end.getDelay(TimeUnit.SECONDS)));
            }
            String problem = now.problem();
            if (problem != null) {
                status.put("problem", problem);
            }
        }
        return status;
    }

    private Robot begin(RobotSettings settings) {
        Robot fresh = new Robot(chat, clock, settings, this::ended);
        fresh.start();
        return fresh;
    }

    private void startLease() {
        stopLease();
        end = timer.schedule(this::endLease, lease.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopLease() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }

    /// Ends the lease, and counts an exception, which the timer would discard.
    private void endLease() {
        try {
            leaseEnded();
        } catch (RuntimeException fault) {
            chat.faults().add("robot", fault);
        }
    }

    private synchronized void leaseEnded() {
        end = null;
        Robot now = robot;
        if (now != null && resident) {
            now.changeSettings(now.settings().quiet());
        } else if (now != null) {
            stop();
        }
    }

    /// Called when the chat has ended the session of a robot, whose maximum lifetime has passed.
    private synchronized void ended(Robot which) {
        if (robot != which) {
            return;
        }
        robot = null;
        stopLease();
        if (resident) {
            try {
                robot = begin(which.settings().quiet());
            } catch (Refusal e) {
                LOG.info("the robot cannot log in again: {}", e.reason());
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
