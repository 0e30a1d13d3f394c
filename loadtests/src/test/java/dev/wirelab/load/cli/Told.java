package dev.wirelab.load.cli;

import java.io.StringWriter;
import java.util.List;

/// What a command tells a person, and something that happens, once, as soon as it has told a text.
final class Told extends StringWriter {
    private final String text;
    private final Runnable then;
    private boolean done;

    Told(String text, Runnable then) {
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
