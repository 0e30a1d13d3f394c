package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The people who are at a lab's page in one test, each with a browser. When it is over, no browser
/// may have talked to anybody but the lab, nor had anything to say in its console that the test did
/// not expect.
///
/// Browsers are started when they are first asked for, and are those of all tests of a run.
final class Visit implements BeforeEachCallback, AfterEachCallback {
    private final List<PagePerson> here = new ArrayList<>();
    private final List<String> tolerated = new ArrayList<>();
    private @Nullable Browsers browsers;

    /// The browsers of a run; they end with it.
    private static final class Browsers implements AutoCloseable {
        private final List<PagePerson> people = new ArrayList<>();

        synchronized PagePerson get(int index) {
            while (people.size() <= index) {
                people.add(new PagePerson());
            }
            return people.get(index);
        }

        @Override
        public synchronized void close() {
            people.forEach(PagePerson::close);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        browsers =
                test.getRoot()
                        .getStore(ExtensionContext.Namespace.create(Visit.class))
                        .computeIfAbsent(Browsers.class, _ -> new Browsers(), Browsers.class);
    }

    /// One more person, who is at no page yet.
    ///
    /// @param lab the address of the only one they may talk to
    PagePerson person(String lab) {
        PagePerson person = Objects.requireNonNull(browsers).get(here.size());
        here.add(person);
        person.begin(URI.create(lab));
        return person;
    }

    /// Lets consoles say what contains one of these: an error that the test brings about.
    void tolerate(String... parts) {
        tolerated.addAll(List.of(parts));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<String> errors = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        for (PagePerson person : here) {
            person.leave();
            strangers.addAll(person.strangers());
            errors.addAll(person.consoleErrors());
        }
        assertThat(strangers).as("whom the page has talked to beside the lab").isEmpty();
        assertThat(errors)
                .as("errors in the console")
                .filteredOn(error -> tolerated.stream().noneMatch(error::contains))
                .isEmpty();
    }
}
