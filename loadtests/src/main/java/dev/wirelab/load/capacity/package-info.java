/// The search for the highest load at which an objective holds.
@NullMarked
package dev.wirelab.load.capacity;

import org.jspecify.annotations.NullMarked;
