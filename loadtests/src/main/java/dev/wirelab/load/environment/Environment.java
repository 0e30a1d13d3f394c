package dev.wirelab.load.environment;

import dev.wirelab.load.measure.LabEnvironment;
import dev.wirelab.load.text.TextFormat;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The machine and the programs of a measurement.
///
/// @param cpu the processor's name, or "unknown"
/// @param cores processors visible to this JVM
/// @param memoryBytes of the machine; 0 if not known
/// @param kernel name, version and architecture of the system
/// @param java the JDK of the load generator, and of a lab that was started here
/// @param labFlags the options of the lab and its JVM; null: a lab that was not started here
/// @param loadFlags the options of the runs' JVMs
/// @param maxHeapBytes the default maximal heap of a JVM on this machine, also that of the load
///   generator
/// @param libraries versions of relevant libraries, by name
/// @param version the load generator's version
/// @param commit the commit of the sources that contain the program, with `-dirty` if they were
///   changed; or "unknown"
/// @param loadAverage the load average of the system at the start; negative if not known
/// @param lab the program that the lab reports to be; null: not known
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
        double loadAverage,
        @Nullable LabEnvironment lab) {

    /// Copies the collections.
    public Environment {
        labFlags = labFlags == null ? null : List.copyOf(labFlags);
        loadFlags = List.copyOf(loadFlags);
        libraries = Map.copyOf(libraries);
    }

    /// The machine and the programs in one line, for reports that say no more of them.
    public String summary() {
        return "%s, %d cores, %s, %s, Wirelab %s (%s), load average %s"
                .formatted(
                        cpu, cores, kernel, java, version, commit, TextFormat.rounded(loadAverage));
    }

    /// The current environment.
    ///
    /// @param lab the program that the lab reports to be, if it does
    /// @param labFlags the lab's options, if it was started here
    /// @param loadFlags the options of the runs' JVMs
    public static Environment now(
            Optional<LabEnvironment> lab, Optional<List<String>> labFlags, List<String> loadFlags) {
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
                labFlags.map(Environment::withSurroundings).orElse(null),
                withSurroundings(loadFlags),
                Runtime.getRuntime().maxMemory(),
                Machine.libraries(lab),
                version == null ? "not from a jar" : version,
                Machine.commit(),
                currentLoad(),
                lab.orElse(null));
    }

    private static List<String> withSurroundings(List<String> options) {
        return JvmOptions.with(System::getenv, options);
    }

    /// The load average of the system over the last minute; negative if not known.
    public static double currentLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
