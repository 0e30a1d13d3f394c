package dev.wirelab.transports.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/// How a transport cuts what the lab sends, so that [FaultyLab] can change the events in it.
interface Framing {
    /// Whether this head of an HTTP response is followed by such bytes; false for a transport with
    /// a port of its own.
    boolean follows(HttpAnswer head);

    /// Forwards everything up to the end of the stream.
    ///
    /// @param change takes JSON objects, one a line, and returns those to forward instead; may be
    ///   none
    void forward(InputStream in, OutputStream out, UnaryOperator<String> change) throws IOException;
}
