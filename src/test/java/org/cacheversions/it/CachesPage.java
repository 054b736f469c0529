package org.cacheversions.it;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator's page as the example shows it to a browser. */
record CachesPage(ForumBrowser browser, String html) {

    private static final Pattern NAME = Pattern.compile("<button name=\"cache\" value=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    /** The caches that have a button. */
    List<String> names() {
        return NAME.matcher(html).results().map(found -> found.group(1)).toList();
    }

    Answer invalidate(String cache) {
        return invalidateAs(browser, cache);
    }

    /** Sends the form of this page from another browser. */
    Answer invalidateAs(ForumBrowser other, String cache) {
        Matcher token = TOKEN.matcher(html);
        if (!token.find()) {
            throw new AssertionError("No token in the page:\n" + html);
        }
        return other.tryToInvalidate(cache, token.group(1));
    }
}
