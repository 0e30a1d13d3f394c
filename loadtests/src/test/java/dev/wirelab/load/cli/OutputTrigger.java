package dev.wirelab.load.cli;

import java.io.StringWriter;
import java.util.List;

/// The output of a command, and an action that runs once, when the output contains a text.
final class OutputTrigger extends StringWriter {
    private final String text;
    private final Runnable then;
    private boolean done;

    OutputTrigger(String text, Runnable then) {
        this.text = text;
        this.then = then;
    }

    @Override
    public void flush() {
        if (!done && toString().contains(text)) {
            done = true;
            then.run();
        }
    }

    List<String> lines() {
        return toString().lines().toList();
    }
}
