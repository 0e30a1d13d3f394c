package dev.wirelab.load.calibration;

import dev.wirelab.load.lab.ChildProcess;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The null server as a process of its own.
public final class NullServerProcess implements AutoCloseable {
    private static final int START_SECONDS = 30;

    private final ChildProcess process;
    private final Target target;

    private NullServerProcess(ChildProcess process, Target target) {
        this.process = process;
        this.target = target;
    }

    /// Starts it on free ports.
    ///
    /// @param flags options of its JVM
    /// @param transports the ids of those that may have a port of their own
    /// @param certificate with its key, for TLS ports; empty: it has none
    /// @param log the file for its output
    /// @throws IOException if it does not listen within 30 s
    public static NullServerProcess start(
            List<String> flags, List<String> transports, List<Path> certificate, Path log)
            throws IOException, InterruptedException {
        CompletableFuture<String> ready = new CompletableFuture<>();
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NullServer.class.getName()));
        certificate.forEach(file -> arguments.add(file.toString()));
        ChildProcess process =
                new ChildProcess(
                        arguments,
                        Map.of(),
                        log,
                        line -> {
                            if (line.startsWith(NullServer.READY)) {
                                ready.complete(line.substring(NullServer.READY.length()));
                            }
                        });
        try {
            String[] ports = ready.get(START_SECONDS, TimeUnit.SECONDS).split(" ", -1);
            return new NullServerProcess(process, target(ports, transports));
        } catch (TimeoutException | ExecutionException e) {
            process.close();
            throw new IOException("the null server did not start; see " + log, e);
        } catch (InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private static Target target(String[] ports, List<String> transports) {
        Target.Secure secure =
                ports.length < 4
                        ? null
                        : new Target.Secure(
                                "https://127.0.0.1:" + ports[2], endpoints(ports[3], transports));
        return new Target(
                "http://127.0.0.1:" + ports[0], endpoints(ports[1], transports), null, secure);
    }

    private static Map<String, Target.Endpoint> endpoints(String port, List<String> transports) {
        Target.Endpoint lines = new Target.Endpoint("127.0.0.1", Integer.parseInt(port));
        Map<String, Target.Endpoint> endpoints = new HashMap<>();
        transports.forEach(id -> endpoints.put(id, lines));
        return endpoints;
    }

    /// Its addresses.
    public Target target() {
        return target;
    }

    @Override
    public void close() {
        process.close();
    }
}
