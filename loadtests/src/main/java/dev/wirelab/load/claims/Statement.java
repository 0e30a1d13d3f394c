package dev.wirelab.load.claims;

/// What is claimed.
///
/// @param id its name on the command line and in files
/// @param claimed the statement in a sentence
/// @param source who said it, when and where; or that it is told without a source
public record Statement(String id, String claimed, String source) {}
