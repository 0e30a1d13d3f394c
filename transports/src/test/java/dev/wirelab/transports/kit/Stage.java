package dev.wirelab.transports.kit;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One lab for all tests of a class, and a scene in it for each: registered as a static extension.
final class Stage
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final KitTransport wire;
    private @Nullable LabUnderTest lab;
    private @Nullable Scene scene;

    /// @param wire what people come in by if nothing else is said
    Stage(KitTransport wire) {
        this.wire = wire;
    }

    LabUnderTest lab() {
        return requireNonNull(lab);
    }

    Scene scene() {
        return requireNonNull(scene);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        lab = Labs.start(LabSettings.defaults());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        scene = new Scene(lab(), wire);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        scene().close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        lab().close();
    }
}
