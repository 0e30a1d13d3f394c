package dev.wirelab.lab;

import dev.wirelab.lab.config.SiteOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The page behind a proxy that has put the lab under a path of its own.
@Tag("slow")
@Timeout(120)
@ResourceLock(Visit.RACE)
class ProxiedPageTest {
    private static final String PATH = "/lab";

    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private final ReverseProxy proxy = ReverseProxy.underPath(PATH);

    @AutoClose private SiteLab lab = new SiteLab(publishedAt(proxy.origin() + PATH + "/"));

    private static SiteOptions publishedAt(String url) {
        return new SiteOptions(
                Path.of("results"), Optional.empty(), false, Optional.of(URI.create(url)));
    }

    private PagePerson open() {
        proxy.leadTo(URI.create(lab.origin()).getPort());
        PagePerson page = visit.person(proxy.origin());
        page.browser().get(proxy.origin() + PATH + "/?rate=2&lang=en");
        return page;
    }

    @Test
    void withItsPublicAddressEverythingWorks() {
        PagePerson page = open();
        new RacePerson(page).awaitFinish();
        page.click(".board tbody tr .took");
        page.await("the bytes of a message", () -> !page.all(".unit-row").isEmpty());
    }

    @Test
    void withoutItThePageSaysWhatToDo() {
        lab.close();
        lab = new SiteLab();
        visit.tolerate("403");
        PagePerson page = open();
        page.await("advice", () -> page.text(".status").contains("--public-url"));
    }
}
