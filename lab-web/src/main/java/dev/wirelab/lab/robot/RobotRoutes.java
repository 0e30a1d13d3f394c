package dev.wirelab.lab.robot;

import dev.wirelab.transports.http.api.SessionRoutes;
import dev.wirelab.transports.http.auth.AccessKey;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;

/// `/api/robot`: reads the robot's state, starts, changes and ends the robot. Needs the lab's key.
public final class RobotRoutes {
    private static final String PATH = "/api/robot";

    private final RobotHost host;
    private final AccessKey key;

    /// Creates the routes of a robot host.
    public RobotRoutes(RobotHost host, AccessKey key) {
        this.host = host;
        this.key = key;
    }

    /// Adds the routes.
    public void mount(JavalinConfig config) {
        config.routes.get(PATH, this::status);
        config.routes.put(PATH, this::ask);
        config.routes.delete(PATH, this::stop);
        config.routes.post(PATH + "/lease", this::renew);
    }

    private void status(Context request) {
        key.check(request);
        SessionRoutes.json(request, host.status());
    }

    private void ask(Context request) {
        key.check(request);
        SessionRoutes.json(request, host.ask(RobotSettings.parse(request.body())));
    }

    private void renew(Context request) {
        key.check(request);
        SessionRoutes.json(request, host.renew());
    }

    private void stop(Context request) {
        key.check(request);
        host.stop();
        request.status(204);
    }
}
