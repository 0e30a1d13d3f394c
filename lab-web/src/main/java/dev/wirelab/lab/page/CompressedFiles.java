package dev.wirelab.lab.page;

import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.JavalinStaticResourceHandler;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.security.RouteRole;
import java.util.Set;

/// Javalin's files, compressed with gzip on a server that compresses nothing else: what a transport
/// sends is measured. A file is compressed once and kept.
final class CompressedFiles implements ResourceHandler {
    private final ResourceHandler files = new JavalinStaticResourceHandler();

    @Override
    public void init(CompressionStrategy server) {
        files.init(CompressionStrategy.GZIP);
    }

    @Override
    public boolean addStaticFileConfig(StaticFileConfig config) {
        return files.addStaticFileConfig(config);
    }

    @Override
    public boolean canHandle(Context request) {
        return files.canHandle(request);
    }

    @Override
    public boolean handle(Context request) {
        return files.handle(request);
    }

    @Override
    public Set<RouteRole> resourceRouteRoles(Context request) {
        return files.resourceRouteRoles(request);
    }
}
