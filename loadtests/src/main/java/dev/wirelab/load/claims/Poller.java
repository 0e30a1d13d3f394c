package dev.wirelab.load.claims;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/// Asks for the same thing again and again, on one connection or each time on a new one.
final class Poller implements AutoCloseable {
    private static final String CLOSE = "Connection: close\r\n";
    private static final String KEEP = "Connection: keep-alive\r\n";

    private final InetSocketAddress address;
    private final String path;
    private final String headers;
    private HttpWire kept;
    private String word = "";

    /// @param headers what requests carry besides `Host`, each with its line end
    Poller(InetSocketAddress address, String path, String headers) throws IOException {
        this.address = address;
        this.path = path;
        this.headers = headers;
        this.kept = new HttpWire(address);
    }

    /// From now on asks outright that the connection be kept.
    void askToKeep() {
        word = KEEP;
    }

    /// Asks on one connection, or on the next one if the other side ends it.
    ///
    /// @return bytes of both directions
    long kept(int times) throws IOException {
        long bytes = 0;
        for (int i = 0; i < times; i++) {
            Exchange exchange = kept.get(path, headers + word);
            bytes += exchange.bytes();
            if (exchange.head().toLowerCase(Locale.ROOT).contains("connection: close")) {
                kept.close();
                kept = new HttpWire(address);
            }
        }
        return bytes;
    }

    /// Each connection is closed by the other side, as it was told, before the next is opened.
    ///
    /// @return bytes of both directions
    long fresh(int times) throws IOException {
        long bytes = 0;
        for (int i = 0; i < times; i++) {
            try (HttpWire http = new HttpWire(address)) {
                bytes += http.get(path, headers + CLOSE).bytes();
                if (!http.wire().isAtEnd()) {
                    throw new IOException("the lab goes on after connection: close");
                }
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        kept.close();
    }
}
