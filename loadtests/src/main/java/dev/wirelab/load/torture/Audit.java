package dev.wirelab.load.torture;

import dev.wirelab.load.torture.SentCommand.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Compares every client's record, and what each node's log has for it, with what was due to it:
/// the messages that the lab accepted, by their positions, to everyone, to a group that the client
/// was in at that position, to the client, and from it.
///
/// @param accepted messages
/// @param late those among them that were refused at first
/// @param due deliveries of these
/// @param findings empty if every promise was kept
record Audit(int accepted, int late, int due, List<Finding> findings) {
    private static final String EVERYONE = "#lobby";
    private static final Set<String> NOT_IN_GROUP = Set.of("not_member", "unknown_group");

    /// Copies the list.
    Audit {
        findings = List.copyOf(findings);
    }

    static Audit of(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        Map<String, SortedMap<Long, Delivery>> due = new HashMap<>();
        evidence.clients().forEach(client -> due.put(client.user(), new TreeMap<>()));
        Membership membership = new Membership(evidence);
        int accepted = 0;
        int late = 0;
        Set<String> unknown = new HashSet<>();
        for (SentCommand command : evidence.sent()) {
            Long position = evidence.positions().get(command.id());
            judge(command, position, evidence.refusals().get(command.id()), membership, findings);
            if (command.kind() == Kind.INTRUDE) {
                position =
                        position == null ? executedLater(command, evidence, membership) : position;
                late += position == null ? 0 : 1;
            } else if (command.kind() == Kind.SAY && position == null) {
                unknown.add(command.text());
            }
            if (command.text().isEmpty() || position == null) {
                continue;
            }
            accepted++;
            Delivery delivery =
                    new Delivery(position, command.user(), command.to(), command.text());
            due.forEach((user, deliveries) -> {
                if (isDue(delivery, user, membership)) {
                    deliveries.put(delivery.offset(), delivery);
                }
            });
        }
        for (ClientRecord client : evidence.clients()) {
            SortedMap<Long, Delivery> own = due.getOrDefault(client.user(), new TreeMap<>());
            new Comparison(client.user(), "", own, unknown, findings).of(client.received());
            for (int node = 1; node <= client.logs().size(); node++) {
                new Comparison(client.user(), "log of node " + node + ": ", own, unknown, findings)
                        .of(client.logs().get(node - 1));
            }
            if (client.gaps() > 0) {
                findings.add(new Finding(Finding.Kind.GAP, client.user(), client.gaps() + " gaps"));
            }
            if (client.logIns() != 1) {
                findings.add(
                        new Finding(
                                Finding.Kind.SESSION, client.user(), client.logIns() + " log-ins"));
            }
        }
        int deliveries = due.values().stream().mapToInt(Map::size).sum();
        return new Audit(accepted, late, deliveries, findings);
    }

    /// The position of a message that was refused and nevertheless published: a copy of it that a
    /// dead connection still carried came when its sender had become a member, and a refused id may
    /// be used again (rule C8). Null if there is none. If the refusal did not come and the message
    /// was sent again, its sender knows the position.
    private static @Nullable Long executedLater(
            SentCommand command, Evidence evidence, Membership membership) {
        return evidence.clients().stream()
                .filter(client -> client.user().equals(command.user()))
                .flatMap(client -> client.logs().stream().flatMap(List::stream))
                .filter(one -> one.text().equals(command.text()))
                .map(Delivery::offset)
                .filter(offset -> membership.includes(command.user(), command.to(), offset))
                .findFirst()
                .orElse(null);
    }

    private static boolean isDue(Delivery delivery, String user, Membership membership) {
        String to = delivery.to();
        return to.equals(EVERYONE)
                || (to.startsWith("#")
                        ? membership.includes(user, to, delivery.offset())
                        : to.equals("@" + user) || delivery.from().equals(user));
    }

    private static void judge(
            SentCommand command,
            @Nullable Long position,
            @Nullable String refusal,
            Membership membership,
            List<Finding> findings) {
        boolean refusable = command.kind() == Kind.INTRUDE;
        if (position == null && refusal == null) {
            findings.add(finding(Finding.Kind.UNANSWERED, command, "no answer"));
        } else if (position != null
                && refusable
                && !membership.includes(command.user(), command.to(), position)) {
            findings.add(finding(Finding.Kind.JUDGED, command, "accepted"));
        } else if (refusal != null && !(refusable && NOT_IN_GROUP.contains(refusal))) {
            findings.add(finding(Finding.Kind.JUDGED, command, refusal));
        }
    }

    private static Finding finding(Finding.Kind kind, SentCommand command, String what) {
        return new Finding(
                kind,
                command.user(),
                "%s %s to %s: %s".formatted(command.kind(), command.id(), command.to(), what));
    }

    /// What one client got, beside what was due to it.
    ///
    /// @param source begins each detail
    /// @param unknown texts of which it is not known whether they were accepted
    private record Comparison(
            String user,
            String source,
            SortedMap<Long, Delivery> due,
            Set<String> unknown,
            List<Finding> findings) {
        void of(List<Delivery> got) {
            Set<Long> seen = new HashSet<>();
            long last = -1;
            for (Delivery one : got) {
                Delivery expected = due.get(one.offset());
                if (unknown.contains(one.text())) {
                    continue;
                }
                if (!seen.add(one.offset())) {
                    add(Finding.Kind.DOUBLED, one);
                } else if (expected == null) {
                    add(isOwed(one) ? Finding.Kind.DOUBLED : Finding.Kind.LEAKED, one);
                } else if (!expected.equals(one)) {
                    add(Finding.Kind.ALTERED, one);
                } else if (one.offset() < last) {
                    add(Finding.Kind.REORDERED, one);
                }
                last = Math.max(last, one.offset());
            }
            due.forEach((offset, one) -> {
                if (!seen.contains(offset)) {
                    add(Finding.Kind.LOST, one);
                }
            });
        }

        /// Whether the text is due at another position.
        private boolean isOwed(Delivery one) {
            return due.values().stream().anyMatch(each -> each.text().equals(one.text()));
        }

        private void add(Finding.Kind kind, Delivery one) {
            findings.add(
                    new Finding(
                            kind,
                            user,
                            "%s%d from %s to %s: %s"
                                    .formatted(
                                            source,
                                            one.offset(),
                                            one.from(),
                                            one.to(),
                                            one.text())));
        }
    }
}
