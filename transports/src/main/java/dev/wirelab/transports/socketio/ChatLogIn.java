package dev.wirelab.transports.socketio;

import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.transports.http.HttpPort;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The log-in with which a client connects to the chat.
///
/// The `pid` with which the official client recovers a connection is the session's token, perhaps
/// followed by what makes it another pid: a client that gets another one than it had knows that it
/// has not recovered.
///
/// @param command the log-in
/// @param presented the pid that the client had; null without one
/// @param isResumed whether it resumes from the cursor that the client had
record ChatLogIn(Command.Login command, @Nullable String presented, boolean isResumed) {
    private static final char MARK = '~';

    /// Reads the object that the client connects with.
    ///
    /// @param token the token of the request that began the connection; null without one
    /// @return null if the client does not log in now
    /// @throws Refusal `bad_request` or `unauthorized`
    static @Nullable ChatLogIn of(String auth, @Nullable String token) {
        Map<String, String> fields = new HashMap<>();
        PacketEvent.object(auth, fields::put);
        String pid = fields.get("pid");
        String offset = fields.get("offset");
        boolean resumes = pid != null && offset != null;
        boolean isNamed = fields.containsKey("token") || fields.containsKey("user");
        if (!isNamed && pid == null && token == null) {
            return null;
        }
        if (pid != null && !fields.containsKey("token")) {
            // A new log-in by name would be refused, since the session lives.
            String after = resumes ? offset : fields.get("after");
            return new ChatLogIn(connect(fields, withoutMark(pid), after), pid, resumes);
        }
        if (!isNamed && token != null) {
            return new ChatLogIn(connect(fields, token, fields.get("after")), null, false);
        }
        Command.Login login = JsonCommands.decodeLogin(auth);
        String named = login.token();
        if (!resumes || named == null) {
            return new ChatLogIn(login, pid, false);
        }
        return new ChatLogIn(connect(fields, named, offset), pid, true);
    }

    private static Command.Login connect(
            Map<String, String> fields, String token, @Nullable String after) {
        return new Command.Login(
                null,
                null,
                null,
                token,
                StartPosition.parse(after),
                HttpPort.echo(fields.get("echo")),
                ProtocolVersion.parse(fields.get("v")));
    }

    /// The pid to answer with.
    ///
    /// @param token the session's token
    String pid(Reader reader, Supplier<String> token) {
        if (presented == null) {
            return token.get();
        }
        return isResumed && !reader.hasGap()
                ? presented
                : withoutMark(presented) + MARK + EngineServer.newSid();
    }

    private static String withoutMark(String pid) {
        int mark = pid.indexOf(MARK);
        return mark < 0 ? pid : pid.substring(0, mark);
    }
}
