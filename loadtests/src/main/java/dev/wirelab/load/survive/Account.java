package dev.wirelab.load.survive;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.load.survive.client.Journal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Accounts for every message that the lab accepted while a client was entitled to it.
///
/// @param messages accepted
/// @param lost never delivered
/// @param doubled deliveries beyond the first
/// @param reordered deliveries after one with a later cursor
/// @param latestNanos the longest delay of a message; that of a lost message is the delay of the
///   next delivery. Empty: nothing was delivered
/// @param flowsAtEnd whether the last of the messages was delivered
record Account(
        int messages,
        int lost,
        int doubled,
        int reordered,
        OptionalLong latestNanos,
        boolean flowsAtEnd) {
    /// Creates the account.
    ///
    /// @param due when each published text was due
    /// @param accepted the texts that the lab acknowledged, or that its witness read
    /// @param from the client is entitled to what was due from then on
    static Account of(
            Map<String, Long> due,
            Set<String> accepted,
            List<Journal.Arrival> arrivals,
            long from) {
        Set<String> delivered = new HashSet<>();
        int doubled = 0;
        int reordered = 0;
        Cursor last = null;
        for (Journal.Arrival arrival : arrivals) {
            if (!due.containsKey(arrival.text())) {
                continue;
            }
            Cursor cursor = arrival.cursor() == null ? null : Cursor.parse(arrival.cursor());
            if (!delivered.add(arrival.text())) {
                doubled++;
            } else if (isBefore(cursor, last)) {
                reordered++;
            }
            last = cursor == null || isBefore(cursor, last) ? last : cursor;
        }
        List<Map.Entry<String, Long>> owed =
                due.entrySet().stream()
                        .filter(text -> accepted.contains(text.getKey()) && text.getValue() >= from)
                        .sorted(Map.Entry.comparingByValue())
                        .toList();
        int lost = (int) owed.stream().filter(text -> !delivered.contains(text.getKey())).count();
        return new Account(
                owed.size(),
                lost,
                doubled,
                reordered,
                latest(owed, arrivals),
                !owed.isEmpty() && delivered.contains(owed.getLast().getKey()));
    }

    private static boolean isBefore(@Nullable Cursor one, @Nullable Cursor other) {
        return one != null
                && other != null
                && one.epoch().equals(other.epoch())
                && one.offset() < other.offset();
    }

    /// From the last to the first, since a lost message is as late as the next delivered one.
    private static OptionalLong latest(
            List<Map.Entry<String, Long>> owed, List<Journal.Arrival> arrivals) {
        Map<String, Long> first = new HashMap<>();
        arrivals.forEach(arrival -> first.putIfAbsent(arrival.text(), arrival.nanos()));
        OptionalLong latest = OptionalLong.empty();
        Long next = null;
        for (Map.Entry<String, Long> message : owed.reversed()) {
            Long arrived = first.get(message.getKey());
            next = arrived == null ? next : arrived;
            if (next != null) {
                latest = OptionalLong.of(Math.max(latest.orElse(0), next - message.getValue()));
            }
        }
        return latest;
    }
}
