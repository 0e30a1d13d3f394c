package dev.wirelab.load.result;

import org.jspecify.annotations.Nullable;

/// The progress of the publishers.
///
/// @param planned measured messages on the schedule
/// @param sent messages sent
/// @param acknowledged messages that the lab accepted
/// @param refused commands of the whole run that the lab refused
/// @param firstRefusal the first refusal's code and message, or null
public record Publishing(
        int planned, int sent, int acknowledged, int refused, @Nullable String firstRefusal) {}
