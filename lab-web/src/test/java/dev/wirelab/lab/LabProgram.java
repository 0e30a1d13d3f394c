package dev.wirelab.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The server program as a process of its own.
final class LabProgram implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("page +http://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern TELNET = Pattern.compile("telnet \\S+ (\\d+)");

    private static final Pattern KEY = Pattern.compile("#key=([\\w-]+)");

    private final Process process;
    private final BufferedReader out;
    private String key = "";

    private LabProgram(Process process) {
        this.process = process;
        this.out = lines(process.getInputStream());
    }

    /// Starts it with arguments.
    static LabProgram run(String... arguments) throws IOException {
        return run(List.of(), arguments);
    }

    /// @param launcher a command that executes the one that follows it
    private static LabProgram run(List<String> launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        // For the development certificate.
                        "-Duser.home=" + Path.of("target").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Key files of labs that are killed stay behind: not in the directory of the user.
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        builder.environment().put("XDG_RUNTIME_DIR", target.toString());
        return new LabProgram(builder.start());
    }

    /// Starts `serve` with options.
    static LabProgram serve(String... options) throws IOException {
        return run(List.of(), serving(options));
    }

    /// Starts `serve` in a process that may open so many files.
    static LabProgram within(int files, String... options) throws IOException {
        String limit = "ulimit -n " + files + " && exec \"$@\"";
        return run(List.of("sh", "-c", limit, "sh"), serving(options));
    }

    private static String[] serving(String... options) {
        return Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new);
    }

    Process process() {
        return process;
    }

    /// Its standard output.
    BufferedReader out() {
        return out;
    }

    /// Its standard error, until it ends.
    List<String> errors() {
        return lines(process.getErrorStream()).lines().toList();
    }

    /// Waits until it has printed its address.
    int httpPort() throws IOException {
        return port(PAGE);
    }

    /// Waits until it has printed its TCP port, which comes after the address.
    int tcpPort() throws IOException {
        return port(TELNET);
    }

    /// The key in the link that it has printed.
    String key() {
        return key;
    }

    private int port(Pattern pattern) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher found = KEY.matcher(line);
            if (found.find()) {
                key = found.group(1);
            }
            Matcher told = pattern.matcher(line);
            if (told.find()) {
                return Integer.parseInt(told.group(1));
            }
        }
        throw new IOException("the lab did not start: " + errors());
    }

    /// Kills it by SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static BufferedReader lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
