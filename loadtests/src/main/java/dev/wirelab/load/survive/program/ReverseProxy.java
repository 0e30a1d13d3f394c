package dev.wirelab.load.survive.program;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A reverse proxy that is running before a lab.
public final class ReverseProxy implements AutoCloseable {
    private static final String FILE = "proxy.conf";

    private final ProgramProcess process;
    private final Target front;

    private ReverseProxy(ProgramProcess process, Target front) {
        this.process = process;
        this.front = front;
    }

    /// Starts one on free ports of the loopback interface; it accepts when this returns. Called by
    /// a thread that lives as long as the proxy is to.
    ///
    /// @throws CannotStartException if the program is not installed or does not start
    public static ReverseProxy start(ProxyConfiguration configuration, Target lab)
            throws CannotStartException, InterruptedException {
        InetSocketAddress http = http(lab);
        InetSocketAddress lines =
                lab.endpoints().values().stream()
                        .map(each -> new InetSocketAddress(each.host(), each.port()))
                        .findFirst()
                        .orElse(http);
        ProgramProcess process =
                ProgramProcess.start(
                        configuration.program(),
                        2,
                        (folder, ports) -> {
                            String text =
                                    configuration.text(
                                            ports.getFirst(), ports.getLast(), http, lines);
                            return options(configuration.program(), folder, text);
                        });
        return new ReverseProxy(process, front(configuration, process.addresses(), lab));
    }

    private static InetSocketAddress http(Target lab) {
        URI uri = URI.create(lab.http());
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    private static List<String> options(Program program, Path folder, String text)
            throws IOException {
        Path file = Files.writeString(folder.resolve(FILE), text);
        return program == Program.NGINX
                ? List.of("-p", folder.toString(), "-e", "error.log", "-c", file.toString())
                : List.of("-db", "-f", file.toString());
    }

    private static Target front(
            ProxyConfiguration configuration, List<InetSocketAddress> own, Target lab) {
        Target.Endpoint lines = new Target.Endpoint("127.0.0.1", own.getLast().getPort());
        Map<String, Target.Endpoint> endpoints =
                configuration.hasLines()
                        ? lab.endpoints().keySet().stream()
                                .collect(Collectors.toMap(id -> id, _ -> lines))
                        : lab.endpoints();
        return new Target("http://127.0.0.1:" + own.getFirst().getPort(), endpoints);
    }

    /// Where clients connect; what it does not forward is at the lab's own address.
    public Target front() {
        return front;
    }

    @Override
    public void close() {
        process.close();
    }
}
