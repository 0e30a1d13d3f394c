package dev.wirelab.transports.tls;

import java.io.IOException;
import java.nio.file.Path;

/// Where a lab's certificate and private key are. They are read again when the files change.
public sealed interface CertificateFiles {
    /// A PKCS#12 key store with one private key.
    ///
    /// @param store the file
    /// @param password its password; may be empty
    record KeyStoreFile(Path store, String password) implements CertificateFiles {
        @Override
        public String toString() {
            return store.toString();
        }
    }

    /// Two PEM files.
    ///
    /// @param certificate the certificate, followed by those of the authorities that signed it
    /// @param key the private key, PKCS#8 without a password
    record PemFiles(Path certificate, Path key) implements CertificateFiles {
        @Override
        public String toString() {
            return certificate + " and " + key;
        }
    }

    /// Reads and checks them.
    ///
    /// @throws IOException with the reason, if they cannot be used: unreadable, no private key, a
    ///   key of another certificate, or expired
    default Credentials load() throws IOException {
        return switch (this) {
            case KeyStoreFile(Path store, String password) -> Credentials.ofStore(store, password);
            case PemFiles(Path certificate, Path key) -> Credentials.ofPem(certificate, key);
        };
    }
}
