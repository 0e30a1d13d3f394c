package dev.wirelab.load.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A server that is not Wirelab, as a description file has it.
///
/// @param name its name in results
/// @param transports at least one
public record ServerDescription(String name, List<DescribedTransport> transports) {
    /// The servers whose descriptions are part of this program.
    public static final List<String> SHIPPED =
            List.of("socket.io", "ws", "nchan", "cometd", "nats");

    private static final Set<String> KEYS =
            new LinkedHashSet<>(List.of("server", "address", "transports"));
    private static final String NAME = "[a-z0-9][a-z0-9._-]*";

    /// Copies the list.
    public ServerDescription {
        transports = List.copyOf(transports);
    }

    /// Reads a description.
    ///
    /// @param source the name of one of [#SHIPPED], or a file
    /// @throws DescriptionException if it cannot be used
    public static ServerDescription of(String source) throws DescriptionException {
        return SHIPPED.contains(source)
                ? parse(source + ".yaml", shipped(source))
                : parse(source, file(source));
    }

    private static String shipped(String name) {
        try (InputStream text =
                ServerDescription.class.getResourceAsStream("/servers/" + name + ".yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String file(String name) throws DescriptionException {
        try {
            Path file = Path.of(name);
            if (!Files.exists(file)) {
                throw new DescriptionException(
                        "there is no file '%s', and no description of that name; there are %s"
                                .formatted(name, String.join(", ", SHIPPED)));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new DescriptionException("cannot read '%s': %s".formatted(name, e.getMessage()));
        }
    }

    /// Parses a description.
    ///
    /// @param file its name, for messages
    static ServerDescription parse(String file, String text) throws DescriptionException {
        Fields fields = new Fields(file, YamlFile.read(file, text), KEYS);
        Node.Scalar name = fields.required("server");
        checkName(fields, name);
        Node.Scalar address = fields.text("address").orElse(null);
        List<DescribedTransport> transports = new ArrayList<>();
        Node all = fields.requiredNode("transports");
        for (Map.Entry<Node.Scalar, Node> entry : fields.mapping(all).entries().entrySet()) {
            checkName(fields, entry.getKey());
            transports.add(
                    new TransportReader(file, name.text(), entry.getKey(), entry.getValue())
                            .read(address));
        }
        if (transports.isEmpty()) {
            throw fields.problem(all, "there is no transport");
        }
        return new ServerDescription(name.text(), transports);
    }

    private static void checkName(Fields fields, Node.Scalar name) throws DescriptionException {
        if (!name.text().matches(NAME)) {
            throw fields.problem(
                    name,
                    "a name has lower-case letters, digits, points and hyphens, not '%s'"
                            .formatted(name.text()));
        }
    }

    /// The same at another address.
    ///
    /// @throws DescriptionException if a transport cannot use it
    public ServerDescription at(String address) throws DescriptionException {
        List<DescribedTransport> moved = new ArrayList<>();
        for (DescribedTransport transport : transports) {
            String problem = TransportReader.problem(address, transport.kind());
            if (problem != null) {
                throw new DescriptionException(problem);
            }
            moved.add(transport.at(address));
        }
        return new ServerDescription(name, moved);
    }

    /// The same in a process of this machine.
    public ServerDescription withPid(long pid) {
        return new ServerDescription(
                name, transports.stream().map(transport -> transport.withPid(pid)).toList());
    }
}
