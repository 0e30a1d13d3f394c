package dev.wirelab.lab;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Tells which version of the program this is.
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "Wirelab " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
        };
    }
}
