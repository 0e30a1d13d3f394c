/// A class: pupils join with their phones, and a wall shows how fast the teacher's messages reach
/// them over each transport. Everything is in memory, and of one lesson.
@NullMarked
package dev.wirelab.lab.classroom;

import org.jspecify.annotations.NullMarked;
