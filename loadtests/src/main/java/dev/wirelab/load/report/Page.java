package dev.wirelab.load.report;

import java.util.List;

/// A page, however it is written.
///
/// @param lead what there is to say, in a sentence or two
public record Page(String title, List<String> lead, List<Section> sections) {
    /// Keeps its own copies.
    public Page {
        lead = List.copyOf(lead);
        sections = List.copyOf(sections);
    }

    /// A heading and what stands under it.
    public record Section(String heading, List<Block> blocks) {
        /// Keeps its own copy.
        public Section {
            blocks = List.copyOf(blocks);
        }
    }
}
