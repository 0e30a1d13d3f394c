package dev.wirelab.load.run;

import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.gatling.LoadAction;
import dev.wirelab.load.gatling.ReportRows;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.MessagePhase;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.measure.Timeline;
import dev.wirelab.load.plan.MessageStream;
import dev.wirelab.load.plan.Population;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.Publishing;
import dev.wirelab.load.theory.TransportTraits;
import dev.wirelab.load.theory.TransportVariant;
import dev.wirelab.load.transport.AnswerListener;
import dev.wirelab.load.transport.LoadProtocol;
import dev.wirelab.load.transport.LoadProtocols;
import dev.wirelab.load.wire.ReceivedEvent;
import io.gatling.javaapi.core.Session;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The state that the virtual users of a run share with each other and with the [RunController].
/// Safe for use by any number of threads.
final class LoadRun implements AnswerListener {
    final RunSpec spec;
    final Workload workload;
    final TransportTraits transport;

    /// The addresses that virtual users connect to.
    final Target target;

    /// Whether they use TLS.
    final boolean secure;

    /// Whether they speak HTTP/2.
    final boolean http2;

    final LoadProtocol protocol;
    final Population population;
    final LatencyRecorder latencies = new LatencyRecorder();
    final Timeline timeline;
    final ReportRows rows;

    /// Counts what passes the sockets to a server that is not Wirelab.
    final ClientTraffic traffic = new ClientTraffic();

    final Participants participants;
    final Disconnections disconnections;
    final List<StreamPublisher> publishers;
    final List<ReaderSession> readers;

    /// Done when Gatling starts the first virtual users.
    final CompletableFuture<Void> begun = new CompletableFuture<>();

    /// Done when every warm-up message has arrived.
    final CompletableFuture<Void> warmedUp = new CompletableFuture<>();

    /// Done when every measured message has arrived.
    final CompletableFuture<Void> allDelivered = new CompletableFuture<>();

    /// When the first warm-up message is due, on the monotonic clock.
    final CompletableFuture<Long> warmUpBegins = new CompletableFuture<>();

    /// When the first measured message is due, on the monotonic clock.
    final CompletableFuture<Long> measuringBegins = new CompletableFuture<>();

    /// Done when the readers may end.
    final CompletableFuture<Void> over = new CompletableFuture<>();

    /// Whether the run is measured now.
    volatile boolean measuring;

    private final Map<Integer, StreamPublisher> responders;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();
    private final long warmUpExpected;
    private final AtomicLong warmUpMissing;
    private final AtomicLong measuredArrivals = new AtomicLong();

    LoadRun(RunSpec spec, TransportVariant variant) {
        this.spec = spec;
        this.workload = spec.workload();
        this.transport = variant.transport();
        this.secure = variant.tls();
        this.http2 = variant.http2();
        this.target = secure ? spec.target().secured() : spec.target();
        this.protocol = LoadProtocols.of(variant).orElseThrow();
        this.population = spec.population();
        List<MessageStream> streams = population.streams();
        long reportRows =
                population.expected() + streams.stream().mapToLong(MessageStream::messages).sum();
        this.rows = new ReportRows(workload.id(), reportRows, latencies, () -> measuring);
        this.timeline = new Timeline(workload.timing().duration());
        this.participants = new Participants(population.users());
        this.disconnections =
                new Disconnections(
                        workload.cutsMillis().size(), population.readers().size(), latencies);
        this.publishers =
                IntStream.range(0, streams.size())
                        .mapToObj(index -> new StreamPublisher(this, index))
                        .toList();
        this.responders =
                publishers.stream()
                        .filter(StreamPublisher::answers)
                        .collect(
                                Collectors.toMap(
                                        publisher -> publisher.stream().answers().getAsInt(),
                                        Function.identity()));
        this.readers =
                IntStream.range(0, population.readers().size())
                        .mapToObj(index -> new ReaderSession(this, index))
                        .toList();
        for (int i = 0; i < streams.size(); i++) {
            for (int reader : streams.get(i).readers()) {
                readers.get(reader).expect(i, streams.get(i));
            }
        }
        this.warmUpExpected = streams.stream().mapToLong(MessageStream::warmUpExpected).sum();
        this.warmUpMissing = new AtomicLong(warmUpExpected);
        if (warmUpMissing.get() == 0) {
            warmedUp.complete(null);
        }
        if (population.expected() == 0) {
            allDelivered.complete(null);
        }
    }

    /// How long the transport may keep a message from its reader.
    Duration longestDelay() {
        return transport.longestDelay(workload.timing());
    }

    /// How long it usually keeps a message from its reader, at most.
    Duration usualDelay() {
        return transport.usualDelay(workload.timing());
    }

    StreamPublisher publisher(int stream) {
        return publishers.get(stream);
    }

    /// The publisher that answers the messages of a stream, if there is one.
    Optional<StreamPublisher> responder(int stream) {
        return Optional.ofNullable(responders.get(stream));
    }

    @Override
    public void answered(ReceivedEvent answer, long nanos) {
        switch (answer) {
            case ReceivedEvent.Ok ok -> publisherOf(ok.id()).ifPresent(p -> p.accepted(ok, nanos));
            case ReceivedEvent.Failure failure -> {
                refused.incrementAndGet();
                firstRefusal.compareAndSet(null, failure.code() + ": " + failure.message());
                publisherOf(failure.id()).ifPresent(publisher -> publisher.free(nanos));
            }
            case ReceivedEvent.Message _, ReceivedEvent.Gap _, ReceivedEvent.Other _ -> {}
        }
    }

    private Optional<StreamPublisher> publisherOf(@Nullable String id) {
        return id == null
                ? Optional.empty()
                : Stamp.ofCommand(id)
                        .filter(stamp -> stamp.stream() >= 0 && stamp.stream() < publishers.size())
                        .map(stamp -> publishers.get(stamp.stream()));
    }

    /// An ending of a virtual user with the step that failed, in one line.
    String because(Session user, String ending) {
        return Stream.of(Optional.of(ending), LoadAction.problem(user), protocol.explain(user))
                .flatMap(Optional::stream)
                .map(text -> text.replaceAll("\\s+", " "))
                .collect(Collectors.joining("; "));
    }

    /// Counts the first arrival of a message.
    void counted(MessagePhase phase) {
        switch (phase) {
            case WARM_UP -> {
                if (warmUpMissing.decrementAndGet() == 0) {
                    warmedUp.complete(null);
                }
            }
            case MEASURED -> {
                if (measuredArrivals.incrementAndGet() == population.expected()) {
                    allDelivered.complete(null);
                }
            }
            case END -> {}
        }
    }

    long measuredArrivals() {
        return measuredArrivals.get();
    }

    /// How many messages have reached readers, including those of the warm-up.
    long arrivals() {
        return warmUpExpected - warmUpMissing.get() + measuredArrivals.get();
    }

    /// How many messages of the warm-up have not arrived.
    long warmUpMissing() {
        return warmUpMissing.get();
    }

    /// The deliveries of all readers so far.
    DeliveryCounts deliveries() {
        return readers.stream()
                .map(ReaderSession::deliveries)
                .reduce(DeliveryCounts.NONE, DeliveryCounts::plus);
    }

    /// The progress of the publishers.
    Publishing publishing() {
        return new Publishing(
                publishers.stream().mapToInt(publisher -> publisher.stream().messages()).sum(),
                publishers.stream().mapToInt(StreamPublisher::sent).sum(),
                publishers.stream().mapToInt(StreamPublisher::acknowledged).sum(),
                refused.get(),
                firstRefusal.get());
    }
}
