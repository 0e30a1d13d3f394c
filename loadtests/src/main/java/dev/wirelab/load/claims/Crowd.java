package dev.wirelab.load.claims;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Readers, each over a connection of its own.
final class Crowd implements AutoCloseable {
    private final Bench bench;
    private final Joining joining;
    private final List<Reader> readers = new ArrayList<>();
    private final List<Guest> own = new ArrayList<>();

    Crowd(Bench bench, Joining joining) {
        this.bench = bench;
        this.joining = joining;
    }

    /// Adds readers with sessions of their own until there are so many.
    void growTo(int size) throws IOException {
        while (readers.size() < size) {
            Guest guest = bench.guest();
            own.add(guest);
            join(List.of(guest));
        }
    }

    /// Adds readers for sessions that others may read too.
    void join(List<Guest> guests) throws IOException {
        for (Guest guest : guests) {
            readers.add(new Reader(joining.join(guest)));
        }
    }

    /// Messages that reached its readers.
    long messages() {
        return readers.stream().mapToLong(Reader::messages).sum();
    }

    /// HTTP requests that its readers made.
    long requests() {
        return readers.stream().mapToLong(reader -> reader.feed().requests()).sum();
    }

    /// Bytes over its readers' sockets.
    long bytes() {
        return readers.stream().mapToLong(reader -> reader.feed().wire().bytes()).sum();
    }

    /// Waits until every reader has a text.
    void await(String text) throws IOException, InterruptedException {
        for (Reader reader : readers) {
            var _ = reader.await(text);
        }
    }

    /// Ends its connections and its own sessions.
    @Override
    public void close() throws IOException {
        for (Reader reader : readers) {
            reader.close();
        }
        for (Guest guest : own) {
            bench.logOut(guest);
        }
    }

    /// How a session begins to read.
    @FunctionalInterface
    interface Joining {
        Feed join(Guest guest) throws IOException;
    }
}
