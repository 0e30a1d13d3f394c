package dev.wirelab.lab.classroom;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Tokens;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.api.SessionRoutes;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.BearerToken;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/// `/api/class`: pupils join by their tokens and report arrivals, the teacher steers by the lab's
/// key. `/class` leads to the page for phones.
public final class ClassRoutes implements AutoCloseable {
    private static final String PATH = "/api/class";
    private static final String ME = PATH + "/me";

    private final Classroom room;
    private final Tokens tokens;
    private final AccessKey key;
    private final Supplier<Invitation> invitation;

    /// Creates the routes of a class.
    ///
    /// @param timer runs short tasks
    /// @param transports those of the lab
    /// @param invitation known once the lab listens
    public ClassRoutes(
            Chat chat,
            Tokens tokens,
            AccessKey key,
            ScheduledExecutorService timer,
            List<TransportType> transports,
            Supplier<Invitation> invitation) {
        this.room =
                new Classroom(
                        chat,
                        InstantSource.system(),
                        timer,
                        transports.stream()
                                .map(TransportType::descriptor)
                                .filter(TransportDescriptor::browser)
                                .map(TransportDescriptor::id)
                                .toList(),
                        Classroom.PLACES);
        this.tokens = tokens;
        this.key = key;
        this.invitation = invitation;
    }

    /// Logs the teacher in, before anybody else can.
    ///
    /// @throws Refusal if that is not possible
    public void open() {
        var _ = room.teacher();
    }

    /// Adds the routes.
    public void mount(JavalinConfig config) {
        config.routes.get("/class", request -> request.redirect("class.html"));
        config.routes.get(ME, this::pupil);
        config.routes.post(ME, this::join);
        config.routes.post(ME + "/arrivals", this::report);
        config.routes.get(PATH, this::snapshot);
        config.routes.get(PATH + "/invitation", this::invitation);
        config.routes.post(PATH + "/rounds", this::publish);
        config.routes.post(PATH + "/cut", this::cut);
        config.routes.post(PATH + "/move", this::move);
        config.routes.delete(PATH + "/pupils/{user}", this::remove);
    }

    private void pupil(Context request) {
        answerPupil(request, room.transportOf(session(request)));
    }

    private void join(Context request) {
        Session session = session(request);
        answerPupil(request, room.join(session, Fields.of(request.body()).transport()));
    }

    private void report(Context request) {
        Session session = session(request);
        Fields fields = Fields.of(request.body());
        answerPupil(
                request, room.report(session, fields.round(), fields.error(), fields.arrivals()));
    }

    private Session session(Context request) {
        return BearerToken.session(tokens, request);
    }

    private void answerPupil(Context request, String transport) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("teacher", room.teacher());
        body.put("transport", transport);
        body.put("transports", room.transports());
        // Last, since phones compare their clocks to it.
        body.put("at", room.now());
        SessionRoutes.json(request, body);
    }

    private void snapshot(Context request) {
        key.check(request);
        SessionRoutes.json(request, room.snapshot());
    }

    private void invitation(Context request) {
        key.check(request);
        SessionRoutes.json(request, invitation.get().json());
    }

    private void publish(Context request) {
        key.check(request);
        Fields fields = Fields.of(request.body());
        answerRound(request, room.publish(fields.text(), fields.messages()));
    }

    private void cut(Context request) {
        key.check(request);
        answerRound(request, room.cut(Fields.of(request.body()).text()));
    }

    private static void answerRound(Context request, int round) {
        SessionRoutes.json(request, Map.of("round", round));
    }

    private void move(Context request) {
        key.check(request);
        room.move(Fields.of(request.body()).transport());
        request.status(204);
    }

    private void remove(Context request) {
        key.check(request);
        room.remove(request.pathParam("user"));
        request.status(204);
    }

    @Override
    public void close() {
        room.close();
    }
}
