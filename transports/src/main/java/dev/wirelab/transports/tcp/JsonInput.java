package dev.wirelab.transports.tcp;

import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.ClientConnection;
import java.util.function.Supplier;

/// A program: lines of JSON, one command each, of which one may be followed by bytes (rule B9).
final class JsonInput implements TcpConnection.Input {
    private final ClientConnection client;
    private String head = "";
    private int rawBytes;

    JsonInput(ClientConnection client) {
        this.client = client;
    }

    @Override
    public boolean line(String line) {
        if (line.isBlank()) {
            return true;
        }
        ProtocolVersion version = client.version();
        rawBytes = version == ProtocolVersion.V1 ? 0 : JsonCommands.rawBytes(line);
        if (rawBytes > 0) {
            head = line;
        } else {
            receive(() -> JsonCommands.decode(line, version));
        }
        return true;
    }

    @Override
    public int rawBytes() {
        return rawBytes;
    }

    @Override
    public void raw(byte[] bytes) {
        String json = head;
        head = "";
        rawBytes = 0;
        receive(() -> JsonCommands.decodeRaw(json, bytes));
    }

    private void receive(Supplier<Command> command) {
        try {
            client.receive(command.get());
        } catch (Refusal refusal) {
            client.refuseUnread(refusal);
        }
    }
}
