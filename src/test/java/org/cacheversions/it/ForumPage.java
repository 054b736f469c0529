package org.cacheversions.it;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the example, whose footer shows what the page cost. */
record ForumPage(String html) {

    private static final Pattern LOAD = Pattern.compile("data-load=\"([^\"]+)\"");
    private static final Pattern VERSION = Pattern.compile("data-cache=\"([^\"]+)\" data-version=\"([^\"]+)\"");

    int hits() {
        return Integer.parseInt(attribute("hits"));
    }

    /** The cached methods that had to run, in order of their names. */
    List<String> loads() {
        return all(LOAD).map(found -> found.group(1)).sorted().toList();
    }

    /** Returns the version of each cache that the page was built with. */
    Map<String, String> versions() {
        return all(VERSION).collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    boolean hasBan() {
        return attribute("banned").equals("true");
    }

    /** The value of the first attribute {@code data-name}. */
    String attribute(String name) {
        return all(Pattern.compile("data-" + name + "=\"([^\"]*)\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No data-" + name + " in the page:\n" + html))
                .group(1);
    }

    int count(String attribute) {
        return (int) all(Pattern.compile("data-" + attribute + "=\"")).count();
    }

    private Stream<MatchResult> all(Pattern pattern) {
        return pattern.matcher(html).results();
    }
}
