package dev.wirelab.load.crossover;

/// A cost of a delivered message, and the form in which it depends on the workload: a sum of terms
/// with fitted coefficients. The terms are those of the theory (`docs/measuring.md`).
public enum Cost {
    /// TCP payload in both directions, in bytes. Of the message itself; of the publisher's command,
    /// which all readers share; and of polls, which those messages share that one answer brings.
    BYTES("bytes") {
        @Override
        double[] terms(Place place) {
            return new double[] {
                1,
                place.textBytes(),
                1.0 / place.readers(),
                (double) place.textBytes() / place.readers(),
                pollsPerMessage(place)
            };
        }
    },
    /// CPU time of the lab, in microseconds: the same, and what an idle lab does anyhow.
    CPU("CPU") {
        @Override
        double[] terms(Place place) {
            return new double[] {
                1,
                place.textBytes(),
                1.0 / place.readers(),
                1 / (place.rate() * place.readers()),
                pollsPerMessage(place)
            };
        }
    },
    /// The median delivery latency, in microseconds: transits, the way from the first to the last
    /// reader, and the interval of short polls.
    LATENCY("latency") {
        @Override
        double[] terms(Place place) {
            return new double[] {
                1,
                place.readers(),
                place.rate() * place.readers(),
                place.textBytes(),
                place.pollSeconds()
            };
        }
    };

    private final String id;

    Cost(String id) {
        this.id = id;
    }

    /// Its name in files.
    public String id() {
        return id;
    }

    /// The values of its terms at a place.
    abstract double[] terms(Place place);

    private static double pollsPerMessage(Place place) {
        return place.pollSeconds() == 0 ? 0 : 1 / (place.rate() * place.pollSeconds());
    }
}
