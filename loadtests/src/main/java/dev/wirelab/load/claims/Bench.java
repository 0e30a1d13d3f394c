package dev.wirelab.load.claims;

import dev.wirelab.load.measure.LabKey;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What an experiment is given: a lab, sessions in it that end with the experiment, and a folder
/// for the bytes that it wants to show. Used by one thread.
public final class Bench implements AutoCloseable {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Pattern TOKEN = Pattern.compile("[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}");

    private final Target target;
    private final long pid;
    private final Path folder;
    private final Consumer<String> progress;
    private final HttpWire control;
    private final String key;
    private final List<Guest> guests = new ArrayList<>();

    /// @param pid the lab's process, on this machine
    /// @param folder where its files go; made when there is one
    /// @param progress told what it is at
    public Bench(Target target, long pid, Path folder, Consumer<String> progress)
            throws IOException {
        this.target = target;
        this.pid = pid;
        this.folder = folder;
        this.progress = progress;
        this.control = new HttpWire(http());
        this.key =
                Optional.ofNullable(target.key())
                        .or(() -> LabKey.of(target.http()))
                        .orElseThrow(() -> new IOException("the key of the lab cannot be found"));
    }

    InetSocketAddress http() {
        URI uri = URI.create(target.http());
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    InetSocketAddress tcp() {
        Target.Endpoint tcp = target.endpoint("tcp");
        return new InetSocketAddress(tcp.host(), tcp.port());
    }

    long pid() {
        return pid;
    }

    void tell(String phase) {
        progress.accept(phase);
    }

    /// A new session.
    Guest guest() throws IOException {
        Guest guest = Guest.logIn(control, "c" + NAMES.incrementAndGet());
        guests.add(guest);
        return guest;
    }

    /// Ends a session.
    void logOut(Guest guest) throws IOException {
        guests.remove(guest);
        guest.logOut(control);
    }

    /// A new session that speaks.
    Speaker speaker() throws IOException {
        return new Speaker(tcp(), guest());
    }

    /// The meters now. They are read on a connection of their own that is opened once.
    Reading meters() throws IOException {
        return Reading.of(control, key);
    }

    /// Keeps bytes as a file, so that they can be counted again. Each byte of a token becomes `*`.
    ///
    /// @param bytes in ISO 8859-1
    void keep(String name, String bytes) throws IOException {
        Files.createDirectories(folder);
        String shown = TOKEN.matcher(bytes).replaceAll(token -> "*".repeat(token.group().length()));
        Files.write(folder.resolve(name), shown.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Ends all sessions.
    @Override
    public void close() throws IOException {
        try (control) {
            for (Guest guest : guests) {
                guest.logOut(control);
            }
        }
    }
}
