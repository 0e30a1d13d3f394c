/// Results as rows of text cells, for the terminal, CSV files and reports.
@NullMarked
package dev.wirelab.load.table;

import org.jspecify.annotations.NullMarked;
