package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/// A person at the TCP port. Lines that begin with `*` are for eyes, and set aside.
final class TelnetClient implements AutoCloseable {
    private final LineSocket socket;
    private final List<String> forEyes = new ArrayList<>();
    private String cursor = "";

    private TelnetClient(LineSocket socket) {
        this.socket = socket;
    }

    static TelnetClient open(LabUnderTest lab) {
        return new TelnetClient(LineSocket.open(lab.tcp()));
    }

    TelnetClient type(String line) {
        socket.raw(Net.utf8(line + "\r\n"));
        return this;
    }

    /// Logs in, and returns this.
    TelnetClient logIn(String command) {
        type(command);
        cursor = expect("ok \\S+").substring(3);
        return this;
    }

    /// The cursor that the log-in gave.
    String cursor() {
        return cursor;
    }

    LineSocket socket() {
        return socket;
    }

    /// The next line that is not for eyes.
    String line() {
        for (String line = socket.line(); line != null; line = socket.line()) {
            if (!line.startsWith("*")) {
                return line;
            }
            forEyes.add(line);
        }
        throw new AssertionError("the connection ended");
    }

    /// The next line, which must match.
    String expect(String pattern) {
        String line = line();
        assertThat(line).matches(pattern);
        return line;
    }

    /// The next `message` line, which must be this one; its cursor.
    String expectMessage(String address, String from, String text) {
        String line = line();
        String[] words = line.split(" ", 5);
        assertThat(words).as(line).hasSize(5);
        assertThat(words[0] + " " + words[2] + " " + words[3] + " " + words[4])
                .isEqualTo("message " + address + " " + from + " " + text);
        return words[1];
    }

    void expectError(String code) {
        String line = line();
        assertThat(line).startsWith("error " + code + " ");
        Refusals.checkMessage(line.substring(("error " + code).length() + 1));
    }

    /// Types `/ping`, and returns what was for eyes before its answer.
    List<String> forEyes() {
        type("/ping");
        expect("pong");
        List<String> lines = List.copyOf(forEyes);
        forEyes.clear();
        return lines;
    }

    @Override
    public void close() {
        socket.close();
    }
}
