/// Numbers and tables as text.
@NullMarked
package dev.wirelab.load.text;

import org.jspecify.annotations.NullMarked;
