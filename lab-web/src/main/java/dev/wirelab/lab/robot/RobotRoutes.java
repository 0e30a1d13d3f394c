package dev.wirelab.lab.robot;

import dev.wirelab.transports.http.LocalOnly;
import dev.wirelab.transports.http.SessionRoutes;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;

/// `/api/robot`: what the robot does, and to ask it for something or to end it. Asking is for the
/// lab's own page, on the lab's own machine.
public final class RobotRoutes {
    private static final String PATH = "/api/robot";
    private static final String WHAT = "the robot is";

    private final RobotHost host;

    /// Makes the routes of this lab.
    public RobotRoutes(RobotHost host) {
        this.host = host;
    }

    /// Adds the routes.
    public void mount(JavalinConfig config) {
        config.routes.get(PATH, this::status);
        config.routes.put(PATH, this::ask);
        config.routes.delete(PATH, this::stop);
        config.routes.post(PATH + "/lease", this::renew);
    }

    private void status(Context request) {
        LocalOnly.checkByName(request, WHAT);
        SessionRoutes.json(request, host.status());
    }

    private void ask(Context request) {
        LocalOnly.checkOwnPage(request, WHAT);
        SessionRoutes.json(request, host.ask(RobotSettings.parse(request.body())));
    }

    private void renew(Context request) {
        LocalOnly.checkOwnPage(request, WHAT);
        SessionRoutes.json(request, host.renew());
    }

    private void stop(Context request) {
        LocalOnly.checkOwnPage(request, WHAT);
        host.stop();
        request.status(204);
    }
}
