package dev.wirelab.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What a lab's process on this machine held at one moment, as Linux tells it.
///
/// @param residentBytes memory of the process that is in RAM
/// @param threads threads of the kernel
/// @param fileDescriptors open ones
/// @param heapBytes Java heap in use, as the meters tell; right after a collection where nothing
///   was said (the idle workload), else with garbage in it
/// @param socketBytes kernel memory of all TCP sockets of this machine, the load program's too
/// @param sockets TCP sockets in use on this machine
public record LabProcess(
        long residentBytes,
        int threads,
        int fileDescriptors,
        long heapBytes,
        long socketBytes,
        int sockets) {
    private static final Path SOCKETS = Path.of("/proc/net/sockstat");
    private static final Path SOCKETS_6 = Path.of("/proc/net/sockstat6");
    private static final long PAGE = 4096;
    private static final int COLLECTION_SECONDS = 30;

    /// Of a process; nothing where there is no `/proc` or no such process.
    public static Optional<LabProcess> of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            List<String> status = Files.readAllLines(process.resolve("status"));
            List<String> tcp = words(SOCKETS, "TCP:");
            List<String> tcp6 = words(SOCKETS_6, "TCP6:");
            return Optional.of(
                    new LabProcess(
                            1024 * number(status, "VmRSS:"),
                            Math.toIntExact(number(status, "Threads:")),
                            count(process.resolve("fd")),
                            0,
                            PAGE * after(tcp, "mem"),
                            Math.toIntExact(after(tcp, "inuse") + after(tcp6, "inuse"))));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// The same with a heap.
    public LabProcess withHeap(long bytes) {
        return new LabProcess(residentBytes, threads, fileDescriptors, bytes, socketBytes, sockets);
    }

    /// Has a JVM collect its garbage, so that what is left is in use. Does nothing if it will not.
    public static void collectGarbage(long pid) throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asking =
                    new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!asking.waitFor(COLLECTION_SECONDS, TimeUnit.SECONDS)) {
                asking.destroy();
            }
        } catch (IOException e) {
            // A JRE without jcmd: the heap is told with its garbage.
        }
    }

    /// The words of the line `TCP: inuse 12 orphan 0 tw 0 alloc 14 mem 3`.
    private static List<String> words(Path file, String name) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> List.of(line.split(" ")))
                    .orElse(List.of());
        }
    }

    private static long after(List<String> words, String name) {
        int at = words.indexOf(name);
        return at < 0 ? 0 : Long.parseLong(words.get(at + 1));
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static int count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Math.toIntExact(files.count());
        }
    }
}
