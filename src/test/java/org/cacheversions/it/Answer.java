package org.cacheversions.it;

import java.util.Map;
import java.util.stream.Collectors;

/** The answer to a request to the test application: lines of the form {@code name=value}. */
record Answer(int status, String body) {

    /** Returns the value of this name, or fails with the whole answer. */
    String get(String name) {
        return body.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " in the answer " + status + ":\n" + body));
    }

    /** Returns how often the cached method itself ran. */
    int loads() {
        return Integer.parseInt(get("loads"));
    }

    /** Returns how many hits the library reported. */
    int hits() {
        return Integer.parseInt(get("hits"));
    }

    String text() {
        return get("text");
    }

    /** Returns the revision of the notes that the request has read. */
    long revision() {
        return Long.parseLong(get("key").split("[:-]")[1]);
    }

    String version(String cache) {
        return get("version." + cache);
    }

    Map<String, String> versions() {
        return body.lines()
                .filter(line -> line.startsWith("version."))
                .map(line -> line.substring("version.".length()).split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }
}
