package dev.wirelab.transports.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A self-signed certificate for the names of a lab on this machine, made when it is first needed
/// by the JDK's `keytool`. It is no authority: whoever trusts it trusts only this lab, and the key
/// cannot sign certificates for other names.
public final class DevelopmentCertificate {
    private static final String CERTIFICATE = "tls-certificate.pem";
    private static final String KEY = "tls-key.pem";
    private static final int DAYS = 397;
    private static final Duration MIN_LEFT = Duration.ofDays(7);
    private static final long KEYTOOL_SECONDS = 60;
    private static final int PEM_LINE = 64;
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:]*:[0-9a-fA-F:.]*]?");

    /// The kinds of `subjectAltName` (RFC 5280 §4.2.1.6).
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private DevelopmentCertificate() {}

    /// The files in a directory, which are made if they do not exist, expire within a week, or are
    /// for other names.
    ///
    /// @param directory created if it does not exist, accessible by its owner only
    /// @param hosts the names and addresses that clients connect to
    /// @throws IOException if they cannot be made
    public static CertificateFiles.PemFiles in(Path directory, Collection<String> hosts)
            throws IOException {
        CertificateFiles.PemFiles files =
                new CertificateFiles.PemFiles(
                        directory.resolve(CERTIFICATE), directory.resolve(KEY));
        Set<String> names =
                hosts.stream()
                        .map(DevelopmentCertificate::canonical)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!isUsable(files, names)) {
            make(directory, files, names);
        }
        return files;
    }

    private static boolean isUsable(CertificateFiles files, Set<String> names) {
        try {
            X509Certificate certificate = files.load().chain().getFirst();
            return certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(MIN_LEFT))
                    && names(certificate).containsAll(names);
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all == null
                ? Set.of()
                : all.stream()
                        .filter(name ->
                                name.getFirst() instanceof Integer kind
                                        && (kind == DNS_NAME || kind == IP_ADDRESS))
                        .map(name -> canonical(String.valueOf(name.get(1))))
                        .collect(Collectors.toSet());
    }

    /// IPv6 addresses without brackets and with all groups, as certificates show them.
    private static String canonical(String host) {
        String plain = host.replaceAll("[\\[\\]]", "");
        if (!plain.contains("::")) {
            return plain;
        }
        long groups = Stream.of(plain.split(":")).filter(group -> !group.isEmpty()).count();
        String zeros = ":0".repeat((int) (8 - groups)) + ":";
        return plain.replace("::", zeros).replaceAll("^:|:$", "");
    }

    private static void make(Path directory, CertificateFiles.PemFiles files, Set<String> names)
            throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // Created with the permissions rwx------.
        Path work = Files.createTempDirectory(directory, "tls-");
        try {
            Path store = work.resolve("store.p12");
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            String password = HexFormat.of().formatHex(random);
            runKeytool(store, password, names);
            Credentials made = Credentials.ofStore(store, password);
            // Created with the permissions rw-------.
            Path key = Files.createTempFile(work, "key", null);
            Files.writeString(key, pem("PRIVATE KEY", made.key().getEncoded()));
            Path certificate = work.resolve("certificate");
            Files.writeString(
                    certificate, pem("CERTIFICATE", made.chain().getFirst().getEncoded()));
            Files.move(key, files.key(), StandardCopyOption.ATOMIC_MOVE);
            Files.move(certificate, files.certificate(), StandardCopyOption.ATOMIC_MOVE);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot store the certificate", e);
        } finally {
            try (Stream<Path> left = Files.list(work)) {
                for (Path each : left.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(work);
        }
    }

    private static void runKeytool(Path store, String password, Set<String> names)
            throws IOException {
        String subjects =
                names.stream()
                        .map(name -> (ADDRESS.matcher(name).matches() ? "ip:" : "dns:") + name)
                        .collect(Collectors.joining(","));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-alias",
                                "lab",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-sigalg",
                                "SHA256withECDSA",
                                "-validity",
                                Integer.toString(DAYS),
                                "-dname",
                                "CN=Wirelab development",
                                "-ext",
                                "san=" + subjects,
                                "-ext",
                                "bc:critical=ca:false",
                                "-ext",
                                "ku:critical=digitalSignature",
                                "-ext",
                                "eku=serverAuth",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                password,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            process.getOutputStream().close();
            String output = lastLine(process);
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static @Nullable String lastLine(Process process) throws IOException {
        return process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .reduce((_, last) -> last)
                .orElse("");
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
