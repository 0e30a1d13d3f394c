package dev.wirelab.lab.training;

import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.lab.TransportTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The load of a training run: on each transport clients log in, publish to a group and in private,
/// connect and disconnect. This is done twice, so that every path through the lab has run often
/// enough to be in the profiles.
final class TrainingRun {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROUNDS = 2;
    private static final int GUESTS = 24;
    private static final int BURST = 8;
    private static final String TEXT = "the quick brown fox jumps over the lazy dog ";

    private final Addresses lab;
    private final Duration act;

    /// @param act duration of each pattern
    TrainingRun(Addresses lab, Duration act) {
        this.lab = lab;
        this.act = act;
    }

    /// Connects a client.
    private interface GuestFactory {
        Guest connect(String name) throws IOException, InterruptedException;
    }

    /// Executes the run.
    ///
    /// @throws IOException if an expected message did not arrive
    void execute() throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (TransportType transport : TransportTypes.ALL) {
                String group = transport.descriptor().id() + "-" + round;
                act(group, name -> new Guest(transport, name, lab, PATIENCE));
            }
        }
    }

    private void act(String group, GuestFactory factory) throws IOException, InterruptedException {
        List<Guest> guests = new ArrayList<>();
        try {
            for (int i = 0; i < GUESTS; i++) {
                Guest guest = factory.connect(group + "-" + i);
                guests.add(guest);
                guest.join(group, PATIENCE);
            }
            fanOut(guests, group, BURST);
            fanOut(guests, group, 1);
            exchangePrivateMessages(guests);
            connectAndDisconnect(group, factory);
        } finally {
            guests.forEach(Guest::close);
        }
    }

    private void fanOut(List<Guest> guests, String group, int burst)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + act.toNanos();
        while (System.nanoTime() < end) {
            for (int i = 0; i < burst; i++) {
                guests.getFirst().say("#" + group, TEXT + i);
            }
            for (Guest guest : guests) {
                guest.await(burst, PATIENCE);
            }
        }
    }

    /// Each of a pair writes to the other; both also receive their own messages.
    private void exchangePrivateMessages(List<Guest> guests)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + act.toNanos();
        while (System.nanoTime() < end) {
            for (int i = 0; i < guests.size(); i++) {
                guests.get(i).say("@" + guests.get(i ^ 1).name(), TEXT + i);
            }
            for (Guest guest : guests) {
                guest.await(2, PATIENCE);
            }
        }
    }

    /// Further clients connect one after the other, join a group of their own, and disconnect.
    private void connectAndDisconnect(String group, GuestFactory factory)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + act.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            Guest guest = factory.connect(group + "-v" + i);
            try {
                guest.join(group + "-v", PATIENCE);
            } finally {
                guest.close();
            }
        }
    }
}
