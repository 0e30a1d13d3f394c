package dev.wirelab.load.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A self-signed certificate for 127.0.0.1 and its key, made once for all tests of this JVM, since
/// `keytool` is a JVM of its own.
///
/// @param store a PKCS#12 file
/// @param pem the certificate alone
public record TestKeys(Path store, Path pem) {
    /// Of the store and the key.
    public static final String PASSWORD = "password";

    private static final ReentrantLock MAKING = new ReentrantLock();
    private static @Nullable TestKeys made;

    /// The files. Safe for use by any number of threads.
    public static TestKeys get() throws Exception {
        MAKING.lock();
        try {
            if (made == null) {
                made = make(Files.createTempDirectory("wirelab-test-keys"));
            }
            return Objects.requireNonNull(made);
        } finally {
            MAKING.unlock();
        }
    }

    private static TestKeys make(Path folder) throws Exception {
        TestKeys keys = new TestKeys(folder.resolve("keys.p12"), folder.resolve("ca.pem"));
        folder.toFile().deleteOnExit();
        keys.store.toFile().deleteOnExit();
        keys.pem.toFile().deleteOnExit();
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=test",
                                        "-ext",
                                        "SAN=IP:127.0.0.1",
                                        "-keystore",
                                        keys.store.toString(),
                                        "-storepass",
                                        PASSWORD))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("keytool does not end");
        }
        byte[] certificate = keys.load().getCertificate("mykey").getEncoded();
        String base64 =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(certificate);
        Files.writeString(
                keys.pem,
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        return keys;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /// TLS for a server with this certificate.
    public SSLContext server() throws IOException, GeneralSecurityException {
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(load(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }
}
