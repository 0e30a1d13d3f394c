package dev.wirelab.transports.tcp;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.TransportContext;
import java.util.regex.Pattern;

/// A person at telnet: commands that begin with `/`, and text for the current address.
final class PersonInput implements TcpConnection.Input {
    /// The end of an HTTP request line (RFC 9112 §3), recognised generously: any method and target,
    /// any version, any case.
    private static final Pattern HTTP_VERSION =
            Pattern.compile("\\sHTTP/\\d\\S*\\s*$", Pattern.CASE_INSENSITIVE);

    /// The first byte of a TLS connection: the content type `handshake` (RFC 8446 §5.1).
    private static final char TLS_HANDSHAKE = 0x16;

    private final TransportContext lab;
    private final ClientConnection client;
    private boolean started;
    private Address current = Address.LOBBY;

    private PersonInput(TransportContext lab, ClientConnection client) {
        this.lab = lab;
        this.client = client;
    }

    /// Greets the person. Called after the first byte, since until then the client may be a
    /// program.
    static PersonInput greeted(TransportContext lab, ClientConnection client) {
        String logIn = lab.admission().demandsCode() ? "NAME CODE" : "NAME";
        client.print("* Wirelab: /login " + logIn + " to begin, /help for more");
        return new PersonInput(lab, client);
    }

    /// Executes one line.
    ///
    /// @throws Refusal if the client is a browser and the connection must be closed
    @Override
    public boolean line(String line) {
        if (!started && !line.isBlank()) {
            started = true;
            refuseBrowser(line);
        }
        try {
            return execute(LineInput.parse(line));
        } catch (Refusal refusal) {
            client.refuseUnread(refusal);
            return true;
        }
    }

    /// Refuses what a browser sends when a page makes it connect to this port: otherwise the lines
    /// of a request body or of a TLS session ticket, which the page chooses, would be executed.
    private static void refuseBrowser(String firstLine) {
        if (HTTP_VERSION.matcher(firstLine).find()) {
            throw Refusal.badRequest("this port does not speak HTTP");
        }
        if (firstLine.charAt(0) == TLS_HANDSHAKE) {
            throw Refusal.badRequest("this port does not speak TLS");
        }
    }

    private boolean execute(LineInput input) {
        switch (input) {
            case LineInput.Do(Command command) -> client.receive(command);
            case LineInput.Say(String text) -> client.receive(new Command.Say(null, current, text));
            case LineInput.History history ->
                    client.receive(
                            new Command.History(
                                    null,
                                    history.address() == null ? current : history.address(),
                                    null,
                                    Command.History.DEFAULT_MAX));
            case LineInput.To(Address address) -> {
                session();
                current = address;
                client.print("* now talking to " + address);
            }
            case LineInput.ShowToken _ ->
                    client.print(LineEvents.token(lab.tokens().issue(session())));
            case LineInput.Help _ -> client.print(LineInput.HELP);
            case LineInput.Nothing _ -> {}
            case LineInput.Quit _ -> {
                return false;
            }
        }
        return true;
    }

    private Session session() {
        Session session = client.session();
        if (session == null) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "log in first");
        }
        return session;
    }
}
