package dev.wirelab.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells which version of the program this is.
final class Version {
    private Version() {}

    static List<String> lines() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return List.of(
                "Wirelab " + (version == null ? "(not packaged)" : version),
                "Java " + Runtime.version());
    }
}
