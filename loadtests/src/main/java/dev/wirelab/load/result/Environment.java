package dev.wirelab.load.result;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The machine and the programs that measured.
///
/// @param cpu the processor's name, or "unknown"
/// @param cores processors that this JVM sees
/// @param memoryBytes of the machine; 0 if not known
/// @param kernel name, version and architecture of the system
/// @param java the JDK of the lab and of the load program
/// @param labFlags the options of the lab and its JVM; null: a lab that was not started here
/// @param loadFlags the options of the runs' JVMs
/// @param maxHeapBytes the largest heap that a JVM of this machine takes unless told otherwise
/// @param libraries versions of the libraries that carry bytes or numbers, by name
/// @param version the load program's
/// @param commit of the sources beside the program, with `-dirty` if they were changed; or
///   "unknown"
/// @param loadAverage the system's over the last minute before it began; negative if not known
public record Environment(
        String cpu,
        int cores,
        long memoryBytes,
        String kernel,
        String java,
        @Nullable List<String> labFlags,
        List<String> loadFlags,
        long maxHeapBytes,
        Map<String, String> libraries,
        String version,
        String commit,
        double loadAverage) {

    /// Keeps its own copies.
    public Environment {
        labFlags = labFlags == null ? null : List.copyOf(labFlags);
        loadFlags = List.copyOf(loadFlags);
        libraries = Map.copyOf(libraries);
    }

    /// This machine now.
    ///
    /// @param labJar the server program, if it is started here
    /// @param labFlags its options, if it is started here
    /// @param loadFlags the options of the runs' JVMs
    public static Environment now(
            Optional<Path> labJar, Optional<List<String>> labFlags, List<String> loadFlags) {
        String version = Environment.class.getPackage().getImplementationVersion();
        return new Environment(
                Machine.cpuName(),
                Runtime.getRuntime().availableProcessors(),
                Machine.memoryBytes(),
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                labFlags.orElse(null),
                loadFlags,
                Runtime.getRuntime().maxMemory(),
                Versions.of(labJar),
                version == null ? "not from a jar" : version,
                Machine.commit(),
                currentLoad());
    }

    /// The system's load average over the last minute; negative if not known.
    public static double currentLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
