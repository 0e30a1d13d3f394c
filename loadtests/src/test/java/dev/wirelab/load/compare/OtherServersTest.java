package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.server.ServerDescription;
import dev.wirelab.load.theory.TransportVariant;
import java.io.BufferedReader;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Runs against real servers that are not Wirelab. Starts them, since only they show that the
/// shipped descriptions are true, and a process for each run.
@Tag("slow")
final class OtherServersTest {
    private static final Path START = Path.of("servers", "start.sh").toAbsolutePath();
    private static final Pattern PID = Pattern.compile("--server-pid (\\d+)");
    private static final Map<String, File> NEEDED =
            Map.of(
                    "ws", new File("/usr/bin/npm"),
                    "socket.io", new File("/usr/bin/npm"),
                    "nchan", new File("/usr/lib/nginx/modules/ngx_nchan_module.so"),
                    "nats", new File("/usr/sbin/nats-server"),
                    "cometd", new File("/usr/bin/mvn"));
    private static final FanOut WORKLOAD = new FanOut(5, 40, 64, new Timing(250, 5, 250, 500));

    @TempDir Path folder = Path.of("");
    private int runs;

    @ParameterizedTest
    @FieldSource("dev.wirelab.load.server.ServerDescription#SHIPPED")
    void everyTransportOfAShippedDescriptionDeliversEveryMessage(String name) throws Exception {
        for (DescribedTransport transport : start(name).transports()) {
            TransportVariant variant = TransportVariant.of(transport);
            RunResult result = run(variant);
            assertThat(result.problem()).as(variant.id()).isNull();
            assertThat(result.tally())
                    .as(variant.id())
                    .isEqualTo(new DeliveryCounts(100, 100, 0, 0, 0, 0, 0, 0));
            assertThat(result.isPerfect()).as(variant.id()).isTrue();
            MeterReadings meters = Objects.requireNonNull(result.meters());
            long deliveries = Objects.requireNonNull(result.meterWindow()).deliveries();
            assertThat(deliveries).as(variant.id()).isPositive();
            assertThat(meters.bytesOut()).isGreaterThan(deliveries * 64);
            assertThat(meters.bytesIn()).isPositive();
            assertThat(meters.cpuNanos()).isPositive();
        }
    }

    private RunResult run(TransportVariant variant) throws Exception {
        // nchan gives a reader the messages of its group that it has retained: each run needs its
        // own.
        String id = "other" + ++runs;
        RunSpec spec = RunProcess.spec(id, variant, MeasuredLab.none(), WORKLOAD);
        try (RunProcess run =
                RunProcess.withoutReport(spec, variant, folder.resolve(variant.id()))) {
            return run.await().orElseThrow();
        }
    }

    private ServerDescription start(String name) throws Exception {
        assumeTrue(
                Objects.requireNonNull(NEEDED.get(name)).exists(),
                "what runs " + name + " is not installed");
        int port = freePort();
        ProcessBuilder starting = new ProcessBuilder(START.toString(), name);
        starting.environment().put("PORT", Integer.toString(port));
        starting.environment().put("WIRELAB_SERVERS", folder.toString());
        starting.environment()
                .put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
        starting.redirectError(folder.resolve("start.log").toFile());
        Process process = starting.start();
        try (BufferedReader output = process.inputReader()) {
            Matcher pid = PID.matcher(String.valueOf(output.readLine()));
            assertThat(pid.find()).as("what start.sh printed").isTrue();
            String address = name.equals("nats") ? "tcp" : "http";
            return ServerDescription.of(name)
                    .at("%s://127.0.0.1:%d".formatted(address, port))
                    .withPid(Long.parseLong(pid.group(1)));
        }
    }

    @AfterEach
    void stop() throws Exception {
        ProcessBuilder stopping = new ProcessBuilder(START.toString(), "stop");
        stopping.environment().put("WIRELAB_SERVERS", folder.toString());
        assertThat(stopping.start().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
