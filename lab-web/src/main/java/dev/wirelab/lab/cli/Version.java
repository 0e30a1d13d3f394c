package dev.wirelab.lab.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/// The version in the manifest of the jar, and that of the JDK.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "Wirelab " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
        };
    }
}
