package dev.wirelab.lab.network;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The named networks of `docs/networks.md` that lose no packets: a proxy has only streams of
/// bytes.
enum NetworkProfile {
    LAN("lan", 300, 100_000, 100_000),
    FIBRE("fibre", 4_000, 5_000, 20_000),
    LTE("4g", 70_000, 12_000, 12_000),
    UMTS("3g", 300_000, 768, 1_600),
    SATELLITE("satellite", 600_000, 2_000, 10_000),
    TRANSATLANTIC("transatlantic", 90_000, 100_000, 100_000);

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long BITS_PER_KILOBIT = 1_000;

    private final String id;
    private final Duration roundTrip;
    private final long bitsUp;
    private final long bitsDown;

    NetworkProfile(String id, long roundTripMicros, long kilobitsUp, long kilobitsDown) {
        this.id = id;
        this.roundTrip = Duration.ofNanos(roundTripMicros * NANOS_PER_MICRO);
        this.bitsUp = kilobitsUp * BITS_PER_KILOBIT;
        this.bitsDown = kilobitsDown * BITS_PER_KILOBIT;
    }

    /// Its name in the page's address.
    String id() {
        return id;
    }

    /// The propagation delay of both directions together; half of it is each one's.
    Duration roundTrip() {
        return roundTrip;
    }

    /// Bits per second from the page to the lab.
    long bitsUp() {
        return bitsUp;
    }

    /// Bits per second from the lab to the page.
    long bitsDown() {
        return bitsDown;
    }

    /// The network with a name.
    static Optional<NetworkProfile> byId(String id) {
        return Arrays.stream(values()).filter(profile -> profile.id.equals(id)).findFirst();
    }
}
