package dev.wirelab.lab;

import dev.wirelab.lab.config.KeyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// `lab serve`: runs a lab until it is told to stop.
final class ServeCommand {
    private ServeCommand() {}

    /// Serves until the process is told to end.
    ///
    /// @return the exit code
    /// @throws IOException if a port cannot be had
    static int run(LabConfig config) throws IOException, InterruptedException {
        LabServer lab = LabServer.start(config);
        Optional<KeyFile> keyFile = writeKey(config, lab.httpPort());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    lab.drain();
                                    lab.close();
                                    keyFile.ifPresent(KeyFile::close);
                                    stopped.countDown();
                                }));
        print(lab, config, keyFile, System.out);
        stopped.await();
        return 0;
    }

    private static Optional<KeyFile> writeKey(LabConfig config, int port) {
        try {
            return Optional.of(KeyFile.write(config.key(), port));
        } catch (IOException e) {
            System.err.println(
                    "lab: the key is in no file, so commands need it by --key: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void print(
            LabServer lab, LabConfig config, Optional<KeyFile> keyFile, PrintStream out)
            throws IOException {
        String shown = lab.shownHost();
        String page = "http://" + shown + ":" + lab.httpPort();
        out.println("Wirelab is up: one chat on four wires.");
        out.println("  page     " + page + "/#key=" + config.key().text());
        keyFile.ifPresent(file -> out.println("  key      " + file.path()));
        out.println("  telnet   telnet " + shown + " " + lab.tcpPort());
        out.println("  curl     curl -d '{\"user\":\"alice\"}' " + page + "/api/sessions");
        if (!Hosts.isLoopback(config.host())) {
            out.println(
                    "  WARNING  listening on "
                            + config.host()
                            + ": everyone who reaches this machine can log in, and nothing is encrypted");
        }
        out.println("Ctrl-C stops it.");
        out.flush();
    }
}
