package dev.wirelab.load.link;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The named links. docs/networks.md lists them with their sources.
public enum LinkProfile {
    /// A switched network in one building. An assumption: Ethernet of 100 Mbit/s, two switches.
    LAN("lan", 300, 0, 100_000, 100_000, 0, 1),
    /// WebPageTest's connectivity profile *FIOS*.
    FIBRE("fibre", 4_000, 0, 5_000, 20_000, 0, 1),
    /// WebPageTest's connectivity profile *LTE*.
    LTE("4g", 70_000, 0, 12_000, 12_000, 0, 1),
    /// WebPageTest's connectivity profile *3G*.
    UMTS("3g", 300_000, 0, 768, 1_600, 0, 1),
    /// A congested wireless network at its edge. An assumption: losses come in bursts.
    WIFI_BAD("wifi-bad", 40_000, 15_000, 5_000, 5_000, 0.02, 4),
    /// RFC 2488 §2: at least 558 ms by geostationary satellite; the rest is processing.
    SATELLITE("satellite", 600_000, 0, 2_000, 10_000, 0, 1),
    /// The round trip that a carrier guarantees between New York and London.
    TRANSATLANTIC("transatlantic", 90_000, 0, 100_000, 100_000, 0, 1);

    private static final long KILO = 1_000;

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // It is a record of values.
    private final Link link;

    LinkProfile(
            String id,
            long roundTripMicros,
            long jitterMicros,
            long kilobitsUp,
            long kilobitsDown,
            double loss,
            double burst) {
        this.id = id;
        this.link =
                Link.of(
                        id,
                        direction(roundTripMicros, jitterMicros, kilobitsUp, loss, burst),
                        direction(roundTripMicros, jitterMicros, kilobitsDown, loss, burst));
    }

    private static LinkDirection direction(
            long roundTripMicros, long jitterMicros, long kilobits, double loss, double burst) {
        return new LinkDirection(
                Duration.ofNanos(roundTripMicros * KILO / 2),
                Duration.ofNanos(jitterMicros * KILO),
                kilobits * KILO,
                LinkDirection.usualQueue(kilobits * KILO),
                loss,
                burst,
                0);
    }

    /// Its name on the command line.
    public String id() {
        return id;
    }

    /// The link.
    public Link link() {
        return link;
    }

    /// The profile with a name.
    public static Optional<LinkProfile> byId(String id) {
        return Arrays.stream(values()).filter(profile -> profile.id.equals(id)).findFirst();
    }

    /// The names of all.
    public static List<String> ids() {
        return Arrays.stream(values()).map(LinkProfile::id).toList();
    }
}
