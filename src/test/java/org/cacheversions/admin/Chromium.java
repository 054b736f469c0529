package org.cacheversions.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with a new profile. */
public final class Chromium implements AutoCloseable {

    private static final int HEIGHT = 900;

    private final ChromeDriver driver;

    public Chromium() {
        ChromiumPackages.Found found = ChromiumPackages.find();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(found.browser().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(found.driver().toFile())
                        .usingAnyFreePort()
                        .withSilent(true)
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
    }

    /** Opens a page as a user in a new session. */
    void open(String user, URI page) {
        String login = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20") + ":" + PageServer.PASSWORD;
        open(URI.create(page.getScheme() + "://" + login + "@" + page.getAuthority()
                + page.resolve("page.css").getPath()));
        driver.manage().deleteAllCookies();
        open(page);
    }

    public void open(URI page) {
        driver.get(page.toString());
    }

    void reload() {
        driver.navigate().refresh();
    }

    URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    public WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text(String selector) {
        return one(selector).getText();
    }

    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script in each page that is opened from now on, before the page's own. */
    void beforeEachPage(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    void scripts(boolean on) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Returns the complaints of the browser since the last call: failed and forbidden scripts. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** Returns all violations that axe finds in the current page. */
    @SuppressWarnings("unchecked")
    List<String> faults() {
        if (Boolean.FALSE.equals(script("return 'axe' in window"))) {
            script(axe());
        }
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ["violations"] }).then(
                  result => done(result.violations.map(fault => fault.impact + " " + fault.id + ": " + fault.help
                    + fault.nodes.map(node => "\\n  " + node.html + " " + node.failureSummary).join(""))),
                  failure => done(["axe failed: " + failure]));
                """);
    }

    private static String axe() {
        try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a picture of the whole page. */
    void picture(Path file) throws IOException {
        Object data = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                .get("data");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode((String) data));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
