package dev.wirelab.transports.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The rules of docs/protocol.md that a test holds the lab to, such as `"E4"`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {
    /// The rules' numbers.
    String[] value();
}
