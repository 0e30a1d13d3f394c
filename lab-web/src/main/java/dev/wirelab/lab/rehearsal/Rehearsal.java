package dev.wirelab.lab.rehearsal;

import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.lab.TransportTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The load of the rehearsal: on each transport guests log in, send messages to a group and in
/// private, and leave; then all of it once more, so that every path through the lab has been taken
/// often enough for the JVM to know it.
final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROUNDS = 2;
    private static final int GUESTS = 24;
    private static final int BURST = 8;
    private static final String TEXT = "the quick brown fox jumps over the lazy dog ";

    private final Addresses lab;
    private final Duration act;

    /// @param act how long they talk in one way before they talk in the next
    Rehearsal(Addresses lab, Duration act) {
        this.lab = lab;
        this.act = act;
    }

    /// Lets a guest in.
    private interface Door {
        Guest open(String name) throws IOException, InterruptedException;
    }

    /// Plays all of it.
    ///
    /// @throws IOException if something that was due did not come
    void play() throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (TransportType transport : TransportTypes.ALL) {
                String group = transport.descriptor().id() + "-" + round;
                act(group, name -> new Guest(transport, name, lab, PATIENCE));
            }
        }
    }

    private void act(String group, Door door) throws IOException, InterruptedException {
        List<Guest> guests = new ArrayList<>();
        try {
            for (int i = 0; i < GUESTS; i++) {
                Guest guest = door.open(group + "-" + i);
                guests.add(guest);
                guest.join(group, PATIENCE);
            }
            fanOut(guests, group, BURST);
            fanOut(guests, group, 1);
            inPrivate(guests);
            comeAndGo(group, door);
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

    /// Each of a pair writes to the other; both also get what they said themselves.
    private void inPrivate(List<Guest> guests) throws IOException, InterruptedException {
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

    /// Others come one after the other, enter a group of their own, and go.
    private void comeAndGo(String group, Door door) throws IOException, InterruptedException {
        long end = System.nanoTime() + act.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            Guest guest = door.open(group + "-v" + i);
            try {
                guest.join(group + "-v", PATIENCE);
            } finally {
                guest.close();
            }
        }
    }
}
