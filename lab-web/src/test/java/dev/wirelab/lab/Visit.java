package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The users of a lab's page in one test, each with a browser. At its end, no browser may have
/// connected to anything but the lab, nor have an error in its console that the test did not
/// expect.
///
/// A browser takes a second to start, so the tests of a run share them: each is leased to one test
/// at a time.
final class Visit implements BeforeEachCallback, AfterEachCallback {
    /// Classes with the same lock run one after the other, so that they share their browsers, and
    /// no more pages are drawn at a time than a small machine can draw.
    static final String CHAT = "browsers of the chat";

    static final String RACE = "browsers of the race";

    private final List<PagePerson> present = new ArrayList<>();
    private final List<String> tolerated = new ArrayList<>();
    private boolean hasNetworks;
    private @Nullable Browsers browsers;

    /// The browsers of a run; they end with it.
    private static final class Browsers implements AutoCloseable {
        private final Queue<PagePerson> all = new ConcurrentLinkedQueue<>();
        private final Queue<PagePerson> free = new ConcurrentLinkedQueue<>();

        PagePerson lease() {
            PagePerson leased = free.poll();
            if (leased == null) {
                leased = new PagePerson();
                all.add(leased);
            }
            return leased;
        }

        void giveBack(PagePerson person) {
            free.add(person);
        }

        @Override
        public void close() {
            all.forEach(PagePerson::close);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        browsers =
                test.getRoot()
                        .getStore(ExtensionContext.Namespace.create(Visit.class))
                        .computeIfAbsent(Browsers.class, _ -> new Browsers(), Browsers.class);
    }

    /// One more user, without a page.
    ///
    /// @param lab the only address to which the browser may connect
    PagePerson person(String lab) {
        PagePerson person = Objects.requireNonNull(browsers).lease();
        present.add(person);
        person.begin(URI.create(lab));
        return person;
    }

    /// Lets the pages connect to further ports of this machine: those of networks.
    void allowNetworks() {
        hasNetworks = true;
    }

    /// Tolerates console errors that contain one of these, which the test provokes.
    void tolerate(String... parts) {
        tolerated.addAll(List.of(parts));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<String> errors = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        for (PagePerson person : present) {
            person.leave();
            strangers.addAll(person.strangers());
            errors.addAll(person.consoleErrors());
            Objects.requireNonNull(browsers).giveBack(person);
        }
        if (hasNetworks) {
            strangers.removeIf(authority -> authority.matches("(127\\.0\\.0\\.1|localhost):\\d+"));
        }
        assertThat(strangers).as("other hosts to which the page has connected").isEmpty();
        assertThat(errors)
                .as("errors in the console")
                .filteredOn(error -> tolerated.stream().noneMatch(error::contains))
                .isEmpty();
    }
}
