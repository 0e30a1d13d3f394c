package dev.wirelab.lab.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.lab.api.EventStreams;
import dev.wirelab.transports.http.api.SessionRoutes;
import dev.wirelab.transports.http.auth.AccessKey;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/comparison`: starts the load generator, shows its progress, and cancels it. One comparison
/// runs at a time. Needs the lab's key.
final class ComparisonRoutes implements AutoCloseable {
    private static final String PATH = "/api/comparison";

    /// The longest time without sending anything, so that a disconnected subscriber is detected.
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ResultArchive folder;
    private final LoadProgram program;
    private final EventStreams streams;
    private final AccessKey key;
    private final Faults faults;
    private @Nullable LoadProgramRun latest;

    ComparisonRoutes(
            ResultArchive folder,
            LoadProgram program,
            EventStreams streams,
            Faults faults,
            AccessKey key) {
        this.folder = folder;
        this.program = program;
        this.streams = streams;
        this.faults = faults;
        this.key = key;
    }

    void mount(JavalinConfig config) {
        config.routes.get(PATH, this::status);
        config.routes.post(PATH, this::start);
        config.routes.delete(PATH, this::cancel);
        config.routes.get(PATH + "/lines", this::lines);
    }

    /// The state of the current or last comparison.
    synchronized Map<String, Object> status() {
        return latest == null ? Map.of("state", "none") : latest.status();
    }

    private void status(Context request) {
        key.check(request);
        SessionRoutes.json(request, status());
    }

    private void start(Context request) {
        key.check(request);
        List<String> options = ComparisonOptions.arguments(request.body());
        SessionRoutes.json(request.status(201), start(options));
    }

    private synchronized Map<String, Object> start(List<String> options) {
        if (latest != null && latest.isRunning()) {
            throw new Refusal(ErrorCode.TOO_MANY, "a comparison is running already");
        }
        try {
            latest = new LoadProgramRun(program.compare(folder.path(), options), options, faults);
            return latest.status();
        } catch (IOException e) {
            throw new Refusal(ErrorCode.INTERNAL, "the load generator could not be started");
        }
    }

    private void cancel(Context request) {
        key.check(request);
        found().cancel();
        request.status(204);
    }

    private synchronized LoadProgramRun found() {
        if (latest == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no comparison has been started");
        }
        return latest;
    }

    /// Sends each line as an event with the number of the line as its id, so that a subscriber that
    /// reconnects gets the rest. The last event is `end`, with the state.
    private void lines(Context request) {
        key.check(request);
        LoadProgramRun run = found();
        long[] last = {number(request.header("Last-Event-ID"))};
        boolean[] ended = {false};
        streams.serve(
                request,
                () -> {
                    if (ended[0] || !streams.pause(Duration.ZERO)) {
                        return null;
                    }
                    boolean running = run.isRunning();
                    List<LoadProgramRun.Line> lines = run.linesAfter(last[0], HEARTBEAT);
                    if (!lines.isEmpty()) {
                        last[0] = lines.getLast().number();
                        return String.join("\n\n", lines.stream().map(this::event).toList());
                    }
                    ended[0] = !running;
                    return running ? ": quiet" : "event: end\ndata: " + json(run.status());
                });
    }

    private String event(LoadProgramRun.Line line) {
        return "id: " + line.number() + "\ndata: " + json(line.text());
    }

    private static long number(@Nullable String id) {
        return id != null && id.matches("[0-9]{1,9}") ? Long.parseLong(id) : 0;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (latest != null && latest.isRunning()) {
            latest.cancel();
        }
    }
}
