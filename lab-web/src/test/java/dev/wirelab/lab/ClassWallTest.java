package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A class with its wall in a browser, and phones with and without one. The lab is a process, since
/// what it prints is how a class begins.
@Timeout(180)
@Tag("deep")
@ResourceLock(Visit.RACE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClassWallTest {
    private static final int PHONES = 40;
    private static final Pattern JOIN =
            Pattern.compile("Pupils join at (\\S+) with the code (\\S+),");

    @RegisterExtension private final Visit visit = new Visit();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LabProgram lab = serve();
    private String origin = "";
    private String code = "";

    private static LabProgram serve() {
        try {
            return LabProgram.serve("--class", "--host=127.0.0.1", "--http-port=0", "--tcp-port=0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void readWhatItPrints() throws Exception {
        origin = "http://127.0.0.1:" + lab.httpPort();
        List<String> lines = new ArrayList<>();
        for (String line = lab.out().readLine();
                !line.startsWith("Ctrl-C");
                line = lab.out().readLine()) {
            lines.add(line);
            Matcher join = JOIN.matcher(line);
            if (join.find()) {
                assertThat("http://" + join.group(1)).isEqualTo(origin + "/class");
                code = join.group(2);
            }
        }
        assertThat(code).matches("[2-9a-z]{4}-[2-9a-z]{4}");
        assertThat(lines)
                .contains("  wall     " + origin + "/?view=class#key=" + lab.key())
                .anyMatch(line ->
                        line.matches("[█▀▄ ]{37,}") || line.contains("this terminal cannot"));
    }

    @AfterAll
    void stop() {
        lab.close();
        client.shutdownNow();
    }

    private PagePerson wall() {
        PagePerson wall = visit.person(origin + "/");
        wall.open("?view=class&lang=en&colours=light#key=" + lab.key());
        wall.await("the QR code", () -> wall.find(".qr").isDisplayed());
        return wall;
    }

    private static void press(PagePerson wall, String label) {
        wall.script(
                "[...document.querySelectorAll('.steering button')]"
                        + ".find((one) => one.textContent === arguments[0]).click()",
                label);
    }

    private static void awaitReports(PagePerson wall, int round, int phones) {
        wall.await(
                phones + " reports of round " + round,
                () ->
                        wall.attribute(".round", "data-round").equals(String.valueOf(round))
                                && wall.attribute(".round", "data-reported")
                                        .equals(String.valueOf(phones)));
    }

    @Test
    void fortyPhonesAreOnTheWallMoveAndComeBackAfterACut() throws Exception {
        PagePerson wall = wall();
        List<HeadlessPhone> phones = new ArrayList<>();
        try {
            for (int i = 0; i < PHONES; i++) {
                phones.add(new HeadlessPhone(client, URI.create(origin), NAMES.get(i), code));
            }
            wall.await("all dots", () -> wall.all(".dot").size() == PHONES);
            for (String id : List.of("websocket", "long-poll", "short-poll", "sse")) {
                assertThat(wall.all("[data-transport='" + id + "'] .dot")).hasSize(PHONES / 4);
            }
            assertThat(wall.text(".invitation .code")).isEqualTo(code);
            wall.await("connections", () -> wall.all(".dot.away").isEmpty());
            press(wall, "Burst of 10");
            awaitReports(wall, 1, PHONES);
            wall.keepPicture("class.png");
            assertThat(wall.accessibilityFaults()).isEqualTo("[]");
            assertThat(wall.script(OVERFLOW)).as("all lanes are seen").isEqualTo(false);
            assertThat(wall.smallestText("#view-class")).isGreaterThanOrEqualTo(14);
            assertThat(p50(wall, "websocket")).isLessThan(p50(wall, "short-poll"));
            wall.size(1920, 1080);
            wall.keepPicture("class-1920.png");
            wall.size(1280, 720);
            wall.script("document.querySelector('#class-to').value = 'sse'");
            press(wall, "Move everybody");
            wall.await(
                    "all in one lane",
                    () -> wall.all("[data-transport='sse'] .dot").size() == PHONES);
            press(wall, "Send");
            awaitReports(wall, 2, PHONES);
            wall.keepPicture("class-moved.png");
            press(wall, "Cut off for 5 s");
            awaitReports(wall, 3, PHONES);
            assertThat(p50(wall, "sse")).isBetween(-100.0, 20_000.0);
            wall.keepPicture("class-cut.png");
            wall.script("document.querySelector('.roster .remove').click()");
            wall.await("one less", () -> wall.all(".dot").size() == PHONES - 1);
            wall.open("?view=class&lang=zh-CN&colours=dark");
            wall.await("the wall in Chinese", () -> wall.all(".dot").size() == PHONES - 1);
            wall.keepPicture("class-zh.png");
        } finally {
            phones.forEach(HeadlessPhone::close);
        }
    }

    private static final String OVERFLOW =
            "const view = document.querySelector('#view-class');"
                    + "return view.scrollHeight > view.clientHeight;";

    private static double p50(PagePerson wall, String id) {
        return Double.parseDouble(
                wall.attribute("[data-transport='" + id + "'] .lane-figures", "data-p50"));
    }

    private static final List<String> NAMES =
            List.of(
                    "Amara", "Anton", "Bao", "Bea", "Carlos", "Chen", "Dana", "Dmitri", "Elif",
                    "Emil", "Fatou", "Finn", "Greta", "Hana", "Hugo", "Ines", "Ivan", "Jia",
                    "Jonas", "Kofi", "Lena", "Luca", "Mei", "Milo", "Nadia", "Noor", "Olga", "Omar",
                    "Paula", "Pedro", "Quinn", "Ravi", "Rosa", "Sami", "Sofia", "Tariq", "Uma",
                    "Vera", "Wei", "Zoe");

    @Test
    void threePagesJoinReadReloadSleepAndAreRefusedWithASentence() throws Exception {
        visit.tolerate("ERR_INTERNET_DISCONNECTED", "status of 4", "status of 503", "WebSocket");
        PagePerson wall = wall();
        PagePerson ann = phone("#code=" + code);
        assertThat(ann.all("#join input"))
                .filteredOn(input -> input.isDisplayed())
                .as("one field")
                .hasSize(1);
        ann.keepPicture("class-phone-join.png");
        enter(ann, "<b>ann</b>");
        ann.awaitText("#refused", "A nickname has 1 to 32 letters");
        enter(ann, "ann k");
        ann.awaitText(".lesson .name", "ann-k");
        PagePerson bob = phone("#code=wrong-code");
        enter(bob, "bob");
        bob.awaitText("#refused", "This is not the code of this lesson");
        bob.find("#code").sendKeys(code);
        enter(bob, "ann-K");
        bob.awaitText("#refused", "Somebody has this nickname");
        enter(bob, "bob");
        bob.awaitText(".lesson .name", "bob");
        PagePerson cid = phone("#code=" + code, "zh-CN");
        enter(cid, "小明");
        cid.awaitText(".lesson .name", "小明");

        int before = Integer.parseInt(wall.attribute(".round", "data-round"));
        wall.await("dots", () -> wall.all("[data-user='小明']").size() == 1);
        wall.find("#class-text").sendKeys("<i>hello</i>");
        press(wall, "Burst of 10");
        for (PagePerson phone : List.of(ann, bob, cid)) {
            phone.await("ten messages", () -> phone.all("#rows li").size() == 10);
            assertThat(phone.text("#rows li:first-child .text")).isEqualTo("<i>hello</i>");
            phone.await("a delay", () -> !phone.attribute("#delay", "data-milliseconds").isEmpty());
            assertThat(Double.parseDouble(phone.attribute("#delay", "data-milliseconds")))
                    .isBetween(-50.0, 30_000.0);
            assertThat(phone.fitsTheWidth()).isTrue();
        }
        wall.await(
                "their reports",
                () -> wall.all(".dot[data-delay]:not([data-delay=''])").size() >= 3);
        assertThat(ann.accessibilityFaults()).isEqualTo("[]");
        ann.keepPicture("class-phone.png");
        cid.keepPicture("class-phone-zh.png");

        ann.browser().navigate().refresh();
        ann.await("it goes on", () -> ann.find("#transport").isDisplayed());
        // Only new requests need the network that a browser emulates.
        choose(bob, "short-poll");
        wall.await(
                "bob polls",
                () -> wall.all("[data-transport='short-poll'] [data-user='bob']").size() == 1);
        bob.script(HIDE, true);
        bob.online(false);
        press(wall, "Send");
        ann.await("the next round", () -> ann.all("#rows li").size() == 1);
        LockSupport.parkNanos(4_000_000_000L);
        assertThat(bob.all("#rows li")).hasSize(10);
        bob.online(true);
        bob.script(HIDE, false);
        bob.await("what it missed", () -> bob.all("#rows li").size() == 11);

        choose(bob, "http-stream");
        wall.await(
                "its dot in the other lane",
                () -> wall.all("[data-transport='http-stream'] [data-user='bob']").size() == 1);
        press(wall, "Cut off for 5 s");
        for (PagePerson phone : List.of(ann, bob, cid)) {
            phone.await(
                    "back after the cut",
                    () -> phone.all("#rows [data-round='" + (before + 3) + "']").size() == 1);
        }
        wall.script("document.querySelector('[aria-label=\"Remove bob\"]').click()");
        bob.awaitText("#refused", "You have left the class");
    }

    /// What a page that came by plain HTTP from another machine lacks.
    private static final String INSECURE =
            """
            delete Navigator.prototype.locks;
            delete Navigator.prototype.clipboard;
            delete Navigator.prototype.serviceWorker;
            delete Crypto.prototype.subtle;
            delete Crypto.prototype.randomUUID;
            delete window.caches;
            """;

    /// The browser shows another page, or this one again.
    private static final String HIDE =
            "Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});"
                    + "document.dispatchEvent(new Event('visibilitychange'))";

    private static void choose(PagePerson phone, String id) {
        phone.script(
                "const choice = document.querySelector('#transport'); choice.value = arguments[0];"
                        + " choice.dispatchEvent(new Event('change'))",
                id);
    }

    private PagePerson phone(String fragment) {
        return phone(fragment, "en");
    }

    private PagePerson phone(String fragment, String language) {
        PagePerson phone = visit.person(origin + "/");
        phone.size(390, 844);
        Map<String, Object> insecure =
                phone.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", INSECURE));
        phone.browser().get(origin + "/class.html?lang=" + language + fragment);
        phone.await("the form", () -> phone.find("#nickname").isDisplayed());
        phone.command("Page.removeScriptToEvaluateOnNewDocument", insecure);
        assertThat(phone.script("return typeof navigator.locks + typeof crypto.subtle"))
                .isEqualTo("undefinedundefined");
        return phone;
    }

    private static void enter(PagePerson phone, String name) {
        phone.find("#nickname").clear();
        phone.find("#nickname").sendKeys(name);
        phone.find("#join [type=submit]").click();
    }
}
