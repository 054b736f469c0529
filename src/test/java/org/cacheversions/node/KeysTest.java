package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.Cache;
import org.cacheversions.CacheFilter;
import org.cacheversions.CacheKey;
import org.cacheversions.CacheKeyGenerator;
import org.cacheversions.CacheName;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How keys are formed, and which values are kept. */
class KeysTest {

    private static TestNode node;
    private static Keyed keyed;

    @BeforeAll
    static void start() {
        node = TestNode.start(
                Unit.HIBERNATE_LOCAL,
                Keyed.class,
                Injected.class,
                FirstOnly.class,
                Base.class,
                Derived.class,
                Separator.class);
        keyed = node.bean(Keyed.class);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static <T> T request(Callable<T> work) {
        return node.request(work);
    }

    @Test
    void overloadsDoNotCollide() {
        assertThat(request(() -> keyed.overload(1))).startsWith("int");
        assertThat(request(() -> keyed.overload(1L))).startsWith("long");
        assertThat(request(() -> keyed.overload("1"))).startsWith("String");
    }

    @Test
    void nullIsAKey() {
        String first = request(() -> keyed.overload((String) null));
        assertThat(request(() -> keyed.overload((String) null))).isEqualTo(first);
    }

    @Test
    void arraysCompareByContentAndAreCopied() {
        long[] argument = {1, 2};
        int first = request(() -> keyed.array(argument, List.of("a")));
        argument[0] = 9;
        assertThat(request(() -> keyed.array(new long[] {1, 2}, List.of("a")))).isEqualTo(first);
        assertThat(request(() -> keyed.array(argument, List.of("a")))).isNotEqualTo(first);
    }

    @Test
    void onlyMarkedParametersFormTheKey() {
        int first = request(() -> keyed.marked(1, Locale.GERMAN));
        assertThat(request(() -> keyed.marked(1, Locale.FRENCH))).isEqualTo(first);
        assertThat(request(() -> keyed.marked(2, Locale.FRENCH))).isNotEqualTo(first);
    }

    @Test
    void aGeneratorIsABeanOrCreatedByItsConstructor() {
        int first = request(() -> keyed.generated("a", "b"));
        assertThat(request(() -> keyed.generated("a", "c"))).isEqualTo(first);
        int byConstructor = request(() -> keyed.length("abc"));
        assertThat(request(() -> keyed.length("xyz"))).isEqualTo(byConstructor);
    }

    @Test
    void aGeneratorIsTheBeanOfItsClassAlsoIfThatOfASubclassExists() {
        int first = request(() -> keyed.joined("a", "b"));
        assertThat(request(() -> keyed.joined("a", "b"))).isEqualTo(first);
        assertThat(request(() -> keyed.joined("ab", ""))).isNotEqualTo(first);
    }

    @Test
    void aGeneratorWithSeveralBeansOfSubclassesFailsTheDeployment() {
        assertThatThrownBy(() -> TestNode.start(Unit.HIBERNATE_LOCAL, Vague.class, Length1.class, Length2.class)
                        .close())
                .hasStackTraceContaining("CV0243")
                .hasStackTraceContaining("Vague.text");
    }

    @Test
    void filteredAndEmptyResultsAreNotKeptIfConfigured() {
        int first = request(() -> keyed.even());
        assertThat(first).isEqualTo(1);
        assertThat(request(() -> keyed.even())).isEqualTo(2);
        assertThat(request(() -> keyed.even())).isEqualTo(2);
        assertThat(request(() -> keyed.nothing(true))).isEmpty();
        assertThat(request(() -> keyed.nothing(false))).isPresent();
    }

    @Test
    void anInjectedCacheWorks() {
        Injected injected = node.bean(Injected.class);
        assertThat(request(() -> injected.settings.get("theme", () -> "dark"))).isEqualTo("dark");
        assertThat(request(() -> injected.settings.get("theme", () -> "light"))).isEqualTo("dark");
        assertThat(request(() -> injected.settings.getIfPresent("theme", String.class)))
                .contains("dark");
        assertThat(request(() -> injected.settings.getIfPresent("theme", Integer.class)))
                .isEmpty();
        assertThat(request(() -> injected.same.getIfPresent("theme", String.class)))
                .contains("dark");
        assertThat(request(() -> injected.several.getIfPresent("theme", String.class)))
                .isEmpty();

        request(() -> {
            injected.several.put(List.of(1, 2), 7);
            return null;
        });
        assertThat(request(() -> injected.several.getIfPresent(List.of(1, 2), Integer.class)))
                .contains(7);
        node.invalidator().invalidate("menus");
        assertThat(request(() -> injected.several.getIfPresent(List.of(1, 2), Integer.class)))
                .isEmpty();
        assertThat(request(() -> injected.settings.getIfPresent("theme", String.class)))
                .contains("dark");
    }

    @Test
    void aPutWithoutARequestStoresNothing() {
        Injected injected = node.bean(Injected.class);
        injected.settings.put("nobody", "knows");
        assertThat(request(() -> injected.settings.getIfPresent("nobody", String.class)))
                .isEmpty();
    }

    @ApplicationScoped
    static class Keyed {
        private final AtomicInteger calls = new AtomicInteger();

        @VersionedCache("keys")
        String overload(int argument) {
            return "int" + calls.incrementAndGet();
        }

        @VersionedCache("keys")
        String overload(long argument) {
            return "long" + calls.incrementAndGet();
        }

        @VersionedCache("keys")
        String overload(String argument) {
            return "String" + calls.incrementAndGet();
        }

        @VersionedCache("keys")
        int array(long[] numbers, List<String> names) {
            return calls.incrementAndGet();
        }

        @VersionedCache("keys")
        int marked(@CacheKey long id, Locale unused) {
            return calls.incrementAndGet();
        }

        @VersionedCache(value = "keys", keyGenerator = FirstOnly.class)
        int generated(String first, String second) {
            return calls.incrementAndGet();
        }

        @VersionedCache(value = "keys", keyGenerator = Base.class)
        int joined(String first, String second) {
            return calls.incrementAndGet();
        }

        @VersionedCache(value = "keys", keyGenerator = Length.class)
        int length(String text) {
            return calls.incrementAndGet();
        }

        private final AtomicInteger numbers = new AtomicInteger();

        @VersionedCache(value = "keys", unless = Odd.class)
        int even() {
            return numbers.incrementAndGet();
        }

        @VersionedCache(value = "keys", cacheNulls = false)
        Optional<String> nothing(@CacheKey Object key) {
            return Boolean.TRUE.equals(key) ? Optional.empty() : Optional.of("something");
        }
    }

    @ApplicationScoped
    static class FirstOnly implements CacheKeyGenerator {
        @Override
        public Object generate(Method method, Object[] arguments) {
            return arguments[0];
        }
    }

    @ApplicationScoped
    static class Separator {
        String text() {
            return ",";
        }
    }

    @ApplicationScoped
    static class Base implements CacheKeyGenerator {
        @Inject
        Separator separator;

        @Override
        public Object generate(Method method, Object[] arguments) {
            return arguments[0] + separator.text() + arguments[1];
        }
    }

    @ApplicationScoped
    static class Derived extends Base {}

    @ApplicationScoped
    static class Length1 extends Length {}

    @ApplicationScoped
    static class Length2 extends Length {}

    @ApplicationScoped
    static class Vague {
        @VersionedCache(value = "keys", keyGenerator = Length.class)
        String text(String text) {
            return text;
        }
    }

    static class Length implements CacheKeyGenerator {
        @Override
        public Object generate(Method method, Object[] arguments) {
            return arguments[0].toString().length();
        }
    }

    static class Odd implements CacheFilter {
        @Override
        public boolean excludes(Method method, Object value) {
            return (Integer) value % 2 == 1;
        }
    }

    @Dependent
    static class Injected {
        @Inject
        @CacheName("settings")
        Cache settings;

        @Inject
        @CacheName({"settings"})
        Cache same;

        @Inject
        @CacheName({"settings", "menus"})
        Cache several;
    }
}
