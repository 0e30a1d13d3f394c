package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.LabJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A copy of `lab.jar` from which a command under test starts its lab, so that this lab can be
/// killed while those of other tests run.
///
/// @param path the copy
record OwnLabJar(Path path) {
    /// Copies the jar.
    ///
    /// @param folder an existing folder without a `lab.jar`
    static OwnLabJar copiedTo(Path folder) throws CannotStartException, IOException {
        return new OwnLabJar(Files.copy(LabJar.find(Optional.empty()), folder.resolve("lab.jar")));
    }

    /// The option with which a command starts its lab from it.
    String option() {
        return "--lab-jar=" + path;
    }

    /// Kills the lab that this process has started from it.
    void killLab() {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(path.toString()))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
