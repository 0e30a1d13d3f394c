package dev.wirelab.transports.tcp;

import dev.wirelab.core.wire.Command;
import dev.wirelab.core.wire.Event;
import dev.wirelab.core.wire.Format;
import dev.wirelab.core.wire.JsonCommands;
import dev.wirelab.core.wire.Refusal;
import dev.wirelab.transports.Bill;
import dev.wirelab.transports.Dialogue;
import dev.wirelab.transports.Pump;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.ledger.Protocol;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One TCP connection: a virtual thread reads lines; whenever something is due, another writes
/// until nothing is.
final class TcpConnection implements Pump.Wire {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    /// How long a peer may take to close after it was told the end.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final TransportContext lab;
    private final Socket socket;
    private final Bill bill;
    private final long opened = System.nanoTime();
    private volatile long finishedAt;
    private volatile @Nullable Dialogue dialogue;

    TcpConnection(TransportContext lab, Socket socket) {
        this.lab = lab;
        this.socket = socket;
        this.bill = new Bill(lab.wires(), Protocol.LINES);
    }

    /// Reads until either side ends it.
    void run() {
        try {
            LineReader lines = new LineReader(new MeteredInput(socket.getInputStream(), bill));
            boolean json = lines.speaksJson();
            Dialogue talk = dialogue(json ? Format.JSON_LINES : Format.LINES);
            Input input = json ? new JsonInput(talk) : PersonInput.greeted(lab, talk);
            read(lines, talk, input);
        } catch (IOException e) {
            LOG.debug("TCP connection has gone: {}", e.getMessage());
        } finally {
            Dialogue talk = dialogue;
            if (talk != null) {
                talk.close();
            }
            cut();
            bill.close(lab.meters().of(TcpTransport.ID));
        }
    }

    /// What a connection understands: JSON, or a person's lines.
    interface Input {
        /// Takes one line.
        ///
        /// @return false if the peer asked to end the connection
        boolean line(String line);
    }

    private Dialogue dialogue(Format format) {
        Dialogue talk =
                new Dialogue(
                        lab,
                        TcpTransport.ID,
                        format,
                        this,
                        task -> Thread.ofVirtual().name("tcp-out").start(task),
                        (_, meter) -> bill.charge(meter));
        dialogue = talk;
        return talk;
    }

    private void read(LineReader lines, Dialogue talk, Input input) throws IOException {
        try {
            String line = lines.next();
            while (line != null) {
                if (!input.line(line)) {
                    talk.pump().finish(null);
                    break;
                }
                if (!lines.hasNext()) {
                    lab.chat().deliver();
                }
                if (!talk.pump().awaitRoom(lab.limits().stall())) {
                    return;
                }
                line = lines.next();
            }
        } catch (Refusal refusal) {
            // The stream is out of step: says why, and reads on only to let that arrive.
            talk.end(refusal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            lab.chat().deliver();
        }
        linger();
    }

    /// Takes what still comes, so that closing does not cut off the last words (RFC 1122
    /// §4.2.2.13).
    private void linger() throws IOException {
        byte[] ignored = new byte[4096];
        int read = socket.getInputStream().read(ignored);
        while (read >= 0) {
            bill.in(ignored, 0, read);
            read = socket.getInputStream().read(ignored);
        }
    }

    @Override
    public void write(byte[] bytes) {
        Dialogue talk = dialogue;
        if (talk == null) {
            return;
        }
        try {
            socket.getOutputStream().write(bytes);
            bill.out(bytes);
            talk.pump().written();
        } catch (IOException e) {
            LOG.debug("TCP connection has gone: {}", e.getMessage());
            cut();
        }
    }

    @Override
    public void finish(Event.@Nullable Error last) {
        try {
            if (last != null) {
                Dialogue talk = dialogue;
                byte[] bytes = talk == null ? new byte[0] : talk.encode(last);
                socket.getOutputStream().write(bytes);
                bill.out(bytes);
            }
            // The peer sees the end after the last words, and closes; who does not is cut a little
            // later.
            socket.shutdownOutput();
            finishedAt = System.nanoTime() | 1;
        } catch (IOException e) {
            LOG.debug("TCP connection has gone: {}", e.getMessage());
            cut();
        }
    }

    /// Says why and ends it.
    void end(Refusal why) {
        Dialogue talk = dialogue;
        if (talk == null) {
            cut();
        } else {
            talk.end(why);
        }
    }

    /// Cuts a peer that takes nothing, does not log in, or does not close when it was told the end.
    /// A peer that has gone without a word is the kernel's to find (keepalive).
    void checkLiveness() {
        Dialogue talk = dialogue;
        long now = System.nanoTime();
        if (talk == null) {
            if (now - opened > lab.limits().logIn().toNanos()) {
                cut();
            }
            return;
        }
        talk.checkLogIn();
        boolean lingers = finishedAt != 0 && now - finishedAt > LINGER.toNanos();
        if (lingers || talk.pump().stalledNanos() > lab.limits().stall().toNanos()) {
            cut();
        }
    }

    /// Ends it without a word.
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing a TCP connection: {}", e.getMessage());
        }
    }

    /// JSON, one command a line.
    private record JsonInput(Dialogue dialogue) implements Input {
        @Override
        public boolean line(String line) {
            if (line.isBlank()) {
                return true;
            }
            try {
                Command command = JsonCommands.decode(line);
                dialogue.receive(command);
            } catch (Refusal refusal) {
                dialogue.refuseUnread(refusal);
            }
            return true;
        }
    }
}
