package dev.wirelab.lab.config;

import dev.wirelab.transports.http.auth.AccessKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file in which a running lab stores its key for the commands of the same user: `PORT.key`,
/// readable only by its owner, in a directory that only the owner can enter.
///
/// The directory is the first of these that can be used: `$XDG_RUNTIME_DIR/wirelab`, `~/.wirelab`,
/// `wirelab-USER` in `java.io.tmpdir`. The load generator looks in the same places.
public final class KeyFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final AccessKey key;
    private final Path path;

    private KeyFile(AccessKey key, Path path) {
        this.key = key;
        this.path = path;
    }

    /// Writes the key of the lab on a port.
    ///
    /// @throws IOException if no directory can be used
    public static KeyFile write(AccessKey key, int port) throws IOException {
        return write(key, port, directories());
    }

    static KeyFile write(AccessKey key, int port, List<Path> directories) throws IOException {
        IOException failure = new IOException("no directory");
        for (Path directory : directories) {
            try {
                return new KeyFile(key, writeIn(directory, key, port));
            } catch (IOException | UnsupportedOperationException e) {
                failure = new IOException(e.toString(), e);
            }
        }
        throw failure;
    }

    private static List<Path> directories() {
        List<Path> directories = new ArrayList<>();
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank()) {
            directories.add(Path.of(runtime, "wirelab"));
        }
        directories.add(Path.of(System.getProperty("user.home"), ".wirelab"));
        directories.add(
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "wirelab-" + System.getProperty("user.name")));
        return directories;
    }

    private static Path writeIn(Path directory, AccessKey key, int port) throws IOException {
        try {
            Files.createDirectory(directory, OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} already exists", directory);
        }
        // Created with the permissions rw-------.
        Path file = Files.createTempFile(directory, port + "-", ".tmp");
        try {
            checkIsPrivate(directory, file);
            Files.writeString(file, key.text() + "\n");
            return Files.move(
                    file, directory.resolve(port + ".key"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Another user may have created the directory, or a link in its place, to read the key.
    private static void checkIsPrivate(Path directory, Path ours) throws IOException {
        boolean isPrivate =
                Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(directory).equals(Files.getOwner(ours))
                        && PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))
                                .endsWith("------");
        if (!isPrivate) {
            throw new IOException(directory + " is accessible to other users");
        }
    }

    /// The path of the file.
    public Path path() {
        return path;
    }

    /// Removes the file, unless another lab has written its own key to it.
    @Override
    public void close() {
        try {
            if (Files.readString(path).strip().equals(key.text())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.debug("the key file cannot be removed", e);
        }
    }
}
