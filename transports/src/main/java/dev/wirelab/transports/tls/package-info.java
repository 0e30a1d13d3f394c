/// TLS for the ports of a lab: certificates, counters, and [dev.wirelab.transports.tls.TlsChannel],
/// which encrypts and decrypts the bytes of one socket for whoever reads and writes it. It knows no
/// web server and no transport (decision 16).
@NullMarked
package dev.wirelab.transports.tls;

import org.jspecify.annotations.NullMarked;
