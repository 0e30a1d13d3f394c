package dev.wirelab.load.result;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The machine and the program that measured.
///
/// @param cpu the processor's name, or "unknown"
/// @param cores processors that this JVM sees
/// @param loadAverage the system's over the last minute before it began; negative if not known
/// @param version the load program's
public record Environment(
        String cpu,
        int cores,
        String system,
        String java,
        String gatling,
        double loadAverage,
        String version) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /// This machine now.
    public static Environment now() {
        String version = Environment.class.getPackage().getImplementationVersion();
        return new Environment(
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                io.gatling.commons.util.GatlingVersion.ThisVersion().fullVersion(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                version == null ? "not from a jar" : version);
    }

    private static String cpuName() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
