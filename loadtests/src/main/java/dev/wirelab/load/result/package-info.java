/// Results as records and as files: JSON, CSV, Markdown, histograms.
@NullMarked
package dev.wirelab.load.result;

import org.jspecify.annotations.NullMarked;
