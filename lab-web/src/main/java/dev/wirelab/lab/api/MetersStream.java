package dev.wirelab.lab.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.http.api.LabRoutes;
import dev.wirelab.transports.http.auth.AccessKey;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `GET /api/meters/stream?every=MILLISECONDS`: the body of `/api/meters` at regular intervals.
public final class MetersStream {
    private static final int MIN_MILLIS = 100;
    private static final int MAX_MILLIS = 60_000;
    private static final Duration DEFAULT = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Meters meters;
    private final EventStreams streams;
    private final AccessKey key;

    /// @param key gives access to the route
    public MetersStream(Meters meters, EventStreams streams, AccessKey key) {
        this.meters = meters;
        this.streams = streams;
        this.key = key;
    }

    /// Adds the route.
    public void mount(JavalinConfig config) {
        config.routes.get("/api/meters/stream", this::stream);
    }

    private void stream(Context request) {
        key.check(request);
        Duration every = every(request.queryParam("every"));
        boolean[] begun = {false};
        streams.serve(
                request,
                () -> {
                    if (begun[0] && !streams.pause(every)) {
                        return null;
                    }
                    begun[0] = true;
                    return "data: " + json();
                });
    }

    private String json() {
        try {
            return JSON.writeValueAsString(LabRoutes.snapshot(meters));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration every(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        if (text.matches("[0-9]{1,5}")) {
            int millis = Integer.parseInt(text);
            if (millis >= MIN_MILLIS && millis <= MAX_MILLIS) {
                return Duration.ofMillis(millis);
            }
        }
        throw Refusal.badRequest(
                "every must be a whole number of milliseconds, "
                        + MIN_MILLIS
                        + " to "
                        + MAX_MILLIS);
    }
}
