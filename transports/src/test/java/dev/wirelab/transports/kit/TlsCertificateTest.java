package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.wirelab.transports.tls.CertificateFiles;
import dev.wirelab.transports.tls.CertificateFiles.KeyStoreFile;
import dev.wirelab.transports.tls.CertificateFiles.PemFiles;
import dev.wirelab.transports.tls.DevelopmentCertificate;
import dev.wirelab.transports.tls.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The certificate of a lab: where it comes from, what is wrong with it, and its replacement.
@Timeout(120)
final class TlsCertificateTest {
    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    TlsCertificateTest() {}

    /// Makes a key store with `keytool`.
    private Path store(String name, String... more) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-alias",
                                "any",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=test",
                                "-storepass",
                                "secret",
                                "-keystore",
                                file.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return file;
    }

    private static void assertRefused(CertificateFiles files, String... reasons) {
        assertThatIOException()
                .isThrownBy(() -> new Tls(files))
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons));
    }

    @Test
    @Rule("X5")
    void aCertificateThatCannotBeUsedIsRefusedWithTheReason() throws Exception {
        Path expired = store("expired.p12", "-startdate", "-10d", "-validity", "1");
        assertRefused(new KeyStoreFile(expired, "secret"), "expired.p12", "expired on 20");
        assertRefused(new KeyStoreFile(expired, "wrong"), "password", "expired.p12");
        assertRefused(new KeyStoreFile(folder.resolve("no.p12"), "secret"), "there is no file");
        Path text = Files.writeString(folder.resolve("text"), "not a certificate");
        assertRefused(new KeyStoreFile(text, "secret"), "cannot use", "text");
        PemFiles shared = TlsPorts.certificate();
        assertRefused(new PemFiles(text, shared.key()), "no certificate in PEM");
        assertRefused(new PemFiles(shared.certificate(), text), "no PKCS#8 private key");
        assertRefused(new PemFiles(folder, shared.key()), "no certificate in PEM");
        PemFiles other = DevelopmentCertificate.in(folder.resolve("other"), List.of("localhost"));
        assertRefused(new PemFiles(shared.certificate(), other.key()), "another certificate");
    }

    @Test
    @Rule("X5")
    void aChangedCertificateIsUsedForNewConnectionsOnly() throws Exception {
        PemFiles first = TlsPorts.certificate();
        PemFiles used = new PemFiles(folder.resolve("cert"), folder.resolve("key"));
        Files.copy(first.certificate(), used.certificate());
        Files.copy(first.key(), used.key());
        Tls tls = new Tls(used);
        try (TestLab lab = TestLab.startWithTls(LabSettings.defaults(), tls);
                Scene scene = new Scene(lab, KitTransport.TCP)) {
            TransportClient before = scene.enter("before");
            before.say(before.address(), "one");

            Files.writeString(used.key(), "half a key");
            Await.until("the broken key is noticed", () -> tls.counters().failedReloads() > 0);
            TransportClient meanwhile = scene.enter("meanwhile");
            meanwhile.say(before.address(), "two");

            PemFiles next = DevelopmentCertificate.in(folder.resolve("next"), List.of("127.0.0.1"));
            Files.copy(next.key(), used.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(next.certificate(), used.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Await.until(
                    "new connections get the new certificate",
                    () -> tls.certificate().equals(certificate(next)));
            assertThatIOException()
                    .isThrownBy(() -> TlsPorts.secured(Net.plain(lab.tcp(), 0), lab.tcp()));
            before.hears("one");
            before.hears("two");
        }
    }

    private static X509Certificate certificate(PemFiles files) {
        try {
            return new Tls(files).certificate();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theDevelopmentCertificateIsKeptAndItsKeyIsPrivate() throws IOException {
        PemFiles made = TlsPorts.certificate();
        byte[] before = Files.readAllBytes(made.certificate());
        Path home = Objects.requireNonNull(made.certificate().getParent());
        DevelopmentCertificate.in(home, List.of("127.0.0.1", "localhost"));
        assertThat(Files.readAllBytes(made.certificate())).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.key())))
                .isEqualTo("rw-------");
        assertThat(home).isDirectoryNotContaining(file -> Files.isDirectory(file));
    }

    @Test
    void aDevelopmentCertificateForOtherNamesIsMadeAnew() throws Exception {
        DevelopmentCertificate.in(folder, List.of("localhost"));
        PemFiles made = DevelopmentCertificate.in(folder, List.of("localhost", "::1"));
        assertThat(certificate(made).getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .containsExactlyInAnyOrder("localhost", "0:0:0:0:0:0:0:1");
        assertThat(certificate(made).getBasicConstraints()).as("not an authority").isEqualTo(-1);
    }
}
