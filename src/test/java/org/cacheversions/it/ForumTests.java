package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The example in two browsers: the content of each page, and the loads that its footer reports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ForumTests {

    static final String INDEX = "index.xhtml";
    static final String USER = "user.xhtml";
    private static final String CATEGORY = "category.xhtml";
    private static final long MODERATOR = 1;
    private static final long GROUP_OF_ALL = 1;

    private final Supplier<Application> deployment;
    private Application forum;
    private ForumBrowser moderator;

    ForumTests(Supplier<Application> deployment) {
        this.deployment = deployment;
    }

    @BeforeAll
    final void deploy() {
        forum = deployment.get();
        moderator = as(MODERATOR);
    }

    @AfterAll
    final void undeploy() {
        if (forum != null) {
            forum.close();
        }
    }

    @Test
    void aLoadOfOneBrowserIsAHitForTheNext() {
        ForumPage first = as(10).page(INDEX);

        ForumPage second = as(10).page(INDEX);

        assertThat(first.loads()).contains("CategoryService.visible", "PermissionService.of");
        assertThat(second.loads()).isEmpty();
        assertThat(second.hits())
                .as("not the permissions, which the front page has loaded")
                .isPositive();
        assertThat(second.versions())
                .containsKeys("bans", "categories", "permissions", "settings", "threads")
                .isEqualTo(first.versions());
    }

    @Test
    void aBanIsVisibleToBothBrowsers() {
        ForumBrowser visitor = as(11);
        ForumPage before = visitor.cachedPage(USER, "id", 11);
        moderator.cachedPage(USER, "id", 11);

        moderator.act("ban", "user", 11, "reason", "spam");

        ForumPage banned = visitor.page(USER, "id", 11);
        assertThat(before.hasBan()).isFalse();
        assertThat(banned.hasBan()).isTrue();
        assertThat(banned.loads()).containsExactly("BanService.findBan");
        assertChanged(before, banned, "bans");
        assertThat(visitor.cachedPage(USER, "id", 11).hits())
                .as("earlier loads are hits now")
                .isEqualTo(banned.hits() + 1);
        ForumPage seenByModerator = moderator.page(USER, "id", 11);
        assertThat(seenByModerator.hasBan()).isTrue();
        assertThat(seenByModerator.loads())
                .as("another user's ban is in another scope")
                .isEmpty();

        moderator.act("unban", "user", 11);

        assertThat(visitor.page(USER, "id", 11).hasBan()).isFalse();
    }

    @Test
    void anUnchangedPageIsNotComputedAgain() {
        ForumBrowser visitor = as(13);
        for (String page : List.of(INDEX, "", CATEGORY + "?id=" + aCategoryOf(visitor))) {
            visitor.pageUnless("none", page); // may begin a session
            String tag = tag(visitor.pageUnless("none", page));
            assertThat(visitor.pageUnless(tag, page).statusCode()).as(page).isEqualTo(304);
            assertThat(as(14).pageUnless(tag, page).statusCode())
                    .as("another user's " + page)
                    .isEqualTo(200);

            moderator.act("ban", "user", 13, "reason", "spam");
            HttpResponse<String> banned = visitor.pageUnless(tag, page);
            assertThat(banned.statusCode()).as(page).isEqualTo(200);
            assertThat(banned.body()).contains("You were banned");
            moderator.act("unban", "user", 13);
        }
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    private static String aCategoryOf(ForumBrowser visitor) {
        Matcher category = Pattern.compile("data-category=\"(\\d+)\"")
                .matcher(visitor.pageUnless("none", INDEX).body());
        assertThat(category.find()).isTrue();
        return category.group(1);
    }

    @Test
    void aRolledBackBanChangesNothing() {
        ForumBrowser visitor = as(12);
        ForumPage before = visitor.cachedPage(USER, "id", 12);

        Answer answer = moderator.tryTo("ban", "user", 12, "reason", "never", "fail", true);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("within the transaction the user was banned");
        ForumPage after = visitor.page(USER, "id", 12);
        assertThat(after.hasBan()).isFalse();
        assertThat(after.loads()).isEmpty();
        assertThat(after.hits()).isEqualTo(before.hits());
        assertThat(after.versions()).isEqualTo(before.versions());
    }

    @Test
    void aBannedUserMayNotWrite() {
        ForumBrowser visitor = as(13);
        moderator.act("permission", "group", GROUP_OF_ALL, "category", 305, "access", "WRITE");
        visitor.act("reply", "thread", 30501, "text", "allowed");

        moderator.act("ban", "user", 13, "reason", "spam");

        assertThat(visitor.tryTo("reply", "thread", 30501, "text", "banned").status())
                .isEqualTo(403);
        assertThat(visitor.page("thread.xhtml", "id", 30501).html())
                .contains("allowed")
                .doesNotContain(">banned<");
    }

    @Test
    void renamingACategoryKeepsItsPermissionsCached() {
        ForumBrowser visitor = as(14);
        ForumPage before = visitor.cachedPage(INDEX);

        moderator.act("category", "category", 401, "name", "Pots & pans");

        ForumPage after = visitor.page(INDEX);
        assertThat(after.html()).contains("Pots &amp; pans");
        assertThat(after.loads()).containsExactly("CategoryService.visible");
        assertChanged(before, after, "categories");
    }

    @Test
    void changedPermissionsAreVisibleAtOnce() {
        ForumBrowser visitor = as(15);
        for (String access : List.of("MODERATE", "READ")) {
            ForumPage before = visitor.cachedPage(INDEX);

            moderator.act("permission", "group", GROUP_OF_ALL, "category", 502, "access", access);

            ForumPage after = visitor.page(INDEX);
            assertThat(after.loads()).containsExactly("CategoryService.visible", "PermissionService.of");
            assertChanged(before, after, "permissions");
            assertThat(visitor.page(CATEGORY, "id", 502).attribute("access").equals("MODERATE"))
                    .isEqualTo(access.equals("MODERATE"));
        }
    }

    @Test
    void changingASettingReloadsListsLoadedWithIt() {
        ForumBrowser visitor = as(16);
        ForumPage before = visitor.cachedPage(CATEGORY, "id", 601);

        moderator.act("setting", "name", "threadsPerPage", "value", 3);

        ForumPage after = visitor.page(CATEGORY, "id", 601);
        assertThat(before.count("thread")).isEqualTo(12);
        assertThat(after.count("thread")).isEqualTo(3);
        assertThat(after.loads()).containsExactly("Cache[settings]", "ThreadService.latest");
        assertChanged(before, after, "settings");
        moderator.act("setting", "name", "threadsPerPage", "value", 12);
    }

    @Test
    void onlyModeratorsBan() {
        ForumBrowser visitor = as(17);
        ForumPage before = visitor.cachedPage(USER, "id", 17);

        assertThat(visitor.tryTo("ban", "user", 1, "reason", "revenge").status())
                .isEqualTo(403);

        assertThat(visitor.page(USER, "id", 17).versions()).isEqualTo(before.versions());
    }

    @Test
    void aModeratorInvalidatesACacheOnThePage() {
        ForumBrowser visitor = as(19);
        ForumPage before = visitor.cachedPage(USER, "id", 19);
        moderator.cachedPage(USER, "id", 19);

        CachesPage caches = moderator.caches();
        Answer answer = caches.invalidate("bans");

        assertThat(moderator.page(INDEX).html()).contains("/admin/caches/\"");
        assertThat(caches.names()).contains("bans", "categories", "permissions", "settings", "threads");
        assertThat(caches.html().replace("<wbr>", "")).contains("BanService.findBan(long)", "The log will name ");
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        assertThat(moderator.caches().html()).contains("Invalidated: the cache &#39;bans&#39;.");
        assertChanged(before, visitor.page(USER, "id", 19), "bans");
    }

    @Test
    void otherUsersCannotReachTheCachesPage() {
        ForumBrowser visitor = as(20);
        ForumPage before = visitor.cachedPage(USER, "id", 20);

        Answer page = visitor.tryCaches();

        assertThat(visitor.page(INDEX).html()).doesNotContain("/admin/caches/");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("another role").doesNotContain("permissions");
        assertThat(moderator.caches().invalidateAs(visitor, "bans").status()).isEqualTo(403);
        assertThat(visitor.page(USER, "id", 20).versions()).isEqualTo(before.versions());
    }

    @Test
    void concurrentBrowsersNeverSeeAnEarlierBan() throws Exception {
        assertThat(new BanRace(forum, moderator, 18).run())
                .as("pages served without a load")
                .isPositive();
    }

    final ForumBrowser as(long user) {
        return ForumBrowser.of(forum, user);
    }

    private static void assertChanged(ForumPage before, ForumPage after, String... caches) {
        Map<String, String> old = before.versions();
        assertThat(after.versions()).containsOnlyKeys(old.keySet());
        assertThat(after.versions().entrySet())
                .filteredOn(version -> !version.getValue().equals(old.get(version.getKey())))
                .extracting(Map.Entry::getKey)
                .containsExactly(caches);
    }
}
