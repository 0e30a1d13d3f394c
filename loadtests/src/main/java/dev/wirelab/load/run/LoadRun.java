package dev.wirelab.load.run;

import dev.wirelab.load.gatling.Rows;
import dev.wirelab.load.measure.Latencies;
import dev.wirelab.load.measure.Phase;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.plan.Cast;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Stream;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.Publishing;
import dev.wirelab.load.theory.TransportModel;
import dev.wirelab.load.theory.TransportVariant;
import dev.wirelab.load.transport.AnswerListener;
import dev.wirelab.load.transport.LoadProtocol;
import dev.wirelab.load.transport.LoadProtocols;
import dev.wirelab.load.wire.ReceivedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the virtual users of one run share with each other and with the [Conductor]. Safe for use
/// by any number of threads.
final class LoadRun implements AnswerListener {
    private final RunSpec spec;
    private final TransportModel transport;
    private final LoadProtocol protocol;
    private final Cast cast;
    private final Latencies latencies = new Latencies();
    private final Rows rows;
    private final Participants participants;
    private final Storms storms;
    private final List<StreamSpeaker> speakers;
    private final Map<Integer, StreamSpeaker> answering;
    private final List<StreamReader> readers;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();
    private final AtomicLong warmUpMissing;
    private final AtomicLong measuredArrivals = new AtomicLong();
    private final AtomicLong arrivals = new AtomicLong();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> warmedUp = new CompletableFuture<>();
    private final CompletableFuture<Void> allDelivered = new CompletableFuture<>();
    private final CompletableFuture<Long> warmUpBegins = new CompletableFuture<>();
    private final CompletableFuture<Long> measuringBegins = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile boolean measuring;

    LoadRun(RunSpec spec, TransportVariant variant) {
        this.spec = spec;
        this.transport = variant.transport();
        this.protocol = LoadProtocols.of(variant).orElseThrow();
        this.cast = spec.cast();
        Workload workload = spec.workload();
        long rowsExpected =
                cast.expected() + cast.streams().stream().mapToLong(Stream::messages).sum();
        this.rows = new Rows(workload.id(), rowsExpected, latencies, () -> measuring);
        this.participants = new Participants(cast.users());
        this.storms = new Storms(workload.cutsMillis().size(), cast.readers().size(), latencies);
        this.speakers =
                IntStream.range(0, cast.streams().size())
                        .mapToObj(index -> new StreamSpeaker(this, index))
                        .toList();
        this.answering =
                speakers.stream()
                        .filter(StreamSpeaker::answers)
                        .collect(
                                Collectors.toMap(
                                        speaker -> speaker.stream().answers().getAsInt(),
                                        Function.identity()));
        this.readers =
                IntStream.range(0, cast.readers().size())
                        .mapToObj(index -> new StreamReader(this, index))
                        .toList();
        for (int i = 0; i < speakers.size(); i++) {
            Stream stream = cast.streams().get(i);
            for (int reader : stream.readers()) {
                readers.get(reader).expect(i, stream);
            }
        }
        this.warmUpMissing =
                new AtomicLong(cast.streams().stream().mapToLong(Stream::warmUpExpected).sum());
        if (warmUpMissing.get() == 0) {
            warmedUp.complete(null);
        }
        if (cast.expected() == 0) {
            allDelivered.complete(null);
        }
    }

    RunSpec spec() {
        return spec;
    }

    Workload workload() {
        return spec.workload();
    }

    TransportModel transport() {
        return transport;
    }

    /// How long the transport may keep a message from its reader.
    Duration longestDelay() {
        return transport.longestDelay(workload().timing());
    }

    /// How long it usually keeps a message from its reader, at most.
    Duration usualDelay() {
        return transport.usualDelay(workload().timing());
    }

    LoadProtocol protocol() {
        return protocol;
    }

    Cast cast() {
        return cast;
    }

    Latencies latencies() {
        return latencies;
    }

    Rows rows() {
        return rows;
    }

    Participants participants() {
        return participants;
    }

    Storms storms() {
        return storms;
    }

    List<StreamReader> readers() {
        return readers;
    }

    List<StreamSpeaker> speakers() {
        return speakers;
    }

    StreamSpeaker speaker(int stream) {
        return speakers.get(stream);
    }

    /// Who answers the messages of a stream, if anyone.
    Optional<StreamSpeaker> answering(int stream) {
        return Optional.ofNullable(answering.get(stream));
    }

    @Override
    public void answered(ReceivedEvent answer, long nanos) {
        switch (answer) {
            case ReceivedEvent.Ok ok -> speakerOf(ok.id()).ifPresent(s -> s.accepted(ok, nanos));
            case ReceivedEvent.Failure failure -> {
                refused.incrementAndGet();
                firstRefusal.compareAndSet(null, failure.code() + ": " + failure.message());
                speakerOf(failure.id()).ifPresent(speaker -> speaker.free(nanos));
            }
            case ReceivedEvent.Message _, ReceivedEvent.Gap _, ReceivedEvent.Other _ -> {}
        }
    }

    private Optional<StreamSpeaker> speakerOf(@Nullable String id) {
        return id == null
                ? Optional.empty()
                : Stamp.ofCommand(id)
                        .filter(stamp -> stamp.stream() >= 0 && stamp.stream() < speakers.size())
                        .map(stamp -> speakers.get(stamp.stream()));
    }

    /// Done when Gatling lets the first virtual users begin.
    CompletableFuture<Void> begun() {
        return begun;
    }

    /// A message came for the first time and has been entered everywhere.
    void counted(Phase phase) {
        switch (phase) {
            case WARM_UP -> {
                arrivals.incrementAndGet();
                if (warmUpMissing.decrementAndGet() == 0) {
                    warmedUp.complete(null);
                }
            }
            case MEASURED -> {
                arrivals.incrementAndGet();
                if (measuredArrivals.incrementAndGet() == cast.expected()) {
                    allDelivered.complete(null);
                }
            }
            case END -> {}
        }
    }

    long measuredArrivals() {
        return measuredArrivals.get();
    }

    /// How many messages reached readers so far, those of the warm-up among them.
    long arrivals() {
        return arrivals.get();
    }

    /// How many of the warm-up have not come.
    long warmUpMissing() {
        return warmUpMissing.get();
    }

    /// What all readers got so far.
    Tally tally() {
        return readers.stream().map(StreamReader::tally).reduce(Tally.NONE, Tally::plus);
    }

    /// How far the speakers are.
    Publishing publishing() {
        return new Publishing(
                speakers.stream().mapToInt(speaker -> speaker.stream().messages()).sum(),
                speakers.stream().mapToInt(StreamSpeaker::sent).sum(),
                speakers.stream().mapToInt(StreamSpeaker::acknowledged).sum(),
                refused.get(),
                firstRefusal.get());
    }

    boolean isMeasuring() {
        return measuring;
    }

    void setMeasuring(boolean now) {
        measuring = now;
    }

    /// When the first warm-up message is due, on the monotonic clock.
    CompletableFuture<Long> warmUpBegins() {
        return warmUpBegins;
    }

    CompletableFuture<Void> warmedUp() {
        return warmedUp;
    }

    /// When the first measured message is due, on the monotonic clock.
    CompletableFuture<Long> measuringBegins() {
        return measuringBegins;
    }

    CompletableFuture<Void> allDelivered() {
        return allDelivered;
    }

    CompletableFuture<Void> over() {
        return over;
    }
}
