package dev.wirelab.load.survive.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The configurations in `docs/deploying.md`.
public final class Deploying {
    private static final String INDENT = "    ";

    private Deploying() {}

    /// The first block of code below a heading.
    public static ProxyConfiguration configuration(Program program, String heading)
            throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "deploying.md"));
        int section = lines.indexOf("## " + heading);
        if (section < 0) {
            throw new AssertionError("docs/deploying.md has no section " + heading);
        }
        String block =
                lines.stream()
                        .skip(section)
                        .dropWhile(line -> !line.startsWith(INDENT))
                        .takeWhile(line -> line.isEmpty() || line.startsWith(INDENT))
                        .map(line -> line.isEmpty() ? line : line.substring(INDENT.length()))
                        .collect(Collectors.joining("\n"));
        return new ProxyConfiguration(program, block.strip() + "\n");
    }

    /// That of nginx.
    public static ProxyConfiguration nginx() throws IOException {
        return configuration(Program.NGINX, "nginx");
    }

    /// That of HAProxy.
    public static ProxyConfiguration haproxy() throws IOException {
        return configuration(Program.HAPROXY, "HAProxy");
    }
}
