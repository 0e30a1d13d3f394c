package dev.wirelab.lab;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// Starts this machine's own Chromium without a window. Nothing is downloaded.
final class Chromium {
    private static final List<String> FOLDERS =
            List.of("/usr/bin", "/usr/lib/chromium", "/usr/local/bin", "/snap/bin");
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private Chromium() {}

    /// A new browser with a profile of its own. Skips the test with the reason if there is none.
    static ChromeDriver start() {
        Optional<Path> browser = find(BROWSERS);
        Optional<Path> driver = find(List.of("chromedriver"));
        if (browser.isEmpty() || driver.isEmpty()) {
            String reason = "there is no Chromium with a chromedriver (Debian: chromium-driver)";
            System.err.println("Skipped: the page is not tested, " + reason);
            abort(reason);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.setExperimentalOption("perfLoggingPrefs", Map.of("enablePage", false));
        File executable = driver.orElseThrow().toFile();
        return new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(executable).build(),
                options);
    }

    private static Optional<Path> find(List<String> names) {
        String path = System.getenv().getOrDefault("PATH", "");
        List<String> folders =
                Stream.concat(Stream.of(path.split(File.pathSeparator)), FOLDERS.stream())
                        .filter(folder -> !folder.isEmpty())
                        .toList();
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
