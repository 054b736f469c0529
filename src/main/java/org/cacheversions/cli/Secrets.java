package org.cacheversions.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Removes passwords from texts. */
final class Secrets {

    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:password|passwd|pwd|passphrase|passcode|secret|token|api_?key)\\d*\\s*=)"
                    + "(?:\\{(?:[^}]|}})*}|(?:\\\\.|[^;&\\s])*)");

    /** Matches credentials in the form of web URLs or of Oracle. */
    private static final Pattern USER_INFO =
            Pattern.compile("(://[^/@\\s:]*:|(?i:jdbc:oracle:\\w+):[^/@\\s]+/)[^@\\s?;]*@");

    private static final String HIDDEN = "***";

    private Secrets() {}

    /** Returns whether a URL contains a password. */
    static boolean isIn(String url) {
        return find(url) || find(decoded(url));
    }

    private static boolean find(String url) {
        return PARAMETER.matcher(url).find() || USER_INFO.matcher(url).find();
    }

    /** Some drivers decode the names of parameters. */
    private static String decoded(String url) {
        try {
            return URLDecoder.decode(url, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    static String hide(String text) {
        return USER_INFO
                .matcher(PARAMETER.matcher(text).replaceAll("$1" + HIDDEN))
                .replaceAll("$1" + HIDDEN + "@");
    }

    static String hide(String text, @Nullable String password) {
        return password == null || password.isEmpty() ? hide(text) : hide(text.replace(password, HIDDEN));
    }
}
