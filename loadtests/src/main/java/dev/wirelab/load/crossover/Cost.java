package dev.wirelab.load.crossover;

/// A cost of a delivered message as a function of the workload: a sum of terms with fitted
/// coefficients (`docs/measuring-reference.md`).
public enum Cost {
    /// TCP payload in both directions, in bytes: the message; the publisher's command, shared by
    /// all readers; and polls, shared by the messages of one response.
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
    /// CPU time of the lab, in microseconds: the same, and that of an idle lab.
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
    /// The median delivery latency, in microseconds: transits, the time from the first to the last
    /// reader, and the poll interval.
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

    /// The values of its terms for a workload.
    abstract double[] terms(Place place);

    private static double pollsPerMessage(Place place) {
        return place.pollSeconds() == 0 ? 0 : 1 / (place.rate() * place.pollSeconds());
    }
}
