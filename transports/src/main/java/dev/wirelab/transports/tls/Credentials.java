package dev.wirelab.transports.tls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate that is valid now, those of the authorities that signed it, and its private key.
///
/// @param chain the certificate first
public record Credentials(List<X509Certificate> chain, PrivateKey key) {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
    private static final char[] IN_MEMORY = {};

    /// Checks that they belong together and are valid.
    static Credentials checked(Object source, List<X509Certificate> chain, PrivateKey key)
            throws IOException {
        X509Certificate certificate = chain.getFirst();
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new IOException(
                    source
                            + ": the certificate expired on "
                            + certificate.getNotAfter().toInstant(),
                    e);
        } catch (CertificateNotYetValidException e) {
            throw new IOException(
                    source
                            + ": the certificate is not valid before "
                            + certificate.getNotBefore().toInstant(),
                    e);
        }
        if (!belongTogether(certificate, key)) {
            throw new IOException(source + ": the private key belongs to another certificate");
        }
        return new Credentials(List.copyOf(chain), key);
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        byte[] probe = new byte[32];
        new SecureRandom().nextBytes(probe);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static Credentials ofStore(Path file, String password) throws IOException {
        try (InputStream in = open(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key
                        && store.getCertificateChain(alias) != null) {
                    return checked(
                            file,
                            Arrays.stream(store.getCertificateChain(alias))
                                    .map(X509Certificate.class::cast)
                                    .toList(),
                            key);
                }
            }
            throw new IOException(file + " has no private key with a certificate");
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new IOException("the password of " + file + " is not right", e);
            }
            throw named(file, e);
        }
    }

    static Credentials ofPem(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        try (InputStream in = open(certificate)) {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(each -> chain.add((X509Certificate) each));
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + " has no certificate in PEM", e);
        }
        if (chain.isEmpty()) {
            throw new IOException(certificate + " has no certificate in PEM");
        }
        return checked(certificate, chain, privateKey(key));
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        Matcher match = PRIVATE_KEY.matcher(text);
        if (!match.find()) {
            throw new IOException(
                    file
                            + " has no PKCS#8 private key without a password; openssl pkcs8 -topk8"
                            + " -nodes makes one");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(match.group(1));
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(bytes));
                } catch (GeneralSecurityException e) {
                    // A key of another algorithm.
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not valid PEM", e);
        }
        throw new IOException(file + ": the private key must be EC, RSA or Ed25519");
    }

    private static InputStream open(Path file) throws IOException {
        try {
            return new BufferedInputStream(Files.newInputStream(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new IOException("there is no file " + file, e);
        }
        if (e instanceof AccessDeniedException) {
            return new IOException(file + " may not be read", e);
        }
        return named(file, e);
    }

    private static IOException named(Path file, IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains(file.toString())
                ? e
                : new IOException("cannot use " + file + ": " + message, e);
    }

    /// A TLS context for servers that present this certificate.
    SSLContext context() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, IN_MEMORY);
            store.setKeyEntry("lab", key, IN_MEMORY, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the certificate: " + e.getMessage(), e);
        }
    }
}
