/// Results as records, and the files of a run.
@NullMarked
package dev.wirelab.load.result;

import org.jspecify.annotations.NullMarked;
