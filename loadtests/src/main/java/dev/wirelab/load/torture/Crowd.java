package dev.wirelab.load.torture;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.survive.client.ClientTimes;
import dev.wirelab.load.survive.client.Journal;
import dev.wirelab.load.survive.client.ResumingClient;
import dev.wirelab.load.survive.client.Way;
import dev.wirelab.load.survive.stage.Middlebox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The clients, and the networks between them and the lab: each client is behind one of a few
/// middleboxes, so that what happens to one network happens to many clients. To a lab of several
/// nodes, a middlebox is a balancer: each connection goes to another one.
final class Crowd implements AutoCloseable {
    private static final int NETWORKS = 4;
    private static final Duration CHECK = Duration.ofMillis(50);
    private static final Duration OPEN = Duration.ofSeconds(60);

    /// Clients with little patience: a fault is noticed within seconds, as there is no minute to
    /// wait for one.
    private static final ClientTimes TIMES =
            new ClientTimes(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(4),
                    2,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1));

    private final List<String> users = new ArrayList<>();
    private final List<ResumingClient> clients = new ArrayList<>();
    private final List<Middlebox> networks = new ArrayList<>();
    private final int ways;

    /// Clients that are not connected yet.
    ///
    /// @param nodes of the lab
    /// @param mark begins their names
    Crowd(List<Target> nodes, String mark, List<String> transports, int count) throws IOException {
        ways = transports.size();
        try {
            for (int i = 0; i < NETWORKS; i++) {
                networks.add(new Middlebox(nodes.getFirst(), () -> Stage.TRANSPARENT));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        forwardTo(nodes);
        for (int i = 0; i < count; i++) {
            Target entrance = networks.get(i % NETWORKS).entrance();
            List<Way> own = new ArrayList<>();
            transports.forEach(transport -> own.add(Way.of(transport, entrance)));
            Collections.rotate(own, -(i % ways));
            clients.add(new ResumingClient(mark + "-" + i, own, TIMES));
        }
    }

    /// Connects all; returns when all receive.
    ///
    /// @throws IOException if one does not
    void connect() throws IOException, InterruptedException {
        clients.forEach(ResumingClient::start);
        for (ResumingClient client : clients) {
            if (!until(client.journal()::isOpen, OPEN)) {
                throw new IOException(
                        "a client could not connect: "
                                + client.journal().changes().getLast().reason());
            }
            users.add(client.user());
        }
    }

    /// Lets new connections go to these nodes.
    void forwardTo(List<Target> nodes) {
        networks.forEach(network -> network.forwardTo(nodes));
    }

    static boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            MonotonicTime.pause(CHECK);
        }
        return condition.getAsBoolean();
    }

    int size() {
        return clients.size();
    }

    /// The number of transports that a client can change to.
    int ways() {
        return ways;
    }

    String user(int index) {
        return users.get(index);
    }

    ResumingClient client(int index) {
        return clients.get(index);
    }

    List<Middlebox> networks() {
        return networks;
    }

    /// The positions of all accepted commands, by id.
    Map<String, Long> positions() {
        Map<String, Long> positions = new HashMap<>();
        for (ResumingClient client : clients) {
            client.journal()
                    .positions()
                    .forEach((id, cursor) -> positions.put(id, Cursor.parse(cursor).offset()));
        }
        return positions;
    }

    /// The codes of all refused commands, by id.
    Map<String, String> refusals() {
        Map<String, String> refusals = new HashMap<>();
        clients.forEach(client -> refusals.putAll(client.journal().refused()));
        return refusals;
    }

    /// How many connections were opened.
    long connections() {
        return clients.stream().mapToLong(client -> client.traffic().connections()).sum();
    }

    /// What a client was sent of the texts that begin with the mark, without what the log has.
    ClientRecord record(int index, String mark) {
        Journal journal = clients.get(index).journal();
        List<Delivery> received =
                journal.arrivals().stream()
                        .filter(arrival -> arrival.text().startsWith(mark))
                        .map(Crowd::delivery)
                        .toList();
        return new ClientRecord(
                users.get(index), received, List.of(), journal.logIns(), journal.gaps());
    }

    private static Delivery delivery(Journal.Arrival arrival) {
        return new Delivery(
                Cursor.parse(String.valueOf(arrival.cursor())).offset(),
                String.valueOf(arrival.from()),
                arrival.to(),
                arrival.text());
    }

    @Override
    public void close() {
        clients.forEach(ResumingClient::close);
        networks.forEach(Middlebox::close);
    }
}
