package dev.wirelab.load.path;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of the header fields on the way, as the lab reports how a request of the session
/// arrived (docs/protocol.md, S24).
final class HeaderCheck {
    private static final String TARGET = "/api/sessions/me/request";
    private static final String HOST = "host";
    private static final String ORIGIN = "origin";
    private static final String FORWARDED = "forwarded";
    private static final String VERSION = "http";
    private static final String OWN = "Origin";
    private static final String FOREIGN = "http://foreign.invalid";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int FOUND = 200;

    /// Fields that a client can forge, with an address that is nobody's (RFC 5737).
    private static final Map<String, String> FORGED =
            Map.of("Forwarded", "for=192.0.2.1", "X-Forwarded-For", "192.0.2.1");

    private final LabAccess lab;
    private final String offered;

    /// @param offered the newest version of HTTP that is offered here
    HeaderCheck(LabAccess lab, String offered) {
        this.lab = lab;
        this.offered = offered;
    }

    List<Finding> run(LabAccess.Member member) throws InterruptedException {
        try {
            return look(member);
        } catch (IOException e) {
            String reason = Reason.brief(String.valueOf(e.getMessage()));
            return List.of(Finding.note(HOST, "not known: " + reason));
        }
    }

    private List<Finding> look(LabAccess.Member member) throws IOException, InterruptedException {
        Message own = ask(member, lab.url().origin());
        Message answer = own.status() == FORBIDDEN ? ask(member, null) : own;
        if (answer.status() == UNAUTHORIZED) {
            return List.of(
                    Finding.trouble(HOST, "the header Authorization is lost", Trouble.REFUSED));
        }
        JsonNode received = LabAccess.json(answer).path("headers");
        if (answer.status() != FOUND || !received.isObject()) {
            return List.of(
                    Finding.note(HOST, "not known: this lab does not report how requests arrive"));
        }
        String version = LabAccess.json(answer).path("version").asText();
        return List.of(
                host(values(received, "Host")),
                origin(own, received, ask(member, FOREIGN)),
                forwarded(received),
                version(version));
    }

    private Message ask(LabAccess.Member member, @Nullable String origin)
            throws IOException, InterruptedException {
        Request request = new Request("GET", TARGET, member.token(), null);
        for (Map.Entry<String, String> field : FORGED.entrySet()) {
            request = request.with(field.getKey(), field.getValue());
        }
        return lab.send(origin == null ? request : request.with(OWN, origin));
    }

    private Finding host(List<String> received) {
        return received.equals(List.of(lab.host()))
                ? Finding.fine(HOST, "kept: " + lab.host())
                : Finding.note(HOST, "becomes %s, which is no harm here".formatted(text(received)));
    }

    private Finding origin(Message own, JsonNode received, Message foreign) {
        if (foreign.status() == FOUND) {
            return Finding.trouble(
                    ORIGIN,
                    "becomes %s, and foreign pages pass".formatted(text(values(received, OWN))),
                    Trouble.ORIGIN_CHANGED);
        }
        return own.status() == FOUND
                ? Finding.fine(ORIGIN, "pages of this address are accepted, foreign ones not")
                : Finding.trouble(
                        ORIGIN, "pages of this address are refused", Trouble.ORIGIN_REFUSED);
    }

    private static Finding forwarded(JsonNode received) {
        List<String> changed = new ArrayList<>();
        received.properties()
                .forEach(field -> {
                    String name = field.getKey();
                    String text = text(values(received, name));
                    boolean isOther = name.equals("Host") || name.equals(OWN);
                    if (!isOther && !text.equals(FORGED.get(name))) {
                        changed.add(name + ": " + text);
                    }
                });
        FORGED.keySet().stream()
                .sorted()
                .filter(name -> !received.has(name))
                .forEach(name -> changed.add(name + " is removed"));
        return Finding.fine(
                FORWARDED,
                changed.isEmpty()
                        ? "nothing is added, and what a client forges passes"
                        : String.join("; ", changed));
    }

    private Finding version(String received) {
        String found = "%s is offered; %s reaches the lab".formatted(offered, received);
        return received.equals("HTTP/1.0")
                ? Finding.trouble(VERSION, found, Trouble.HTTP_1_0)
                : Finding.fine(VERSION, found);
    }

    private static List<String> values(JsonNode headers, String name) {
        List<String> values = new ArrayList<>();
        headers.path(name).forEach(value -> values.add(Reason.brief(value.asText())));
        return values;
    }

    private static String text(List<String> values) {
        return values.isEmpty() ? "nothing" : String.join(", ", values);
    }
}
