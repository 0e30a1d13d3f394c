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
///   was said (the idle workload), else with garbage in it; 0 if it is not told, or was not
///   collected where it should have been
/// @param socketBytes what waits in the buffers of all TCP sockets of this machine, the load
///   program's too: bytes not sent, not acknowledged or not read. Of sockets that wait, nothing
/// @param sockets TCP sockets in use on this machine
/// @param slabBytes memory that the kernel of this machine has in small objects: what it keeps of
///   each socket, file and event poll, at both ends of a connection over loopback, and much that
///   has nothing to do with sockets; 0 if it is not told
public record LabProcess(
        long residentBytes,
        int threads,
        int fileDescriptors,
        long heapBytes,
        long socketBytes,
        int sockets,
        long slabBytes) {
    private static final Path SOCKETS = Path.of("/proc/net/sockstat");
    private static final Path SOCKETS_6 = Path.of("/proc/net/sockstat6");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final long PAGE = 4096;
    private static final int COLLECTION_SECONDS = 30;

    /// Of a process; nothing where there is no `/proc` or no such process.
    public static Optional<LabProcess> of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return Optional.of(
                    read(
                            Files.readAllLines(process.resolve("status")),
                            count(process.resolve("fd")),
                            lines(SOCKETS),
                            lines(SOCKETS_6),
                            lines(MEMORY)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Reads what Linux tells.
    ///
    /// @param status the lines of `/proc/PID/status`
    /// @param sockets those of `/proc/net/sockstat`
    /// @param sockets6 those of `/proc/net/sockstat6`; none where there is no IPv6
    /// @param memory those of `/proc/meminfo`
    static LabProcess read(
            List<String> status,
            int fileDescriptors,
            List<String> sockets,
            List<String> sockets6,
            List<String> memory) {
        List<String> tcp = words(sockets, "TCP:");
        List<String> tcp6 = words(sockets6, "TCP6:");
        return new LabProcess(
                1024 * number(status, "VmRSS:"),
                Math.toIntExact(number(status, "Threads:")),
                fileDescriptors,
                0,
                PAGE * after(tcp, "mem"),
                Math.toIntExact(after(tcp, "inuse") + after(tcp6, "inuse")),
                1024 * number(memory, "Slab:"));
    }

    /// The same with a heap.
    public LabProcess withHeap(long bytes) {
        return new LabProcess(
                residentBytes, threads, fileDescriptors, bytes, socketBytes, sockets, slabBytes);
    }

    /// Has a JVM collect its garbage, so that what is left is in use.
    ///
    /// @return whether it did; not where there is no jcmd, or it takes too long
    public static boolean collectGarbage(long pid) throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asking =
                    new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (asking.waitFor(COLLECTION_SECONDS, TimeUnit.SECONDS)) {
                return asking.exitValue() == 0;
            }
            asking.destroy();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /// The words of the line `TCP: inuse 12 orphan 0 tw 0 alloc 14 mem 3`.
    private static List<String> words(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> List.of(line.split(" ")))
                .orElse(List.of());
    }

    private static long after(List<String> words, String name) {
        int at = words.indexOf(name);
        return at < 0 ? 0 : Long.parseLong(words.get(at + 1));
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
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
