package dev.wirelab.load.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The certificates from which that of a lab must descend.
///
/// @param file those in a PEM file; null: those that the JDK trusts, and the development
///   certificate that a lab of this user has made (docs/tls.md)
public record TrustedCertificates(@Nullable String file) {
    private static final Path DEVELOPMENT =
            Path.of(System.getProperty("user.home"), ".wirelab", "tls-certificate.pem");

    /// What decides whether a certificate is accepted.
    ///
    /// @throws IOException if the file cannot be used; the message names it
    public TrustManagerFactory managers() throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate one : file == null ? usual() : read(Path.of(file))) {
                trusted.setCertificateEntry(Integer.toString(trusted.size()), one);
            }
            return managers(trusted);
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS here: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory managers(@Nullable KeyStore trusted)
            throws GeneralSecurityException {
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers;
    }

    private static List<Certificate> usual() throws IOException, GeneralSecurityException {
        List<Certificate> usual = new ArrayList<>();
        Stream.of(managers(null).getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(one ->
                        Stream.<X509Certificate>of(((X509TrustManager) one).getAcceptedIssuers()))
                .forEach(usual::add);
        if (Files.isReadable(DEVELOPMENT)) {
            usual.addAll(read(DEVELOPMENT));
        }
        return usual;
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            throw new IOException(file + " is not a certificate in PEM", e);
        } catch (IOException e) {
            throw new IOException("%s cannot be read".formatted(file), e);
        }
        throw new IOException("there is no certificate in " + file);
    }

    /// TLS for a client that accepts these.
    ///
    /// @throws IOException if the file cannot be used; the message names it
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS here: " + e.getMessage(), e);
        }
    }
}
