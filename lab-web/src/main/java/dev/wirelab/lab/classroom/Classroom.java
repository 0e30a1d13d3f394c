package dev.wirelab.lab.classroom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A class of one lesson: who takes part over which transport, and when the messages of the current
/// round arrived. Pupils are sessions of the chat and in the group `#class`; the teacher publishes
/// there. What was there before the current round is forgotten, and nothing is stored.
///
/// Safe for use by any number of threads, which may block.
final class Classroom implements AutoCloseable {
    static final Address.Group GROUP = new Address.Group("class");

    /// How many pupils there may be.
    static final int PLACES = 64;

    /// The largest number of messages of a round.
    static final int MAX_MESSAGES = 20;

    /// How long a cut lasts.
    static final Duration CUT = Duration.ofSeconds(5);

    /// How many transports are assigned to pupils who choose none.
    private static final int ASSIGNED = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Chat chat;
    private final InstantSource clock;
    private final List<String> transports;
    private final int places;
    private final Teacher teacher;

    /// Held by who publishes, so that rounds do not mix.
    private final ReentrantLock publishing = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Map<String, Pupil> pupils = new LinkedHashMap<>();
    private final ClassTraffic traffic = new ClassTraffic();
    private Round round = new Round(0, Round.Kind.MESSAGES, "", 0);

    /// @param transports the ids of those that phones can use; the first ones are assigned
    /// @param places how many pupils there may be
    Classroom(
            Chat chat,
            InstantSource clock,
            ScheduledExecutorService timer,
            List<String> transports,
            int places) {
        this.chat = chat;
        this.clock = clock;
        this.transports = List.copyOf(transports);
        this.places = places;
        this.teacher = new Teacher(chat, timer);
    }

    /// The teacher's user name.
    ///
    /// @throws Refusal if the teacher cannot log in
    String teacher() {
        return teacher.name();
    }

    /// The transports that phones can use.
    List<String> transports() {
        return transports;
    }

    /// The clock to which phones compare theirs, in milliseconds since 1970.
    double now() {
        return millis(clock.instant());
    }

    private static double millis(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) / 1e3;
    }

    /// Takes a session into the class, or lets a pupil choose a transport.
    ///
    /// @param wanted a transport; null: the one assigned, at first one that few have
    /// @return the transport
    /// @throws Refusal `too_many` if the class is full, `bad_request` for another transport
    String join(Session session, @Nullable String wanted) {
        String transport = locked(() -> add(session, wanted));
        Chat.await(
                chat.execute(
                        session,
                        chat.pollSubscriptions(session, transport),
                        new Command.Join(null, GROUP)));
        return transport;
    }

    private String add(Session session, @Nullable String wanted) {
        forgetWhoLeft();
        if (wanted != null) {
            check(wanted);
        }
        Pupil pupil = pupils.get(session.id());
        if (pupil == null) {
            if (pupils.size() >= places) {
                throw new Refusal(
                        ErrorCode.TOO_MANY, "the class is full: it has " + places + " places");
            }
            pupil = new Pupil(session, wanted == null ? leastUsed() : wanted);
            pupils.put(session.id(), pupil);
        } else if (wanted != null) {
            pupil.moveTo(wanted);
        }
        return pupil.transport();
    }

    private void check(String transport) {
        if (!transports.contains(transport)) {
            throw Refusal.badRequest(
                    "the transport must be one of " + String.join(", ", transports));
        }
    }

    private List<String> assigned() {
        return transports.subList(0, Math.min(ASSIGNED, transports.size()));
    }

    private String leastUsed() {
        String least = transports.getFirst();
        long fewest = Long.MAX_VALUE;
        for (String each : assigned()) {
            long users =
                    pupils.values().stream()
                            .filter(pupil -> pupil.transport().equals(each))
                            .count();
            if (users < fewest) {
                fewest = users;
                least = each;
            }
        }
        return least;
    }

    /// The transport that a pupil is to use.
    ///
    /// @throws Refusal `not_found` if the session is none of a pupil
    String transportOf(Session session) {
        return locked(() -> pupil(session).transport());
    }

    private Pupil pupil(Session session) {
        Pupil pupil = pupils.get(session.id());
        if (pupil == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "this session is not in the class");
        }
        return pupil;
    }

    /// Keeps when messages of the current round reached a pupil; those of other rounds are
    /// forgotten.
    ///
    /// @param error by how much the times may be wrong, in milliseconds
    /// @return the transport that the pupil is to use
    /// @throws Refusal `not_found` if the session is none of a pupil
    String report(Session session, int number, double error, List<Arrival> arrivals) {
        return locked(() -> {
            Pupil pupil = pupil(session);
            pupil.report(error, number == round.number() ? round.delays(arrivals) : pupil.delays());
            return pupil.transport();
        });
    }

    /// Publishes some messages at once.
    ///
    /// @return the number of their round
    int publish(String text, int messages) {
        publishing.lock();
        try {
            Round next = begin(Round.Kind.MESSAGES, text, messages);
            for (int index = 0; index < messages; index++) {
                publish(next, now());
            }
            return next.number();
        } finally {
            publishing.unlock();
        }
    }

    /// Cuts the connections of all pupils for [#CUT], and publishes a message meanwhile.
    ///
    /// @return the number of its round
    int cut(String text) {
        publishing.lock();
        try {
            Round next = begin(Round.Kind.CUT, text, 1);
            double end = now() + CUT.toMillis();
            for (Pupil pupil : present()) {
                chat.cut(pupil.session(), CUT, "the teacher has cut the lab off for some seconds");
            }
            publish(next, end);
            return next.number();
        } finally {
            publishing.unlock();
        }
    }

    private Round begin(Round.Kind kind, String text, int messages) {
        return locked(() -> {
            round = new Round(round.number() + 1, kind, text, messages);
            pupils.values().forEach(Pupil::forgetRound);
            return round;
        });
    }

    private void publish(Round of, double due) {
        int index =
                locked(() -> {
                    of.publish(due);
                    return of.sent() - 1;
                });
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("round", of.number());
        message.put("kind", of.kind().word());
        message.put("index", index);
        message.put("of", of.messages());
        message.put("due", due);
        message.put("text", of.text());
        teacher.say(json(message));
    }

    /// Moves all pupils to another transport, or to those that are assigned, evenly.
    ///
    /// @param to a transport; null: evenly
    /// @throws Refusal `bad_request` for another transport
    void move(@Nullable String to) {
        locked(() -> {
            if (to != null) {
                check(to);
            }
            int index = 0;
            for (Pupil pupil : pupils.values()) {
                pupil.moveTo(to == null ? assigned().get(index++ % assigned().size()) : to);
            }
            return pupils.size();
        });
        teacher.say(json(Map.of("move", true)));
    }

    /// Ends the session of a pupil.
    ///
    /// @throws Refusal `not_found`
    void remove(String user) {
        Session session =
                present().stream()
                        .map(Pupil::session)
                        .filter(each -> each.user().equals(user))
                        .findFirst()
                        .orElseThrow(() ->
                                new Refusal(ErrorCode.NOT_FOUND, "there is no pupil of this name"));
        Chat.await(chat.logOut(session, "the teacher has ended this session"));
    }

    /// What the wall shows.
    Map<String, Object> snapshot() {
        Map<String, Long> idle = new LinkedHashMap<>();
        for (Pupil pupil : present()) {
            idle.put(pupil.session().id(), chat.idle(pupil.session()).toMillis());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("at", now());
        body.put("places", places);
        body.put("transports", transports);
        return locked(() -> {
            body.put("round", round());
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Pupil pupil : pupils.values()) {
                Long idleMillis = idle.get(pupil.session().id());
                if (idleMillis != null) {
                    rows.add(row(pupil, idleMillis));
                }
            }
            body.put("pupils", rows);
            body.put("traffic", traffic.with(sessions(pupils.values())));
            return body;
        });
    }

    private Map<String, Object> round() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", round.number());
        fields.put("kind", round.kind().word());
        fields.put("text", round.text());
        fields.put("messages", round.messages());
        return fields;
    }

    private static Map<String, Object> row(Pupil pupil, long idleMillis) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("user", pupil.session().user());
        row.put("transport", pupil.transport());
        row.put("idle", idleMillis);
        if (!Double.isNaN(pupil.error())) {
            row.put("error", pupil.error());
        }
        row.put("delays", pupil.delays());
        return row;
    }

    private List<Pupil> present() {
        return locked(() -> {
            forgetWhoLeft();
            return List.copyOf(pupils.values());
        });
    }

    private void forgetWhoLeft() {
        for (Iterator<Pupil> each = pupils.values().iterator(); each.hasNext(); ) {
            Session session = each.next().session();
            if (session.hasEnded()) {
                traffic.add(session);
                each.remove();
            }
        }
    }

    private static List<Session> sessions(Collection<Pupil> of) {
        return of.stream().map(Pupil::session).toList();
    }

    private static String json(Map<String, Object> message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        teacher.close();
    }
}
