package dev.wirelab.load.page;

import java.util.List;

/// A page, independent of its format.
///
/// @param lead the result in a sentence or two
public record Page(String title, List<String> lead, List<Section> sections) {
    /// A heading and the blocks under it.
    public record Section(String heading, List<Block> blocks) {}
}
