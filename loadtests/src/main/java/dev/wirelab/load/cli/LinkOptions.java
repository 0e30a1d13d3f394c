package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkException;
import dev.wirelab.load.link.LinkParser;
import dev.wirelab.load.link.tun.LinkNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that put an emulated network between the clients and the lab.
final class LinkOptions {
    private static final String TUN = "tun";
    private static final String PROXY = "proxy";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--link",
            paramLabel = "LINK",
            description =
                    "a network between the clients and the lab: lan, fibre, 4g, 3g, wifi-bad, satellite,"
                            + " transatlantic, or such as rtt=80ms,loss=1%%,rate=2mbit, see"
                            + " docs/networks.md (default: loopback)")
    private @Nullable String link;

    @Option(
            names = "--link-engine",
            paramLabel = "NAME",
            description =
                    "what emulates it: tun (IP packets, Linux) or proxy (TCP connections, anywhere;"
                            + " default: tun where this machine has it)")
    private @Nullable String engine;

    @Option(
            names = "--link-congestion",
            paramLabel = "NAME",
            description =
                    "TCP's congestion control at both ends of a tun link, such as cubic, reno or bbr"
                            + " (default: cubic)")
    private @Nullable String congestion;

    /// Whether there is to be one.
    boolean isAsked() {
        return link != null;
    }

    /// What is asked for; empty: none.
    String text() {
        return link == null ? "" : link;
    }

    /// The link, if one is asked for. With engine tun, this process is replaced by one in a
    /// namespace before that returns.
    ///
    /// @param elsewhere whether the lab is already running
    /// @param suite whether there are links of a suite besides
    /// @param notice called once if the machine lacks engine tun
    Optional<LinkRequest> request(boolean elsewhere, boolean suite, Consumer<String> notice)
            throws CannotStartException, InterruptedException {
        OptionChecks.check(!suite || link == null, "--networks has links of its own; drop --link");
        OptionChecks.check(
                link != null || suite || (engine == null && congestion == null),
                "--link-engine and --link-congestion need --link");
        return link == null ? Optional.empty() : Optional.of(request(link, elsewhere, notice));
    }

    /// The links of a suite, with the engine that one of them needs.
    List<LinkRequest> requests(List<String> texts, boolean elsewhere, Consumer<String> notice)
            throws CannotStartException, InterruptedException {
        List<LinkRequest> requests = new ArrayList<>();
        for (String text : texts) {
            requests.add(request(text, elsewhere, notice));
        }
        return requests;
    }

    private LinkRequest request(String text, boolean elsewhere, Consumer<String> notice)
            throws CannotStartException, InterruptedException {
        Link parsed = parsed(text);
        OptionChecks.check(
                engine == null || engine.equals(TUN) || engine.equals(PROXY),
                "--link-engine must be tun or proxy, not '" + engine + "'");
        boolean tun = !PROXY.equals(engine) && hasTun(parsed, elsewhere, notice);
        OptionChecks.check(
                tun || !parsed.needsPackets(),
                "--link %s: engine proxy cannot lose or reorder packets, it forwards the bytes of TCP connections"
                        .formatted(text));
        OptionChecks.check(
                tun || congestion == null,
                "--link-congestion needs engine tun: engine proxy uses that of this machine");
        return new LinkRequest(parsed, tun, congestion == null ? "" : congestion);
    }

    private static Link parsed(String text) throws CannotStartException {
        try {
            return LinkParser.parse(text);
        } catch (LinkException e) {
            throw new CannotStartException("--link: " + e.getMessage());
        }
    }

    private boolean hasTun(Link parsed, boolean elsewhere, Consumer<String> notice)
            throws CannotStartException, InterruptedException {
        Optional<String> obstacle = obstacle(elsewhere);
        if (obstacle.isPresent()) {
            OptionChecks.check(
                    engine == null, "--link-engine tun is not available: " + obstacle.get());
            OptionChecks.check(
                    !parsed.needsPackets(),
                    "--link %s needs engine tun, which is not available: %s"
                            .formatted(parsed.name(), obstacle.get()));
            notice.accept("engine proxy instead of tun: " + obstacle.get());
            return false;
        }
        try {
            if (!LinkNamespace.isInside()) {
                program().enterLinkNamespace();
            }
            LinkNamespace.prepare();
            return true;
        } catch (IOException e) {
            throw new CannotStartException(
                    "the namespace of the link cannot be entered: %s; --link-engine proxy needs none"
                            .formatted(e.getMessage()));
        }
    }

    private Optional<String> obstacle(boolean elsewhere) throws InterruptedException {
        if (elsewhere) {
            return Optional.of("a lab that is already running is not in the link's namespace");
        }
        if (LinkNamespace.isInside()) {
            return Optional.empty();
        }
        return command.root().userObject() instanceof LoadMain main && main.canEnterLinkNamespace()
                ? LinkNamespace.obstacle()
                : Optional.of("this command was not started by itself");
    }

    private LoadMain program() {
        return (LoadMain) command.root().userObject();
    }
}
