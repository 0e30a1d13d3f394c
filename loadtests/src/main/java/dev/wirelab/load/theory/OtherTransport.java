package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.server.TransportKind;
import java.time.Duration;
import java.util.Optional;

/// A transport of a server that is not Wirelab. There is no model of it.
record OtherTransport(DescribedTransport description) implements TransportTraits {
    @Override
    public String id() {
        return description.kind().id();
    }

    @Override
    public Optional<DescribedTransport> described() {
        return Optional.of(description);
    }

    @Override
    public boolean pollsAtIntervals() {
        return description.kind() == TransportKind.SHORT_POLL;
    }

    @Override
    public Duration longestDelay(Timing timing) {
        return description.kind() == TransportKind.LONG_POLL
                ? timing.pollWait()
                : usualDelay(timing);
    }
}
