/// The lab that is measured, as a process.
@NullMarked
package dev.wirelab.load.lab;

import org.jspecify.annotations.NullMarked;
