package dev.wirelab.load.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Readers that are measured together.
public final class ReaderGroup implements AutoCloseable {
    private final List<MessageReader> readers = new ArrayList<>();

    /// Starts to read from a client, which is closed with the group.
    public void add(EventClient client) {
        readers.add(new MessageReader(client));
    }

    /// Messages received so far, by all readers together.
    public long messages() {
        return readers.stream().mapToLong(MessageReader::messages).sum();
    }

    /// Polls so far.
    public long requests() {
        return readers.stream().mapToLong(MessageReader::requests).sum();
    }

    /// Bytes of all connections so far, in both directions.
    public long bytes() {
        return readers.stream().mapToLong(MessageReader::bytes).sum();
    }

    /// Waits until every reader has received a text.
    ///
    /// @throws IOException if one of them does not within 10 s
    public void await(String text) throws IOException, InterruptedException {
        for (MessageReader reader : readers) {
            var _ = reader.await(text);
        }
    }

    @Override
    public void close() throws IOException {
        for (MessageReader reader : readers) {
            reader.close();
        }
    }
}
