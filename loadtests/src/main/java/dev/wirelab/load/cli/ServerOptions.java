package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.ProcessTree;
import dev.wirelab.load.server.DescriptionException;
import dev.wirelab.load.server.ServerDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The options that name the servers of a comparison.
final class ServerOptions {
    /// Stands for Wirelab among the servers.
    static final String WIRELAB = "wirelab";

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Named> named = new ArrayList<>();

    /// One server and its own options.
    private static final class Named {
        @Option(
                names = "--server",
                required = true,
                paramLabel = "NAME|FILE",
                description =
                        "a server to compare, repeatable: wirelab; socket.io, ws, nchan, cometd or nats;"
                                + " or the file that describes another one, see docs/any-server.md"
                                + " (default: wirelab)")
        private String source = "";

        @Option(
                names = "--server-address",
                paramLabel = "URL",
                description = "where that server is (default: as its description says)")
        private @Nullable String address;

        @Option(
                names = "--server-pid",
                paramLabel = "PID",
                description =
                        "its process on this machine, whose CPU time is measured with that of its"
                                + " children")
        private @Nullable Long pid;

        boolean isWirelab() {
            return source.equals(WIRELAB);
        }
    }

    /// Whether Wirelab is compared with others, or others without it.
    boolean areNamed() {
        return !named.isEmpty();
    }

    /// Whether Wirelab is among the servers.
    boolean haveWirelab() {
        return named.isEmpty() || named.stream().anyMatch(Named::isWirelab);
    }

    /// The servers in their order; an empty one stands for Wirelab.
    ///
    /// @throws CannotStartException if a description cannot be used
    List<Optional<ServerDescription>> servers() throws CannotStartException {
        List<Optional<ServerDescription>> servers = new ArrayList<>();
        for (Named one : named) {
            Optional<ServerDescription> server =
                    one.isWirelab() ? Optional.empty() : Optional.of(described(one));
            String name = server.map(ServerDescription::name).orElse(WIRELAB);
            OptionChecks.check(
                    servers.stream()
                            .noneMatch(other ->
                                    other.map(ServerDescription::name)
                                            .orElse(WIRELAB)
                                            .equals(name)),
                    "there are two servers '%s'; give one of them another name in its description"
                            .formatted(name));
            OptionChecks.check(
                    !one.isWirelab() || (one.address == null && one.pid == null),
                    "--server wirelab has no address and no process; --target names a lab");
            servers.add(server);
        }
        return named.isEmpty() ? List.of(Optional.empty()) : List.copyOf(servers);
    }

    private static ServerDescription described(Named named) throws CannotStartException {
        try {
            ServerDescription server = ServerDescription.of(named.source);
            if (named.address != null) {
                server = server.at(named.address);
            }
            if (named.pid != null) {
                OptionChecks.check(
                        new ProcessTree(named.pid).isAlive(),
                        "--server-pid %d: there is no such process".formatted(named.pid));
                server = server.withPid(named.pid);
            }
            return server;
        } catch (DescriptionException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()));
        }
    }
}
