/// The rehearsal: a lab under a short load of its own making, so that the JVM can keep what it
/// learnt from one start to the next.
///
/// `./lab` rehearses after each build. The JVM then stores which classes were loaded and linked
/// (JEP 483) and how often methods ran and with which types (JEP 515) in a file beside `lab.jar`; a
/// lab that starts with that file answers sooner, and spends far less of its first minutes on
/// compiling.
@NullMarked
package dev.wirelab.lab.rehearsal;

import org.jspecify.annotations.NullMarked;
