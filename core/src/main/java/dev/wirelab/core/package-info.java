@NullMarked
package dev.wirelab.core;

import org.jspecify.annotations.NullMarked;
