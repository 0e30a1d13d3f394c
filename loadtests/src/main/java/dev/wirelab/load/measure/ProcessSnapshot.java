package dev.wirelab.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The resources of a lab's process on this machine at one moment, as reported by Linux.
///
/// @param residentBytes resident memory of the process
/// @param threads kernel threads
/// @param fileDescriptors open ones
/// @param heapBytes used Java heap from the meters: after a garbage collection in the idle
///   workload, otherwise with garbage; 0 if it is not known or the collection failed
/// @param socketBytes the buffered bytes of all TCP sockets of this machine, including the load
///   generator's: not sent, not acknowledged or not read; 0 for idle sockets
/// @param sockets TCP sockets in use on this machine
/// @param slabBytes slab memory of the kernel of this machine: its structures for sockets, files
///   and event polls, at both ends of a loopback connection, and many others; 0 if it is not known
public record ProcessSnapshot(
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

    /// The snapshot of a process; empty where there is no `/proc` or no such process.
    public static Optional<ProcessSnapshot> of(long pid) {
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

    /// Parses the files of Linux.
    ///
    /// @param status the lines of `/proc/PID/status`
    /// @param sockets the lines of `/proc/net/sockstat`
    /// @param sockets6 the lines of `/proc/net/sockstat6`; none where there is no IPv6
    /// @param memory the lines of `/proc/meminfo`
    static ProcessSnapshot read(
            List<String> status,
            int fileDescriptors,
            List<String> sockets,
            List<String> sockets6,
            List<String> memory) {
        List<String> tcp = words(sockets, "TCP:");
        List<String> tcp6 = words(sockets6, "TCP6:");
        return new ProcessSnapshot(
                1024 * number(status, "VmRSS:"),
                Math.toIntExact(number(status, "Threads:")),
                fileDescriptors,
                0,
                PAGE * after(tcp, "mem"),
                Math.toIntExact(after(tcp, "inuse") + after(tcp6, "inuse")),
                1024 * number(memory, "Slab:"));
    }

    /// The same with a size of the heap.
    public ProcessSnapshot withHeap(long bytes) {
        return new ProcessSnapshot(
                residentBytes, threads, fileDescriptors, bytes, socketBytes, sockets, slabBytes);
    }

    /// Makes a JVM collect its garbage.
    ///
    /// @return whether it did; false if there is no jcmd or it takes too long
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
