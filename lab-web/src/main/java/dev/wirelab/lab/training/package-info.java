/// The training run: a lab under a short load of its own, after which the JVM stores an AOT cache.
///
/// `./lab` does it after each build. The cache holds loaded and linked classes (JEP 483) and method
/// profiles (JEP 515); a lab that starts with it responds sooner and spends far less of its first
/// minutes on compilation.
@NullMarked
package dev.wirelab.lab.training;

import org.jspecify.annotations.NullMarked;
