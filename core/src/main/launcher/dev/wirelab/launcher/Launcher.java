package dev.wirelab.launcher;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.jar.Manifest;

/**
 * The entry point of both programs, for any Java since 8: with one that is too old it says so in one line, where the JVM
 * would print a stack trace about the version of a class file. The attribute `Program-Class` of the jar's manifest names
 * the program.
 */
public final class Launcher {
    private static final int NEEDED = 25;
    private static final int EXIT_USAGE = 2;

    private Launcher() {}

    /** Runs the program. */
    public static void main(String[] arguments) throws Throwable {
        String version = System.getProperty("java.specification.version");
        if (version.startsWith("1.") || Integer.parseInt(version) < NEEDED) {
            System.err.println(
                    "Wirelab needs Java " + NEEDED + "; this is Java " + version + ", in " + System.getProperty("java.home"));
            System.exit(EXIT_USAGE);
        }
        try {
            Class.forName(program()).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static String program() throws Exception {
        String self = Launcher.class.getResource("Launcher.class").toString();
        URL manifest = new URL(self.substring(0, self.lastIndexOf('!')) + "!/META-INF/MANIFEST.MF");
        try (InputStream file = manifest.openStream()) {
            return new Manifest(file).getMainAttributes().getValue("Program-Class");
        }
    }
}
