package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** A browser of a forum user. */
final class ForumBrowser {

    private static final int OK = 200;
    private static final int SEE_OTHER = 303;

    private final Application forum;

    private ForumBrowser(Application forum) {
        this.forum = forum;
    }

    static ForumBrowser of(Application application, long user) {
        ForumBrowser browser = new ForumBrowser(application.anotherBrowser());
        browser.act("switch-user", "user", user);
        return browser;
    }

    ForumPage page(String path, Object... parameters) {
        Answer answer = forum.get(path, parameters);
        assertThat(answer.status()).as(path).isEqualTo(OK);
        return new ForumPage(answer.body());
    }

    /** Requests a page unless it has this tag. */
    HttpResponse<String> pageUnless(String tag, String path) {
        return forum.getUnless(tag, path);
    }

    /** Requests the page twice, and returns the second one, which is served from the caches. */
    ForumPage cachedPage(String path, Object... parameters) {
        page(path, parameters);
        ForumPage page = page(path, parameters);
        assertThat(page.loads())
                .as("what the second view of " + path + " loads")
                .isEmpty();
        assertThat(page.hits()).isPositive();
        return page;
    }

    /** Submits the form and expects success. */
    void act(String action, Object... parameters) {
        Answer answer = tryTo(action, parameters);
        assertThat(answer.status()).as("%s: %s", action, answer.body()).isEqualTo(SEE_OTHER);
    }

    /** Opens the operator's page. */
    CachesPage caches() {
        Answer answer = tryCaches();
        assertThat(answer.status()).as(answer.body()).isEqualTo(OK);
        return new CachesPage(this, answer.body());
    }

    Answer tryCaches() {
        return forum.get("admin/caches/");
    }

    Answer tryToInvalidate(String cache, String token) {
        return forum.post("admin/caches/invalidate", "cache", cache, "token", token);
    }

    Answer tryTo(String action, Object... parameters) {
        return forum.post("do/" + action, parameters);
    }
}
