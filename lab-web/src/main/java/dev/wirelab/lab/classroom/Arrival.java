package dev.wirelab.lab.classroom;

/// When a message reached a phone, as the phone reports it.
///
/// @param index of the message in its round, from 0
/// @param at the lab's clock as the phone estimates it, in milliseconds since 1970
record Arrival(int index, double at) {}
