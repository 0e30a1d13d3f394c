package dev.wirelab.load.claims;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.HttpClientConnection;
import dev.wirelab.load.client.Publisher;
import dev.wirelab.load.measure.LabKey;
import dev.wirelab.load.measure.LabMeters;
import dev.wirelab.load.measure.ProcessSnapshot;
import dev.wirelab.load.measure.Target;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// The lab of one experiment, which nobody else uses meanwhile, sessions that end with the
/// experiment, and a folder for raw bytes. Used by one thread.
public final class ExperimentContext implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final Pattern TOKEN = Pattern.compile("[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}");

    private final Target target;
    private final long pid;
    private final Path folder;
    private final Consumer<String> progress;
    private final HttpClientConnection control;
    private final String key;
    private final List<ClientSession> sessions = new ArrayList<>();
    private final Publisher publisher;

    /// @param pid the lab's process, on this machine
    /// @param folder for raw bytes; created if needed
    /// @param progress receives the name of each phase of the experiment
    public ExperimentContext(Target target, long pid, Path folder, Consumer<String> progress)
            throws IOException {
        this.target = target;
        this.pid = pid;
        this.folder = folder;
        this.progress = progress;
        this.control = new HttpClientConnection(http());
        this.key =
                Optional.ofNullable(target.key())
                        .or(() -> LabKey.of(target.http()))
                        .orElseThrow(() -> new IOException("the key of the lab cannot be found"));
        this.publisher = new Publisher(tcp(), session());
    }

    InetSocketAddress http() {
        return address(target.http());
    }

    /// @throws IOException if the lab has no TLS ports
    InetSocketAddress https() throws IOException {
        if (target.tls() == null) {
            throw new IOException("the lab has no TLS ports");
        }
        return address(target.tls().http());
    }

    private static InetSocketAddress address(String http) {
        URI uri = URI.create(http);
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /// TLS that accepts any certificate, without a session to resume.
    SSLContext anyCertificate() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS here: " + e.getMessage(), e);
        }
    }

    InetSocketAddress tcp() {
        Target.Endpoint tcp = target.endpoint("tcp");
        return new InetSocketAddress(tcp.host(), tcp.port());
    }

    void phase(String name) {
        progress.accept(name);
    }

    /// Logs a new user in.
    ClientSession session() throws IOException {
        ClientSession session = ClientSession.logIn(control, "c" + USERS.incrementAndGet());
        sessions.add(session);
        return session;
    }

    void logOut(ClientSession session) throws IOException {
        sessions.remove(session);
        session.logOut(control);
    }

    /// A publisher with a session of its own, which ends with the experiment.
    Publisher publisher() {
        return publisher;
    }

    /// Publishes a private message with a text of 64 bytes.
    Publisher.Sent send(ClientSession to) throws IOException {
        return publisher.send(to.address(), 64);
    }

    /// Reads the meters, always over the same connection.
    LabMeters meters() throws IOException {
        String authorization = "Authorization: Bearer " + key + "\r\n";
        return new LabMeters(JSON.readTree(control.get("/api/meters", authorization).body()));
    }

    /// The lab's heap in use, in bytes, after a garbage collection.
    double heapBytes() throws IOException, InterruptedException {
        ProcessSnapshot.collectGarbage(pid);
        return meters().heapBytes();
    }

    /// What the operating system knows of the lab's process.
    Optional<ProcessSnapshot> process() {
        return ProcessSnapshot.of(pid);
    }

    /// Writes raw bytes to a file, in which each byte of a token is replaced by `*`.
    ///
    /// @param bytes in ISO 8859-1
    void keep(String file, String bytes) throws IOException {
        Files.createDirectories(folder);
        String masked =
                TOKEN.matcher(bytes).replaceAll(token -> "*".repeat(token.group().length()));
        Files.writeString(folder.resolve(file), masked, StandardCharsets.ISO_8859_1);
    }

    /// Ends all sessions.
    @Override
    public void close() throws IOException {
        try (control;
                publisher) {
            for (ClientSession session : sessions) {
                session.logOut(control);
            }
        }
    }
}
