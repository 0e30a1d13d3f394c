package dev.wirelab.load.page;

import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.nio.file.Path;

/// The files of a page: `report.html` and `report.md`.
public final class ReportFiles {
    /// The page as HTML.
    public static final String HTML = "report.html";

    /// The page as Markdown.
    public static final String MARKDOWN = "report.md";

    private ReportFiles() {}

    /// Writes both, each whole or not at all.
    public static void write(Path folder, Page page) throws IOException {
        RunFiles.replace(folder.resolve(HTML), HtmlPage.of(page));
        RunFiles.replace(folder.resolve(MARKDOWN), MarkdownPage.of(page));
    }
}
