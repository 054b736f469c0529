package org.cacheversions.internal.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cacheversions.internal.core.support.Text;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from configuration sources, and collects all problems. A parser throws {@link IllegalArgumentException}
 * if a value is not allowed. Used by one thread.
 */
final class Reading {

    private static final String ABOVE_ZERO = "an ISO-8601 duration above zero, such as ";
    private static final Pattern CACHE_TTL = Pattern.compile("cache-versions\\.cache\\.([A-Za-z0-9_.-]+)\\.ttl");
    private static final Pattern ANY = Pattern.compile("(.*)");

    private final SortedMap<String, Found> found = new TreeMap<>();
    private final SortedMap<String, Found> variables = new TreeMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private record Found(String value, String source) {}

    /** A key and its default, empty for none. */
    record Key(String name, String byDefault) {}

    /** The first source that has a key wins. */
    Reading(List<ConfigurationSource> sources) {
        for (ConfigurationSource source : sources) {
            List<String> names = Configuration.KEYS.stream().map(Key::name).toList();
            source.values().forEach((key, value) -> {
                boolean ofCache = CACHE_TTL.matcher(key).matches();
                if (ofCache && variables.containsKey(EnvironmentVariables.of(key))) {
                    return; // the variable is of an earlier source
                }
                if (ofCache || names.contains(key)) {
                    found.putIfAbsent(key, new Found(value.strip(), source.name()));
                } else if (key.startsWith(Configuration.PREFIX)) {
                    problems.add(ConfigurationMessages.unknownKey(key, source.name(), names));
                }
            });
            source.cacheVariables().forEach((variable, value) -> {
                if (!value.isBlank()) {
                    variables.put(variable, new Found(value.strip(), source.name()));
                }
            });
        }
    }

    /** Returns the keys that were read, in the order of reading. */
    List<Key> keys() {
        return keys;
    }

    List<String> problems() {
        return problems;
    }

    <T> T get(String name, String byDefault, String allowed, Function<String, T> parser) {
        T value = find(name, byDefault, allowed, false, parser);
        return value != null ? value : parser.apply(byDefault);
    }

    /** Returns {@code null} if the key has no value. */
    <T> @Nullable T find(String name, String allowed, Function<String, T> parser) {
        return find(name, "", allowed, false, parser);
    }

    /** Returns {@code null} if the key has no value. Messages never show the value. */
    <T> @Nullable T secret(String name, String allowed, Function<String, T> parser) {
        return find(name, "", allowed, true, parser);
    }

    private <T> @Nullable T find(
            String name, String byDefault, String allowed, boolean secret, Function<String, T> parser) {
        keys.add(new Key(name, byDefault));
        Found given = found.get(name);
        return given == null || given.value.isEmpty() ? null : parse(name, given, allowed, secret, parser);
    }

    private <T> @Nullable T parse(
            String name, Found given, String allowed, boolean secret, Function<String, T> parser) {
        try {
            return parser.apply(given.value);
        } catch (IllegalArgumentException e) {
            String shown = secret ? new Secret(given.value).toString() : given.value;
            problems.add(ConfigurationMessages.badValue(name, shown, given.source, allowed));
            return null;
        }
    }

    @Nullable
    String text(String name) {
        return find(name, "any text", Function.identity());
    }

    boolean flag(String name, String byDefault) {
        return get(name, byDefault, "true, false", text -> {
            require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"), text);
            return Boolean.valueOf(text);
        });
    }

    double share(String name, String byDefault) {
        return get(name, byDefault, "a number from 0 to 1", text -> {
            double share = Double.parseDouble(text);
            require(share >= 0 && share <= 1, text);
            return share;
        });
    }

    <E extends Enum<E>> E choice(String name, E byDefault) {
        List<E> values = List.of(byDefault.getDeclaringClass().getEnumConstants());
        List<String> texts = values.stream().map(Text::lowerCase).toList();
        return get(name, Text.lowerCase(byDefault), String.join(", ", texts), text -> {
            int index = texts.indexOf(text.toLowerCase(Locale.ROOT));
            require(index >= 0, text);
            return values.get(index);
        });
    }

    int bytes(String name, String byDefault, int most) {
        String allowed = "a whole number of bytes from 1 " + (most == Integer.MAX_VALUE ? "on" : "to " + most);
        return get(name, byDefault, allowed, text -> {
            long number = positive(text);
            require(number <= most, text);
            return (int) number;
        });
    }

    static long bytesOfHeap(String text) {
        if (!text.endsWith("%")) {
            return positive(text);
        }
        long share = positive(text.substring(0, text.length() - 1));
        require(share <= 90, text);
        return Math.max(1, Runtime.getRuntime().maxMemory() / 100 * share);
    }

    static long positive(String text) {
        long number = Long.parseLong(text);
        require(number > 0, text);
        return number;
    }

    Duration duration(String name, String byDefault) {
        return get(name, byDefault, ABOVE_ZERO + byDefault, Configuration::duration);
    }

    @Nullable
    Duration optionalDuration(String name, String example) {
        return find(name, ABOVE_ZERO + example, Configuration::duration);
    }

    Duration timeToLive(String name) {
        return get(name, "PT1H", "an ISO-8601 duration from PT1S on", between("PT1S", "P36500D"));
    }

    Duration duration(String name, String byDefault, String least, String most) {
        return get(name, byDefault, "an ISO-8601 duration from " + least + " to " + most, between(least, most));
    }

    static Function<String, Duration> between(String least, String most) {
        return text -> {
            Duration duration = Configuration.duration(text);
            require(duration.compareTo(Duration.parse(least)) >= 0, text);
            require(duration.compareTo(Duration.parse(most)) <= 0, text);
            return duration;
        };
    }

    TimesToLive timesToLive() {
        return new TimesToLive(timesToLive(found, CACHE_TTL), timesToLive(variables, ANY));
    }

    private SortedMap<String, Duration> timesToLive(Map<String, Found> candidates, Pattern pattern) {
        SortedMap<String, Duration> durations = new TreeMap<>();
        candidates.forEach((name, given) -> {
            Matcher matcher = pattern.matcher(name);
            Duration duration =
                    matcher.matches() ? parse(name, given, ABOVE_ZERO + "PT10M", false, Configuration::duration) : null;
            if (duration != null) {
                durations.put(matcher.group(1), duration);
            }
        });
        return durations;
    }

    static void require(boolean allowed, String text) {
        if (!allowed) {
            throw new IllegalArgumentException(text);
        }
    }
}
