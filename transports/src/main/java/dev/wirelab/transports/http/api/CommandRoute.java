package dev.wirelab.transports.http.api;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.DirectHandler;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.auth.BearerToken;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.TrafficUnit;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// `POST /api/commands`: commands of clients whose transport carries none on its connections. They
/// are charged to the transport that `?transport=` names, or else to the one that the session last
/// read from.
public final class CommandRoute {
    private static final String PATH = "/api/commands";

    /// Classifies its exchanges for the ledger.
    public static final ExchangeReader.Classifier EXCHANGES =
            request -> request.isTo("POST", PATH) ? new CommandExchange() : null;

    private final TransportContext lab;
    private final Set<String> posting;

    /// @param posting the ids of the transports whose commands are posted; the first one is charged
    ///   if neither the request nor the session determines one
    public CommandRoute(TransportContext lab, Set<String> posting) {
        this.lab = lab;
        this.posting = posting;
    }

    /// Adds the route.
    public void mount(JavalinConfig http) {
        DirectHandler handler = new DirectHandler(HttpMethod.POST, PATH, lab, this::execute);
        http.jetty.modifyServer(server -> server.insertHandler(handler));
    }

    private void execute(HttpExchange exchange) {
        lab.draining().check();
        exchange.then(
                BearerToken.session(lab.tokens(), exchange), session -> receive(exchange, session));
    }

    private void receive(HttpExchange exchange, Session session) {
        String transport = transport(exchange, session);
        ProtocolVersion version = ProtocolVersion.parse(exchange.query("v"));
        TrafficMeter meter = session.meter(lab.meters(), transport);
        exchange.charge(meter);
        meter.add(Counter.COMMANDS, 1);
        exchange.body(
                version.maxCommandBytes(),
                body ->
                        execute(
                                exchange,
                                session,
                                transport,
                                version,
                                JsonCommands.decode(text(body), version)));
    }

    private void execute(
            HttpExchange exchange,
            Session session,
            String transport,
            ProtocolVersion version,
            Command command) {
        Chat chat = lab.chat();
        chat.touch(session);
        exchange.requestDelivery();
        exchange.beginAnswer();
        exchange.then(
                lab.draining()
                        .admit(
                                command,
                                () -> {
                                    lab.admission().check(session, command);
                                    return chat.accept(
                                            session,
                                            chat.pollSubscriptions(session, transport),
                                            command);
                                }),
                answer -> exchange.answer(200, EncodedEvent.of(answer).in(version).json()));
    }

    private String transport(HttpExchange exchange, Session session) {
        String named = exchange.query("transport");
        if (named == null) {
            return session.commandTransport().orElse(posting.iterator().next());
        }
        if (!posting.contains(named)) {
            throw Refusal.badRequest("transport must be one of " + String.join(", ", posting));
        }
        return named;
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("the body is not UTF-8");
        }
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

    /// A command and its reply, both JSON.
    private static final class CommandExchange implements ExchangeReader {
        @Override
        public MessagePlan request(HttpHead head) {
            return MessagePlan.whole(ByteClass.REQUEST, null);
        }

        @Override
        public MessagePlan response(HttpHead head) {
            return MessagePlan.whole(ByteClass.RESPONSE, null);
        }

        @Override
        public void readRequest(TrafficUnit request) {
            request.resolveAsJson();
        }

        @Override
        public void readResponse(TrafficUnit response, @Nullable TrafficUnit request) {
            response.resolveAsJson();
        }
    }
}
