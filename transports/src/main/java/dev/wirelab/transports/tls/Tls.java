package dev.wirelab.transports.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS of one lab: makes the engines of its connections, TLS 1.3 and 1.2, and reads the certificate
/// again when its files change. Connections that exist are not affected. Safe for use by any number
/// of threads.
public final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final CertificateFiles files;
    private final TlsCounters counters = new TlsCounters();
    private volatile Loaded current;

    // What the files were when they were last read, successfully or not.
    private volatile List<String> seen;

    /// A certificate in use.
    private record Loaded(SSLContext context, X509Certificate certificate, List<String> suites) {}

    /// Loads the certificate.
    ///
    /// @throws IOException with the reason, if it cannot be used
    public Tls(CertificateFiles files) throws IOException {
        this.files = files;
        this.seen = versions();
        this.current = loaded();
    }

    private Loaded loaded() throws IOException {
        Credentials credentials = files.load();
        SSLContext context = credentials.context();
        List<String> suites =
                Arrays.stream(context.getSupportedSSLParameters().getCipherSuites())
                        .filter(Tls::isStrong)
                        .toList();
        return new Loaded(context, credentials.chain().getFirst(), suites);
    }

    /// The cipher suites with authenticated encryption and forward secrecy.
    private static boolean isStrong(String suite) {
        return suite.startsWith("TLS_AES_")
                || suite.startsWith("TLS_CHACHA20_")
                || ((suite.startsWith("TLS_ECDHE_ECDSA_") || suite.startsWith("TLS_ECDHE_RSA_"))
                        && (suite.contains("_GCM_") || suite.contains("_CHACHA20_")));
    }

    /// Counts the handshakes.
    public TlsCounters counters() {
        return counters;
    }

    /// The certificate that new connections are presented.
    public X509Certificate certificate() {
        return current.certificate();
    }

    /// Makes the engine of a new connection.
    ///
    /// @param applications the protocols to choose from by ALPN (RFC 7301); none if the port speaks
    ///   only one that has no name
    public SSLEngine engine(String... applications) {
        Loaded loaded = current;
        SSLEngine engine = loaded.context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS.clone());
        parameters.setCipherSuites(loaded.suites().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(applications);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// An unconnected client socket that trusts only this lab's certificate, for any host name.
    public Socket clientOfItself() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OwnCertificate()}, null);
            return context.getSocketFactory().createSocket();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use TLS", e);
        }
    }

    /// Trusts the certificate in use.
    private final class OwnCertificate implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            throw new CertificateException("no client has a certificate");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            if (!chain[0].equals(certificate())) {
                throw new CertificateException("another certificate");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /// Reads the certificate again if its files have changed since they were last read. One that
    /// cannot be used is logged and counted, and the previous one stays. Reads files.
    public void reloadIfChanged() {
        List<String> now = versions();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            current = loaded();
            counters.reloaded(true);
            LOG.info("The certificate was read again from {}", files);
        } catch (IOException e) {
            counters.reloaded(false);
            LOG.error(
                    "The changed certificate cannot be used; the previous one stays: {}",
                    e.getMessage());
        }
    }

    private List<String> versions() {
        return switch (files) {
            case CertificateFiles.KeyStoreFile(Path store, _) -> List.of(version(store));
            case CertificateFiles.PemFiles(Path certificate, Path key) ->
                    List.of(version(certificate), version(key));
        };
    }

    private static String version(Path file) {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            return modified.toMillis() + " " + Files.size(file);
        } catch (IOException e) {
            return "missing";
        }
    }
}
