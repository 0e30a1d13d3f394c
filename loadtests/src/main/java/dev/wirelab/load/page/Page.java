package dev.wirelab.load.page;

import java.util.List;

/// A page, independent of its format.
///
/// @param lead the result in a few sentences
/// @param first the first screen, which contains the lead; empty: the lead is all of it
public record Page(String title, List<String> lead, List<Block> first, List<Section> sections) {
    /// A page whose first screen is its lead.
    public Page(String title, List<String> lead, List<Section> sections) {
        this(title, lead, List.of(), sections);
    }

    /// A heading and the blocks under it.
    ///
    /// @param folded whether a reader has to open it
    public record Section(String heading, List<Block> blocks, boolean folded) {
        /// An open section.
        public Section(String heading, List<Block> blocks) {
            this(heading, blocks, false);
        }
    }
}
