package dev.wirelab.transports.kit;

import dev.wirelab.transports.tls.CertificateFiles;
import dev.wirelab.transports.tls.DevelopmentCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// The ports on which the kit's sockets speak TLS, and the certificate that they trust there. All
/// labs of a test run share one, since making it takes a second.
final class TlsPorts {
    private static final Set<Integer> SECURE = ConcurrentHashMap.newKeySet();

    private TlsPorts() {}

    private static final class Shared {
        private static final CertificateFiles.PemFiles FILES = make();
        private static final SSLContext TRUSTING = trusting(FILES.certificate());
    }

    private static CertificateFiles.PemFiles make() {
        try {
            Path folder = Files.createTempDirectory("kit-tls-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return DevelopmentCertificate.in(folder, List.of("localhost", "127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The certificate and key of the labs under test.
    static CertificateFiles.PemFiles certificate() {
        return Shared.FILES;
    }

    /// A client's context that trusts this certificate alone.
    static SSLContext trusting(Path certificate) {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Makes the kit speak TLS on a port until [#forget].
    static void add(int port) {
        SECURE.add(port);
    }

    static void forget(int port) {
        SECURE.remove(port);
    }

    static boolean isSecure(int port) {
        return SECURE.contains(port);
    }

    /// Puts TLS on a connected socket. Closing it closes both.
    static Socket secured(Socket socket, InetSocketAddress address) throws IOException {
        SSLSocket secure =
                (SSLSocket)
                        Shared.TRUSTING
                                .getSocketFactory()
                                .createSocket(socket, "127.0.0.1", address.getPort(), true);
        secure.startHandshake();
        return secure;
    }
}
