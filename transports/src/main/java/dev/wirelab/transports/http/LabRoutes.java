package dev.wirelab.transports.http;

import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.ProcessMeter;
import dev.wirelab.core.wire.ErrorCode;
import dev.wirelab.core.wire.Refusal;
import dev.wirelab.transports.Transport;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The lab's own API: what it has measured, and where its transports are.
public final class LabRoutes {
    private final Meters meters;
    private final List<Transport> transports;

    /// Makes the routes of this lab.
    public LabRoutes(Meters meters, List<Transport> transports) {
        this.meters = meters;
        this.transports = transports;
    }

    /// Adds the routes.
    public void mount(JavalinConfig config) {
        config.routes.get("/api/meters", this::meters);
        config.routes.get("/api/transports", this::transports);
    }

    /// Open on loopback only: it tells how busy everyone is.
    private void meters(Context request) throws UnknownHostException {
        if (!InetAddress.getByName(request.req().getRemoteAddr()).isLoopbackAddress()) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "meters are read on the lab's own machine");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("stamp", System.nanoTime());
        body.put("transports", meters.report());
        body.put("process", ProcessMeter.snapshot());
        SessionRoutes.json(request, body);
    }

    private void transports(Context request) {
        List<Map<String, Object>> list =
                transports.stream()
                        .map(transport -> {
                            Map<String, Object> row = new LinkedHashMap<>();
                            row.put("id", transport.id());
                            row.putAll(transport.where());
                            return row;
                        })
                        .toList();
        SessionRoutes.json(request, list);
    }
}
