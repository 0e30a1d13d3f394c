package dev.wirelab.load.path;

import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.survive.client.Way;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.transport.Resumption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// Whether one transport gets through, at once, and for how long while it is idle: connects, sends
/// a message to itself, is idle, and sends another one.
final class ReadingCheck {
    /// The longest hold of a poll (P5).
    private static final int LONGEST_HOLD = 30;

    /// A stream on which a message needs longer than this, beside the round trips, is held back.
    private static final double LATE_MILLIS = 1_000;

    private static final int TRIES = 3;
    private static final Duration GRACE = Duration.ofMillis(500);

    private final LabAccess lab;
    private final Way way;
    private final Duration idle;
    private final Duration patience;
    private final double lateMillis;

    /// @param idleSeconds how long the connection is idle
    /// @param tripMillis a round trip to the lab
    ReadingCheck(LabAccess lab, Way way, int idleSeconds, double tripMillis) {
        this.lab = lab;
        this.way = way;
        this.idle = Duration.ofSeconds(idleSeconds);
        this.patience = patience(tripMillis);
        this.lateMillis = LATE_MILLIS + 4 * tripMillis;
    }

    /// How long a first event may take.
    static Duration patience(double tripMillis) {
        return Duration.ofMillis(4_000 + (long) (10 * tripMillis));
    }

    /// Tries it, for somewhat longer than the idle time.
    Finding run(LabAccess.Member member) throws InterruptedException {
        int hold = (int) Math.min(idle.toSeconds(), LONGEST_HOLD);
        try (Reading reading = new Reading(lab, way, member, hold)) {
            if (!isOpen(reading)) {
                return notOpened(reading.awaitEnd(Duration.ZERO));
            }
            OptionalDouble best = bestDelay(reading);
            if (best.isEmpty()) {
                return notDelivered(reading.awaitEnd(Duration.ZERO));
            }
            double millis = best.getAsDouble();
            String message = "message after " + TextFormat.brief(millis) + " ms";
            if (isResponse() && millis > lateMillis) {
                return Finding.trouble(id(), message, Trouble.BUFFERED)
                        .with("messageMillis", millis);
            }
            if (way.resumption() instanceof Resumption.Poll poll && !poll.held()) {
                return Finding.fine(id(), message).with("messageMillis", millis);
            }
            return afterIdle(reading, message).with("messageMillis", millis);
        }
    }

    /// Whether it opens. What is slow may be the lab, or this machine: a request that is sent when
    /// it is late has to be slower than that.
    private boolean isOpen(Reading reading) throws InterruptedException {
        if (reading.awaitOpen(patience)) {
            return true;
        }
        lab.control();
        return reading.awaitOpen(GRACE);
    }

    /// The delay of a message, or of the fastest of a few if the first one is late.
    private OptionalDouble bestDelay(Reading reading) throws InterruptedException {
        OptionalDouble best = delay(reading);
        for (int i = 1; i < TRIES && best.orElse(0) > lateMillis; i++) {
            OptionalDouble next = delay(reading);
            best = next.isPresent() && next.getAsDouble() < best.getAsDouble() ? next : best;
        }
        return best;
    }

    private OptionalDouble delay(Reading reading) throws InterruptedException {
        Reading.Sent sent = reading.send();
        OptionalDouble millis = reading.awaitMessage(sent, patience);
        if (millis.isPresent()) {
            return millis;
        }
        lab.control();
        return reading.awaitMessage(sent, GRACE);
    }

    private Finding afterIdle(Reading reading, String message) throws InterruptedException {
        Optional<Reading.Ended> cut = reading.awaitEnd(idle);
        if (cut.isPresent()) {
            double seconds = cut.get().idleSeconds();
            String found =
                    "%s; cut after %s s: %s"
                            .formatted(
                                    message,
                                    TextFormat.fixed(1, seconds),
                                    Reason.brief(cut.get().reason()));
            Trouble trouble = isPoll() ? Trouble.POLL_CUT : Trouble.IDLE_CUT;
            return Finding.trouble(id(), found, trouble).with("cutSeconds", seconds);
        }
        if (delay(reading).isEmpty()) {
            String found = "%s; after %d s it carries nothing".formatted(message, idle.toSeconds());
            return Finding.trouble(id(), found, Trouble.SILENT);
        }
        return Finding.fine(id(), "%s; not cut within %d s".formatted(message, idle.toSeconds()));
    }

    private Finding notOpened(Optional<Reading.Ended> end) {
        return end.map(this::refused)
                .orElseGet(() -> {
                    String seconds = patience.toSeconds() + " s";
                    if (!way.isHttp()) {
                        return Finding.note(id(), address() + ": no answer within " + seconds);
                    }
                    return isResponse()
                            ? Finding.trouble(id(), "no event within " + seconds, Trouble.BUFFERED)
                            : Finding.trouble(
                                    id(),
                                    "no answer within " + seconds,
                                    isPoll() ? Trouble.REFUSED : Trouble.UPGRADE);
                });
    }

    private Finding refused(Reading.Ended end) {
        String reason = Reason.brief(end.reason());
        if (!way.isHttp()) {
            return Finding.note(id(), address() + ": " + reason);
        }
        if (!isResponse() && !isPoll()) {
            return Finding.trouble(id(), "no upgrade, but " + reason, Trouble.UPGRADE);
        }
        // The words of rules V7 and F6.
        Trouble trouble = reason.contains("needs HTTP/1.1") ? Trouble.HTTP_1_0 : Trouble.REFUSED;
        return Finding.trouble(id(), reason, trouble);
    }

    private Finding notDelivered(Optional<Reading.Ended> end) {
        String found =
                end.map(it -> "cut at once: " + Reason.brief(it.reason()))
                        .orElse("a message does not come back");
        return Finding.trouble(
                id(),
                found,
                isResponse()
                        ? Trouble.BUFFERED
                        : isPoll()
                                ? Trouble.REFUSED
                                : end.isPresent() ? Trouble.IDLE_CUT : Trouble.SILENT);
    }

    private String id() {
        return way.transport();
    }

    private String address() {
        ConnectionProtocol.Address own = way.addresses().stream();
        return own.host() + ":" + own.port();
    }

    private boolean isPoll() {
        return way.resumption() instanceof Resumption.Poll;
    }

    /// Whether events come in a response that does not end.
    private boolean isResponse() {
        return isResponse(way);
    }

    /// The same for any way.
    static boolean isResponse(Way way) {
        return way.resumption() instanceof Resumption.Stream stream && !stream.carriesCommands();
    }
}
