package dev.wirelab.lab;

import dev.wirelab.lab.cli.LabCommand;
import java.util.Locale;

/// The entry point of `lab.jar`: without arguments it serves.
public final class LabMain {
    private LabMain() {}

    /// Runs the program, and exits with its code unless that is 0. Its numbers are written the same
    /// in every locale.
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        int code = LabCommand.execute(arguments.length == 0 ? new String[] {"serve"} : arguments);
        if (code != 0) {
            System.exit(code);
        }
    }
}
