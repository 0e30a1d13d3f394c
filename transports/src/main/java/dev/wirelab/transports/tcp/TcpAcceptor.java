package dev.wirelab.transports.tcp;

import dev.wirelab.core.meter.Faults;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts connections until the port is closed. A failure of one connection does not affect the
/// others.
final class TcpAcceptor implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpAcceptor.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ServerSocketChannel port;
    private final Server server;
    private final Faults faults;

    /// Serves an accepted connection.
    interface Server {
        void serve(SocketChannel socket) throws IOException;
    }

    TcpAcceptor(ServerSocketChannel port, Server server, Faults faults) {
        this.port = port;
        this.server = server;
        this.faults = faults;
    }

    @Override
    public void run() {
        while (port.isOpen()) {
            try {
                server.serve(port.accept());
            } catch (IOException e) {
                if (port.isOpen()) {
                    LOG.warn("cannot accept a TCP connection: {}", e.getMessage());
                    // Most likely there are no file descriptors left: other connections must close
                    // first.
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (RuntimeException | Error fault) {
                faults.add("accepting TCP connections", fault);
            }
        }
    }
}
