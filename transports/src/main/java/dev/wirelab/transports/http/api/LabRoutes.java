package dev.wirelab.transports.http.api;

import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.ProcessMeter;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.http.auth.AccessKey;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/// The lab's own API: its meters, and the addresses of its transports.
public final class LabRoutes {
    private final Meters meters;
    private final List<Transport> transports;
    private final IntSupplier httpsPort;
    private final AccessKey key;

    /// @param httpsPort the HTTPS port; negative if there is none
    /// @param key gives access to the meters
    public LabRoutes(
            Meters meters, List<Transport> transports, IntSupplier httpsPort, AccessKey key) {
        this.meters = meters;
        this.transports = transports;
        this.httpsPort = httpsPort;
        this.key = key;
    }

    /// Adds the routes.
    public void mount(JavalinConfig config) {
        config.routes.get("/api/meters", this::meters);
        config.routes.get("/api/transports", this::transports);
    }

    private void meters(Context request) {
        key.check(request);
        SessionRoutes.json(request, snapshot(meters));
    }

    /// The response body of `GET /api/meters`.
    public static Map<String, Object> snapshot(Meters meters) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("stamp", System.nanoTime());
        body.put("transports", meters.report());
        body.put("limits", meters.reached());
        body.put("process", ProcessMeter.snapshot());
        return body;
    }

    private void transports(Context request) {
        List<Map<String, Object>> list =
                transports.stream()
                        .map(transport -> transport.descriptor().json(where(transport)))
                        .toList();
        SessionRoutes.json(request, list);
    }

    private Map<String, Object> where(Transport transport) {
        Map<String, Object> where = new LinkedHashMap<>(transport.where());
        if (where.containsKey("path") && httpsPort.getAsInt() >= 0) {
            where.put("tlsPort", httpsPort.getAsInt());
        }
        return where;
    }
}
