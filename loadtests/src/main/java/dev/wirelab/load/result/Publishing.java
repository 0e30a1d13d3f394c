package dev.wirelab.load.result;

import org.jspecify.annotations.Nullable;

/// What the publisher did.
///
/// @param planned measured messages on the schedule
/// @param sent those handed to the wire
/// @param acknowledged those that the lab told to have accepted
/// @param refused commands of the whole run that the lab refused
/// @param firstRefusal the first refusal's code and message, or null
public record Publishing(
        int planned, int sent, int acknowledged, int refused, @Nullable String firstRefusal) {}
