package dev.wirelab.transports.http;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.Refusals;
import dev.wirelab.core.chat.Session;
import dev.wirelab.core.meter.Count;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.wire.Command;
import dev.wirelab.core.wire.Encoded;
import dev.wirelab.core.wire.ErrorCode;
import dev.wirelab.core.wire.Event;
import dev.wirelab.core.wire.JsonCommands;
import dev.wirelab.core.wire.Refusal;
import dev.wirelab.transports.TransportContext;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// `POST /api/commands`: how both polls send. The transport that is charged is the one that
/// `?transport=` names, or that of the session's latest poll.
public final class CommandRoute {
    private final TransportContext lab;
    private final Set<String> polls;

    /// @param polls the ids of the transports whose commands come this way, the first one if
    ///   nothing says which
    public CommandRoute(TransportContext lab, Set<String> polls) {
        this.lab = lab;
        this.polls = polls;
    }

    /// Adds the route.
    public void mount(JavalinConfig config) {
        config.routes.post("/api/commands", this::execute);
    }

    private void execute(Context request) {
        Session session = Bearer.session(lab.tokens(), request);
        String transport = transport(request, session);
        TrafficMeter meter = session.meter(lab.meters(), transport);
        HttpPort.charge(request, meter);
        meter.add(Count.COMMANDS, 1);
        Command command = JsonCommands.decode(body(request));
        Chat chat = lab.chat();
        chat.touch(session);
        request.future(() ->
                chat.execute(session, chat.pollWatches(session, transport), command)
                        .handle((answer, failure) -> {
                            if (failure != null) {
                                throw Refusals.of(failure);
                            }
                            answer(request, answer);
                            return answer;
                        })
                        .toCompletableFuture());
    }

    private String transport(Context request, Session session) {
        String named = request.queryParam("transport");
        if (named == null) {
            return session.latestPoll().orElse(polls.iterator().next());
        }
        if (!polls.contains(named)) {
            throw Refusal.badRequest("transport must be one of " + String.join(", ", polls));
        }
        return named;
    }

    private static void answer(Context request, Event answer) {
        request.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(new Encoded(answer).json());
    }

    /// The body of a request that carries one command.
    ///
    /// @throws Refusal `too_large`, or `bad_request` if it is not UTF-8
    static String body(Context request) {
        byte[] bytes = request.bodyAsBytes();
        if (bytes.length > JsonCommands.MAX_BYTES) {
            throw new Refusal(
                    ErrorCode.TOO_LARGE,
                    "a command has at most " + JsonCommands.MAX_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("the body is not UTF-8");
        }
    }
}
