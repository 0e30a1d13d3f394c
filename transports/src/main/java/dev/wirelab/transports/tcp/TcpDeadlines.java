package dev.wirelab.transports.tcp;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time limits of one TCP connection: of its log-in, of silence, of a line, of a write, and of
/// its end. A peer that has vanished is detected by the kernel (keepalive).
///
/// The loop's thread and those that write report to it; the timer's thread checks.
final class TcpDeadlines {
    private static final Logger LOG = LoggerFactory.getLogger(TcpDeadlines.class);

    /// How long a peer may take to close after the lab has ended its output.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final TransportContext lab;
    private final TcpConnection connection;
    private final TcpSocket socket;
    private final long opened = System.nanoTime();
    private volatile long finishingAt;
    private volatile long finishedAt;

    // When the line that a program is sending began, on the nano clock, and what had been received
    // before. 0 if there is none.
    private volatile long lineSince;
    private volatile long receivedBeforeLine;

    // Used only by the timer's thread.
    private long receivedBefore;
    private long heardAt = opened;

    TcpDeadlines(TransportContext lab, TcpConnection connection, TcpSocket socket) {
        this.lab = lab;
        this.connection = connection;
        this.socket = socket;
    }

    /// The lab writes its last bytes.
    void finishing() {
        finishingAt = System.nanoTime() | 1;
    }

    /// The lab has ended its output.
    void finished() {
        finishedAt = System.nanoTime() | 1;
    }

    /// Whether the lab has ended its output.
    boolean isFinished() {
        return finishedAt != 0;
    }

    /// Input has been read.
    ///
    /// @param isPart whether a line has arrived only in part, and must arrive in time
    /// @param isNewLine whether another line has been executed, so that this one is new
    void lineRead(boolean isPart, boolean isNewLine) {
        if (!isPart) {
            lineSince = 0;
        } else if (lineSince == 0 || isNewLine) {
            receivedBeforeLine = socket.traffic().received();
            lineSince = System.nanoTime() | 1;
        }
    }

    /// Ends the connection of a peer that does not read, does not log in, or does not close after
    /// the lab has ended its output, and of a program that is silent.
    ///
    /// @param peer the client; null before its first line
    void check(@Nullable ClientConnection peer, boolean isProgram) {
        long now = System.nanoTime();
        if (peer == null) {
            if (now - opened > lab.limits().logIn().toNanos()) {
                connection.end(ClientConnection.noLogIn());
            }
            return;
        }
        peer.checkLogIn();
        if (isProgram) {
            checkSilence(now);
        }
        checkLine(now);
        long stall = lab.limits().stall().toNanos();
        boolean lingers =
                finishedAt != 0
                        ? now - finishedAt > LINGER.toNanos()
                        : finishingAt != 0 && now - finishingAt > stall;
        boolean stalls = peer.writer().stalledNanos() > stall;
        if (stalls) {
            lab.meters().reached("stall");
            LOG.debug("a TCP connection is cut: it does not read");
        }
        if (lingers || stalls) {
            connection.disconnect();
        }
    }

    /// Ends the connection of a program whose line does not arrive: one that it begins may take as
    /// long as a write, and a second more for each KiB.
    private void checkLine(long now) {
        long since = lineSince;
        long bytes = socket.traffic().received() - receivedBeforeLine;
        if (since != 0
                && now - since > lab.limits().stall().toNanos() + TimeLimits.arrivalNanos(bytes)) {
            lineSince = 0;
            lab.meters().reached("stall");
            connection.end(new Refusal(ErrorCode.TOO_SLOW, "the line does not arrive"));
        }
    }

    /// Ends the connection of a program that sends nothing: its kernel would acknowledge what it is
    /// sent even if it was stopped.
    private void checkSilence(long now) {
        long received = socket.traffic().received();
        if (received != receivedBefore || socket.isPaused()) {
            receivedBefore = received;
            heardAt = now;
        }
        int seconds = lab.admission().quotas().silence();
        if (seconds > 0
                && finishingAt == 0
                && now - heardAt > Duration.ofSeconds(seconds).toNanos()) {
            heardAt = now;
            lab.meters().reached("silence");
            connection.end(
                    new Refusal(
                            ErrorCode.TOO_SLOW,
                            "a program sends something, such as an empty line, every "
                                    + seconds
                                    + " s"));
        }
    }
}
