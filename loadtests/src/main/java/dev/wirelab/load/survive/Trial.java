package dev.wirelab.load.survive;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.survive.client.ClientTimes;
import dev.wirelab.load.survive.client.HostConnections;
import dev.wirelab.load.survive.client.Journal;
import dev.wirelab.load.survive.client.ResumingClient;
import dev.wirelab.load.survive.client.Way;
import dev.wirelab.load.survive.stage.Middlebox;
import dev.wirelab.load.transport.Resumption;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One fault on one transport. A witness, which bypasses the middlebox, publishes and reads what
/// the lab accepted; the client reads through the middlebox, and may publish, too. Other tabs of
/// its browser, if the fault has them, read as it does.
final class Trial implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int CLIENT_PUBLISHES_EVERY = 5;
    private static final Duration CHECK = Duration.ofMillis(20);
    private static final Duration OPEN = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(4);

    private final Fault fault;
    private final TrialLab lab;
    private final Way way;
    private final Middlebox middlebox;
    private final Middlebox direct;
    private final List<ResumingClient> tabs;
    private final ResumingClient client;
    private final ResumingClient witness;
    private final String mark = "%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    private final Map<String, Long> due = new ConcurrentHashMap<>();

    /// @param lab not closed by the trial
    Trial(Fault fault, String transport, TrialLab lab, ClientTimes times) throws IOException {
        this.fault = fault;
        this.lab = lab;
        this.middlebox = new Middlebox(lab.target(), fault.stages());
        middlebox.forwardTo(lab.fronts());
        this.direct = new Middlebox(lab.target(), () -> Stage.TRANSPARENT);
        this.way = Way.of(transport, middlebox.entrance());
        Way fallback = Way.first(Trial::isHeldPoll, middlebox.entrance());
        List<Way> ways =
                fallback.transport().equals(transport) ? List.of(way) : List.of(way, fallback);
        int others = fault.strike().otherTabs();
        HostConnections host =
                others > 0
                        ? new HostConnections(HostConnections.OF_A_BROWSER)
                        : HostConnections.unlimited();
        this.tabs =
                IntStream.range(0, others)
                        .mapToObj(i ->
                                new ResumingClient(
                                        "tab-%s-%d".formatted(mark, i), List.of(way), times, host))
                        .toList();
        this.client = new ResumingClient("client-" + mark, ways, times, host);
        this.witness =
                new ResumingClient(
                        "witness-" + mark,
                        List.of(Way.first(Trial::carriesCommands, direct.entrance())),
                        times.eager());
    }

    private static boolean isHeldPoll(Resumption resumption) {
        return resumption instanceof Resumption.Poll poll && poll.held();
    }

    private static boolean carriesCommands(Resumption resumption) {
        return resumption instanceof Resumption.Stream stream && stream.carriesCommands();
    }

    ResumingClient client() {
        return client;
    }

    Middlebox middlebox() {
        return middlebox;
    }

    /// Lets the clock of the lab jump.
    void jump(Duration by) {
        lab.jump(by);
    }

    /// Restarts the lab; returns when it serves again.
    void restart() {
        lab.restart();
        middlebox.forwardTo(lab.target());
        direct.forwardTo(lab.target());
    }

    /// Runs the trial.
    ///
    /// @throws IOException if the client cannot connect before the fault
    Outcome execute() throws IOException, InterruptedException {
        if (fault.ofHttp() && !way.isHttp()) {
            return Outcome.notTried(fault.id(), way.transport());
        }
        witness.start();
        await(witness);
        for (ResumingClient tab : tabs) {
            tab.start();
            await(tab);
        }
        if (!fault.fromStart()) {
            client.start();
            await(client);
        }
        long start = System.nanoTime();
        ClientTraffic traffic = client.traffic();
        long connections = traffic.connections();
        long bytes = traffic.bytesSent() + traffic.bytesReceived();
        Thread publishing = Thread.ofVirtual().start(() -> publish(start));
        if (fault.fromStart()) {
            client.start();
        }
        try {
            fault.strike().on(this);
            publishing.join();
        } finally {
            publishing.interrupt();
        }
        until(this::isAllDelivered, DRAIN);
        return outcome(
                start,
                traffic.connections() - connections,
                traffic.bytesSent() + traffic.bytesReceived() - bytes);
    }

    private static void await(ResumingClient one) throws IOException, InterruptedException {
        if (!until(() -> one.journal().isOpen(), OPEN)) {
            throw new IOException(
                    "a client could not connect before the fault: "
                            + one.journal().changes().getLast().reason());
        }
    }

    private static boolean until(BooleanSupplier condition, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            MonotonicTime.pause(CHECK);
        }
        return condition.getAsBoolean();
    }

    /// Publishes at fixed times, whatever happens. If a message is sent late, its delay counts from
    /// the time at which it was due.
    private void publish(long start) {
        long end = start + fault.observed().toNanos();
        int count = 0;
        for (long next = start + fault.quiet().toNanos(); next < end; next += INTERVAL.toNanos()) {
            try {
                MonotonicTime.sleepUntil(next);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            say(witness, "w", count, next);
            if (fault.clientPublishes() && count % CLIENT_PUBLISHES_EVERY == 0) {
                say(client, "c", count, next);
            }
            count++;
        }
    }

    private void say(ResumingClient from, String who, int number, long at) {
        String text = "%s-%s-%d".formatted(mark, who, number);
        due.put(text, at);
        from.say(text);
    }

    private boolean isAllDelivered() {
        return due.keySet().stream().allMatch(text -> client.journal().hasArrived(text));
    }

    private Outcome outcome(long start, long connections, long bytes) {
        List<Journal.Change> changes = client.journal().changes();
        long began = start + fault.begins().toNanos();
        long entitled =
                changes.stream()
                        .filter(change -> change.state() == Journal.State.OPEN)
                        .mapToLong(Journal.Change::nanos)
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
        Account account =
                Account.of(
                        due,
                        Stream.of(
                                        client.journal().acknowledged().stream(),
                                        witness.journal().acknowledged().stream(),
                                        witness.journal().arrivals().stream()
                                                .map(Journal.Arrival::text))
                                .flatMap(texts -> texts)
                                .collect(Collectors.toSet()),
                        client.journal().arrivals(),
                        entitled);
        Optional<Journal.Change> noticed =
                changes.stream()
                        .filter(change -> change.nanos() >= start)
                        .filter(change -> change.state() == Journal.State.PAUSING)
                        .findFirst();
        boolean flows = account.flowsAtEnd();
        double late = account.latestNanos().orElse(0) / 1e9;
        return new Outcome(
                fault.id(),
                way.transport(),
                true,
                changes.isEmpty() ? way.transport() : changes.getLast().transport(),
                flows,
                noticed.map(change -> Math.max(0, seconds(change.nanos() - began))).orElse(null),
                noticed.map(Journal.Change::reason).orElse(""),
                flows ? seconds(Math.max(0, fault.fromStart() ? entitled - began : 0), late) : null,
                account.messages(),
                account.lost(),
                account.doubled(),
                account.reordered(),
                client.journal().logIns(),
                connections,
                bytes,
                changes.stream()
                        .map(change ->
                                new Outcome.Step(
                                        seconds(change.nanos() - began),
                                        change.state().name(),
                                        change.transport(),
                                        change.reason()))
                        .toList());
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e6) / 1e3;
    }

    private static double seconds(long nanos, double atLeast) {
        return Math.max(seconds(nanos), Math.round(atLeast * 1e3) / 1e3);
    }

    @Override
    public void close() {
        client.close();
        tabs.forEach(ResumingClient::close);
        witness.close();
        middlebox.close();
        direct.close();
    }
}
