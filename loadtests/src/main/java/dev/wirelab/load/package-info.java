@NullMarked
package dev.wirelab.load;

import org.jspecify.annotations.NullMarked;
