package dev.wirelab.load.plan;

/// How numbers are told to a person.
public final class Numbers {
    private Numbers() {}

    /// Without a fraction that says nothing: `20`, `0.5`.
    public static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
