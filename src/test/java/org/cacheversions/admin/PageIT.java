package org.cacheversions.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.cacheversions.databases.Sql;
import org.cacheversions.internal.core.Core;
import org.cacheversions.node.ItemService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NotFoundException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The operator's page in a real browser, with an hour behind it. Pictures are left in {@code target/it/page}. */
@Tag("ci")
class PageIT {

    private static final int WIDE = 1280;
    private static final String ITEMS = "items";
    private static final String SCRIPT = "\"><script>window.hit=1</script>";
    private static final String HOSTILE_CACHE = "c<img src=x onerror=window.hit=2>'\"`&";
    private static final String HOSTILE_METHOD = "M.<svg onload=window.hit=3>" + SCRIPT;
    private static final String HOSTILE_VERSION = "<b>\"'&`>";

    private static PageServer server;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        server = PageServer.withClock();
        anHour();
        browser = new Chromium();
        browser.beforeEachPage(
                "window.setInterval = (action, millis) => { window.tick = action; window.every = millis; }");
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Simulates reads of a forum and occasional changes by moderators. */
    private static void anHour() {
        MovedClock clock = server.node.bean(MovedClock.class);
        Board board = server.node.bean(Board.class);
        ItemService items = server.node.bean(ItemService.class);
        for (int minute = 0; minute < 60; minute++) {
            for (int visit = 0; visit < 40 + minute % 7 * 5; visit++) {
                int visitor = visit;
                int now = minute;
                server.node.request(() -> board.isBanned(visitor % 12)
                        && board.visible(visitor % 4) + board.latest((visitor + now / 10) % 9) > 0
                        && items.amount(visitor) > 0);
                server.node.request(() -> board.visible(visitor % 4)
                        + board.setting("name")
                        + board.latest(visitor % 9)
                        + items.amount(visitor % (3 + now % 5)));
            }
            for (int fresh = 0; fresh < 4 + minute * minute % 11; fresh++) {
                items.amount(1_000L + minute * 20 + fresh);
            }
            if (minute % 13 == 5) {
                server.node.invalidator().invalidate("bans");
            }
            if (minute % 29 == 20) {
                server.node.invalidator().invalidate("threads", "categories");
            }
            clock.aMinuteLater();
        }
    }

    @BeforeEach
    void open() {
        browser.scheme("light");
        browser.width(WIDE);
        browser.open(PageServer.OPERATOR, server.page());
        browser.complaints();
    }

    @AfterEach
    void noScriptHasFailedOrWasTried() {
        assertThat(browser.script("return window.hit === undefined")).isEqualTo(true);
    }

    private static long revision(String cache) throws SQLException {
        try (Connection connection = server.node.connection()) {
            return Sql.revision(connection, cache);
        }
    }

    private static URI page(String path) {
        return server.page().resolve(path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static WebElement button(String cache) {
        return browser.all("#figures form.ask button").stream()
                .filter(button -> cache.equals(button.getDomAttribute("value")))
                .findFirst()
                .orElseThrow();
    }

    private static String shownRevision(String cache) {
        return (String) browser.script("""
                const button = [...document.querySelectorAll("form.ask button")].find(b => b.value === arguments[0]);
                return button.closest("tr").querySelector("[data-label=Revision] span").textContent;
                """, cache);
    }

    /** Runs the refresh that the page runs every five seconds. */
    private static void tick() {
        browser.script("tick()");
    }

    /** While a page is replaced, its elements may not be found. */
    private static void await(Runnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(NotFoundException.class)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .untilAsserted(assertion::run);
    }

    // for sighted and for blind users

    @ParameterizedTest
    @CsvSource({"light,1280", "light,390", "dark,1280", "dark,390"})
    void axeFindsNoViolationOnAnyPage(String scheme, int width) throws Exception {
        browser.scheme(scheme);
        browser.width(width);
        browser.reload();
        String name = scheme + "-" + width;

        assertThat(browser.faults()).as("as it opens").isEmpty();
        picture(name);
        browser.script("document.querySelectorAll('details').forEach(details => details.open = true)");
        assertThat(browser.faults()).as("all opened").isEmpty();
        picture(name + "-opened");
        browser.script("scrollTo(0, 0)");
        button(ITEMS).click();
        assertThat(browser.one("#confirm").isDisplayed()).isTrue();
        assertThat(browser.faults()).as("asking").isEmpty();
        picture(name + "-asking");
        for (String path : List.of("confirm?cache=items", "confirm?all=true", "nothing")) {
            browser.open(page(path));
            assertThat(browser.faults()).as(path).isEmpty();
            picture(name + "-" + path.replaceAll("\\W", "-"));
        }
        browser.open(PageServer.GUEST, server.page());
        assertThat(browser.text("main")).contains("another role");
        assertThat(browser.faults()).as("refused").isEmpty();
        picture(name + "-refused");
    }

    @Test
    void axeDetectsLowContrastAndMissingNames() {
        browser.script("""
                document.body.style.color = "#bbb";
                document.querySelector("svg").removeAttribute("aria-label");
                """);

        assertThat(browser.faults())
                .anyMatch(fault -> fault.startsWith("serious color-contrast"))
                .anyMatch(fault -> fault.startsWith("serious svg-img-alt"));
    }

    @ParameterizedTest
    @CsvSource({"1280", "390", "320"})
    void noPageIsWiderThanTheWindow(int width) {
        browser.width(width);
        browser.script("document.querySelectorAll('details').forEach(details => details.open = true)");

        assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
    }

    @Test
    void theKeyboardIsEnoughToInvalidate() throws Exception {
        long before = revision(ITEMS);

        button(ITEMS).sendKeys(Keys.ENTER);
        assertThat(browser.one("#confirm").isDisplayed()).isTrue();
        assertThat(browser.script("return document.getElementById('confirm').contains(document.activeElement)"))
                .isEqualTo(true);
        browser.one("#confirm").sendKeys(Keys.ESCAPE);
        assertThat(browser.one("#confirm").isDisplayed()).isFalse();
        assertThat(browser.script("return document.activeElement.value"))
                .as("back where it was")
                .isEqualTo(ITEMS);
        assertThat(revision(ITEMS)).isEqualTo(before);

        button(ITEMS).sendKeys(Keys.ENTER);
        browser.one("#confirm form button:not(.keep)").sendKeys(Keys.ENTER);
        await(() -> assertThat(browser.text("#notice")).contains("Invalidated"));
        assertThat(revision(ITEMS)).isEqualTo(before + 1);
    }

    // what it shows

    @Test
    void thePlotShowsOneHourWithItsInvalidations() {
        assertThat(browser.all("#minutes tbody tr")).hasSizeBetween(59, 60);
        assertThat(browser.all("section[aria-labelledby=hour] .mark"))
                .as("a mark for each minute with an invalidation")
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(browser.one("section[aria-labelledby=hour] svg").getDomAttribute("aria-label"))
                .startsWith("Last hour of all caches: ")
                .doesNotContain(" 0 hits", " 0 loads", " 0 invalidations");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aCacheLinkOpensItsMethods() {
        browser.one("a[href='#methods-permissions']").click();

        await(() -> assertThat(browser.text("#methods-permissions")).contains("Board.visible(long)"));
        browser.script("location.hash = '#%'");
        browser.reload();
        assertThat(browser.all("header label"))
                .as("the script has run to its end")
                .hasSize(1);
        assertThat(browser.complaints()).isEmpty();
    }

    // buttons

    @Test
    void aButtonInvalidatesAfterConfirmation() throws Exception {
        long before = revision(ITEMS);
        long others = revision("bans");

        button(ITEMS).click();
        assertThat(browser.text("#confirm")).contains("Invalidate \u201citems\u201d?", "The log will name olga.");
        browser.one("#keep").click();
        assertThat(browser.one("#confirm").isDisplayed()).isFalse();
        assertThat(revision(ITEMS)).isEqualTo(before);

        button(ITEMS).click();
        browser.one("#confirm form button:not(.keep)").click();
        await(() -> assertThat(browser.text("#notice")).isEqualTo("Invalidated: the cache 'items'."));
        assertThat(revision(ITEMS)).isEqualTo(before + 1);
        assertThat(revision("bans")).isEqualTo(others);
        assertThat(shownRevision(ITEMS)).isEqualTo(String.valueOf(before + 1));
        assertThat(browser.address()).as("a reload repeats nothing").isEqualTo(server.page());
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void oneButtonInvalidatesAll() throws Exception {
        long items = revision(ITEMS);
        long bans = revision("bans");

        browser.one("button[name=all]").click();
        assertThat(browser.text("#question")).isEqualTo("Invalidate all caches?");
        browser.one("#confirm form button:not(.keep)").click();

        await(() -> assertThat(browser.text("#notice")).isEqualTo("Invalidated: all caches."));
        assertThat(revision(ITEMS)).isEqualTo(items + 1);
        assertThat(revision("bans")).isEqualTo(bans + 1);
    }

    @Test
    void withoutScriptsAPageAsksForConfirmation() throws Exception {
        long before = revision(ITEMS);
        browser.scripts(false);
        try {
            browser.open(server.page());
            assertThat(browser.all("header label"))
                    .as("nothing that would need a script")
                    .isEmpty();
            browser.one("#methods-items summary").click();
            assertThat(browser.text("#methods-items")).contains("ItemService.amount(long)");
            button(ITEMS).click();
            await(() -> assertThat(browser.address().getPath()).endsWith("/confirm"));
            assertThat(browser.text("main")).contains("\u201citems\u201d", "The log will name olga.");
            assertThat(revision(ITEMS)).isEqualTo(before);
            browser.one("form.question button").click();
            await(() -> assertThat(browser.text("#notice")).isEqualTo("Invalidated: the cache 'items'."));
            assertThat(revision(ITEMS)).isEqualTo(before + 1);
            browser.one("button[name=all]").click();
            await(() -> assertThat(browser.text("main")).contains("Every cache is invalidated."));
            browser.one("form.question a").click();
            await(() -> assertThat(browser.address()).isEqualTo(server.page()));
            assertThat(revision(ITEMS)).isEqualTo(before + 1);
        } finally {
            browser.scripts(true);
        }
    }

    // users without the role

    @Test
    void aFormWithoutTheSessionsTokenInvalidatesNothing() throws Exception {
        long before = revision(ITEMS);
        button(ITEMS).click();
        browser.script("document.querySelector('#confirm [name=token]').value = 'guessed'");
        browser.one("#confirm form button:not(.keep)").click();

        await(() -> assertThat(browser.text("main")).contains("the form is not of this session"));
        assertThat(revision(ITEMS)).isEqualTo(before);
    }

    @Test
    void aCrossSiteFormInvalidatesNothing() throws Exception {
        long before = revision(ITEMS);
        Object token = browser.script("return document.querySelector('#confirm [name=token]').value");
        String form = "<form method=post action='" + page("invalidate") + "'><input name=cache value=items>"
                + "<input name=token value='" + token + "'><button>Win a prize</button></form>";
        browser.open(URI.create("data:text/html," + encoded(form)));
        browser.one("button").click();

        await(() -> assertThat(browser.text("main")).contains("the form was sent by another site"));
        assertThat(revision(ITEMS)).isEqualTo(before);
    }

    @Test
    void usersWithoutTheRoleSeeNoCache() {
        browser.open(PageServer.GUEST, server.page());

        assertThat(browser.text("body")).contains("Not allowed").doesNotContain(ITEMS);
        assertThat(browser.complaints())
                .as("except for the answer 403 itself")
                .allMatch(line -> line.startsWith(server.page() + " - "));
        browser.open(page("confirm?cache=items"));
        assertThat(browser.all("form")).isEmpty();
    }

    // figures that renew themselves

    @Test
    void refreshingKeepsOpenDetailsAndFocus() throws Exception {
        assertThat(browser.script("return window.every")).isEqualTo(5000L);
        browser.script("document.getElementById('methods-items').open = true");
        browser.script("document.getElementById('ask-cache-items').focus()");
        server.node.invalidator().invalidate(ITEMS);

        tick();

        String now = String.valueOf(revision(ITEMS));
        await(() -> assertThat(shownRevision(ITEMS)).isEqualTo(now));
        assertThat(browser.script("return document.getElementById('methods-items').open"))
                .isEqualTo(true);
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("ask-cache-items");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void refreshingPausesWhenSwitchedOffOrADialogIsOpen() throws Exception {
        browser.script("window.asked = 0; const ask = window.fetch;"
                + " window.fetch = (...all) => { window.asked++; return ask(...all); }");
        String before = shownRevision(ITEMS);
        server.node.invalidator().invalidate(ITEMS);

        button(ITEMS).click();
        tick();
        browser.one("#keep").click();
        browser.one("header input").click();
        tick();
        assertThat(browser.script("return window.asked")).isEqualTo(0L);
        assertThat(shownRevision(ITEMS)).isEqualTo(before);

        browser.one("header input").click();
        tick();
        assertThat(browser.script("return window.asked")).isEqualTo(1L);
        await(() -> assertThat(shownRevision(ITEMS)).isNotEqualTo(before));
    }

    @Test
    void anUnreachableServerIsReportedOnce() {
        browser.script("window.fetch = () => Promise.reject(new TypeError('no answer'))");

        tick();

        await(() -> assertThat(browser.text("#notice")).isEqualTo("Not refreshed any more: no answer."));
        assertThat(browser.one("header input").isSelected()).isFalse();
    }

    // injection

    @Test
    void namesAreEscapedInMarkup() throws Exception {
        hostileNames();
        browser.open(PageServer.HOSTILE_USER, server.page());
        browser.complaints();
        browser.script("document.querySelectorAll('details').forEach(details => details.open = true)");
        assertShown("#figures", HOSTILE_CACHE, HOSTILE_METHOD, HOSTILE_VERSION, "named" + SCRIPT);
        assertThat(browser.text("#minutes")).as("marked").contains(HOSTILE_CACHE);
        assertPure();

        // the same once scripts have put it there
        server.node.invalidator().invalidate(ITEMS);
        tick();
        String revision = String.valueOf(revision(ITEMS));
        await(() -> assertThat(shownRevision(ITEMS)).isEqualTo(revision));
        assertShown("#figures", HOSTILE_CACHE, HOSTILE_METHOD, HOSTILE_VERSION);
        assertPure();

        long before = revision(HOSTILE_CACHE);
        button(HOSTILE_CACHE).click();
        assertShown("#confirm", HOSTILE_CACHE, PageServer.HOSTILE_USER);
        browser.one("#confirm form button:not(.keep)").click();
        await(() -> assertThat(browser.text("main .warning")).contains(HOSTILE_CACHE));
        assertThat(revision(HOSTILE_CACHE)).as("no cache can be named so").isEqualTo(before);
        assertPure();
    }

    @Test
    void parametersAreEscapedInMarkup() {
        for (String path : List.of(
                "confirm?cache=" + encoded(SCRIPT),
                "confirm?cache=" + encoded(HOSTILE_CACHE),
                "confirm?all=" + encoded(SCRIPT) + "&cache=x",
                encoded("\"><img src=x onerror=window.hit=4>"),
                "?format=" + encoded(SCRIPT),
                "#" + encoded(SCRIPT))) {
            browser.open(page(path));
            assertPure();
        }
        browser.open(page("confirm?cache=" + encoded(HOSTILE_CACHE)));
        assertShown("main", HOSTILE_CACHE);
        browser.one("form.question button").click();
        await(() -> assertThat(browser.text("main")).contains(HOSTILE_CACHE));
        assertPure();
    }

    @Test
    void anUnknownNameIsNotRepeated() {
        browser.open(page("confirm?cache=" + encoded(SCRIPT)));

        assertThat(browser.text("main")).contains("There is no such cache").doesNotContain("window.hit");
    }

    @Test
    void injectedMarkupWouldBeDetected() {
        browser.script("document.body.insertAdjacentHTML('beforeend', arguments[0])", HOSTILE_CACHE);

        assertThat(browser.all("img")).hasSize(1);
        await(() -> assertThat(browser.complaints()).anyMatch(line -> line.contains("Content Security Policy")));
    }

    private static void assertShown(String where, String... texts) {
        assertThat((String) browser.script("return document.querySelector(arguments[0]).textContent", where))
                .contains(texts);
    }

    /** Asserts that the page has only its own elements, and that the browser had to block no script. */
    private static void assertPure() {
        assertThat(browser.all("img, b, svg[onload], script:not([src$='/page.js'])"))
                .isEmpty();
        assertThat(browser.script("return window.hit === undefined")).isEqualTo(true);
        assertThat(browser.complaints().stream().filter(line -> !line.contains("404 (Not Found)")))
                .isEmpty();
    }

    private static void hostileNames() throws SQLException {
        server.node
                .engine()
                .register(index -> Core.cachedMethod(index, HOSTILE_METHOD, HOSTILE_CACHE, "named" + SCRIPT));
        execute(
                "INSERT INTO cache_version (cache, version, revision, changed_at) VALUES (?, ?, 1, now())",
                HOSTILE_CACHE,
                HOSTILE_VERSION);
        server.node.invalidator().invalidate(ITEMS); // so that the row is read, and what follows is a change
        browser.reload();
        execute("UPDATE cache_version SET revision = 2 WHERE cache = ?", HOSTILE_CACHE);
        server.node.invalidator().invalidate(ITEMS);
    }

    private static void execute(String sql, String... values) throws SQLException {
        try (Connection connection = server.node.connection()) {
            Sql.updateOne(connection, sql, values);
        }
    }

    private static void picture(String name) throws Exception {
        browser.picture(Path.of(System.getProperty("it.directory", "target/it"), "page", name + ".png"));
    }
}
