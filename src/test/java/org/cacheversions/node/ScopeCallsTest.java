package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.cacheversions.CacheKeyGenerator;
import org.cacheversions.CacheScope;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the parameters of methods say about scopes. */
class ScopeCallsTest {

    private final String database = UUID.randomUUID().toString();
    private TestNode node;
    private Rights rights;

    @BeforeEach
    void start() {
        node = TestNode.start(Unit.HIBERNATE_JTA, database, Rights.class, Keyed.class, Events.class);
        rights = node.bean(Rights.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private boolean isAnew(Supplier<Integer> call) {
        int before = rights.loads();
        node.request(call::get);
        return rights.loads() > before;
    }

    private void fill() {
        for (int tenant = 1; tenant <= 2; tenant++) {
            for (String user : List.of("a", "b")) {
                int id = tenant;
                isAnew(() -> rights.of(id, user));
            }
        }
    }

    @Test
    void severalParametersMakeUpOneScope() {
        fill();
        rights.grant(1, List.of("a"));
        assertThat(node.bean(Events.class).last()).containsEntry("rights", Set.of("=1:a"));
        assertThat(isAnew(() -> rights.of(1, "a"))).isTrue();
        assertThat(isAnew(() -> rights.of(1, "b"))).isFalse();
        assertThat(isAnew(() -> rights.of(2, "a"))).isFalse();
    }

    @Test
    void eachElementMakesUpAScopeWithTheOtherParameters() {
        fill();
        rights.grant(2, List.of("a", "b"));
        assertThat(node.bean(Events.class).last()).containsEntry("rights", Set.of("=2:a", "=2:b"));
        assertThat(isAnew(() -> rights.of(2, "a"))).isTrue();
        assertThat(isAnew(() -> rights.of(2, "b"))).isTrue();
        assertThat(isAnew(() -> rights.of(1, "a"))).isFalse();
    }

    @Test
    void noElementInvalidatesNothing() {
        fill();
        rights.grant(1, List.of());
        assertThat(node.bean(Events.class).last()).isEmpty();
        assertThat(isAnew(() -> rights.of(1, "a"))).isFalse();
    }

    @Test
    void anElementThatIsNullInvalidatesTheWholeCache() {
        fill();
        rights.grant(1, Arrays.asList("a", null));
        assertThat(node.bean(Events.class).last()).containsEntry("rights", Set.of());
        assertThat(isAnew(() -> rights.of(2, "b"))).isTrue();
    }

    @Test
    void aScopeIsTakenBeforeTheMethodChangesItsArguments() {
        fill();
        rights.grantAndClear(1, new ArrayList<>(List.of("a")));
        assertThat(node.bean(Events.class).last()).containsEntry("rights", Set.of("=1:a"));
    }

    @Test
    void aParameterIsForTheCachesThatItNames() {
        Supplier<Integer> menu = () -> rights.menu(1, "a");
        assertThat(isAnew(menu)).isTrue();
        node.invalidator().invalidate(Scope.of("rights", 2, "a"));
        assertThat(isAnew(menu)).as("another scope").isFalse();
        node.invalidator().invalidate(Scope.of("rights", 1, "a"));
        assertThat(isAnew(menu)).isTrue();
        node.invalidator().invalidate(Scope.of("menus", 99));
        assertThat(isAnew(menu)).as("depends on all scopes of this cache").isTrue();
        rights.grantWithMenus(1, "a");
        assertThat(node.bean(Events.class).last())
                .containsEntry("rights", Set.of("=1:a"))
                .containsEntry("menus", Set.of());
    }

    @Test
    void aGeneratedKeyHasTheScopeAsAPart() {
        Keyed keyed = node.bean(Keyed.class);
        assertThat(node.request(() -> keyed.of(1, "x"))).isEqualTo("1 x");
        assertThat(node.request(() -> keyed.of(2, "x"))).isEqualTo("2 x");
        assertThat(node.request(() -> keyed.of(1, "y")))
                .as("the generator ignores it")
                .isEqualTo("1 x");
        node.invalidator().invalidate(Scope.of("keyed", 1));
        assertThat(node.request(() -> keyed.of(1, "z"))).isEqualTo("1 z");
        assertThat(node.request(() -> keyed.of(2, "z"))).isEqualTo("2 x");
    }

    /** The deployment does not know the type of the parameter. */
    @Test
    void aScopeOfAnotherSizeIsRefusedWhenItsTypeIsKnownOnlyAtTheCall() {
        assertThat(catchThrowable(() -> rights.revoke(1L))).hasMessageStartingWith("CV0265");
        assertThat(catchThrowable(() -> node.request(() -> rights.ofKey(1L)))).hasMessageStartingWith("CV0265");
        rights.revoke(new Pair(1, "a"));
        assertThat(node.bean(Events.class).last()).containsEntry("rights", Set.of("=1:a"));
        assertThat(isAnew(() -> rights.ofKey(new Pair(1, "a")))).isTrue();
        assertThat(isAnew(() -> rights.ofKey(new Pair(1, "a")))).isFalse();
    }

    @Test
    void anInnerTransactionInvalidatesItsOwnScope() {
        fill();
        node.request(() -> {
            assertThat(catchThrowable(() -> TestNode.jta(() -> {
                        rights.grant(1, List.of("a"));
                        rights.grantApart(2, "a");
                        int before = rights.loads();
                        rights.of(1, "a");
                        rights.of(2, "a");
                        assertThat(rights.loads()).as("both are bypassed").isEqualTo(before + 2);
                        rights.of(1, "b");
                        assertThat(rights.loads()).isEqualTo(before + 2);
                        throw new IllegalStateException("on purpose");
                    })))
                    .hasMessage("on purpose");
            return null;
        });
        assertThat(node.bean(Events.class).last()).containsEntry("rights", Set.of("=2:a"));
        assertThat(isAnew(() -> rights.of(1, "a"))).as("rolled back").isFalse();
        assertThat(isAnew(() -> rights.of(2, "a"))).isTrue();
    }

    @Test
    void severalCallsOfATransactionInvalidateAllTheirScopes() {
        fill();
        TestNode.jta(() -> {
            rights.grant(1, List.of("a"));
            rights.grant(2, List.of("b"));
            return null;
        });
        assertThat(node.bean(Events.class).last()).containsEntry("rights", Set.of("=1:a", "=2:b"));
        assertThat(isAnew(() -> rights.of(1, "a"))).isTrue();
        assertThat(isAnew(() -> rights.of(1, "b"))).isFalse();
    }

    @Test
    void scopesThatMayBeSeveralAreForInvalidationsOnly() {
        assertThat(catchThrowable(() -> TestNode.start(Unit.HIBERNATE_LOCAL, OfArray.class)))
                .hasStackTraceContaining("CV0261");
        assertThat(catchThrowable(() -> TestNode.start(Unit.HIBERNATE_LOCAL, OfCollection.class)))
                .hasStackTraceContaining("CV0261");
    }

    record Pair(long tenant, String user) {}

    static class Base<K> {

        final AtomicInteger loads = new AtomicInteger();

        @Transactional
        @InvalidatesCache("rights")
        void revoke(@CacheScope K key) {}

        @VersionedCache("rights")
        Integer ofKey(@CacheScope K key) {
            return loads.incrementAndGet();
        }
    }

    @ApplicationScoped
    static class Rights extends Base<Object> {

        @VersionedCache("rights")
        Integer of(@CacheScope long tenant, @CacheScope String user) {
            return loads.incrementAndGet();
        }

        @VersionedCache({"rights", "menus"})
        Integer menu(@CacheScope("rights") long tenant, @CacheScope("rights") String user) {
            return loads.incrementAndGet();
        }

        @Transactional
        @InvalidatesCache("rights")
        void grant(@CacheScope long tenant, @CacheScope Collection<String> users) {}

        @Transactional
        @InvalidatesCache("rights")
        void grantAndClear(@CacheScope long tenant, @CacheScope Collection<String> users) {
            users.clear();
        }

        @Transactional(TxType.REQUIRES_NEW)
        @InvalidatesCache("rights")
        void grantApart(@CacheScope long tenant, @CacheScope String user) {}

        @Transactional
        @InvalidatesCache({"rights", "menus"})
        void grantWithMenus(@CacheScope("rights") long tenant, @CacheScope("rights") String user) {}

        int loads() {
            return loads.get();
        }
    }

    static final class First implements CacheKeyGenerator {

        @Override
        public Object generate(Method method, @Nullable Object[] arguments) {
            return method.getName();
        }
    }

    @ApplicationScoped
    static class Keyed {

        @VersionedCache(value = "keyed", keyGenerator = First.class)
        String of(@CacheScope long user, String rest) {
            return user + " " + rest;
        }
    }

    @ApplicationScoped
    static class OfArray {

        @VersionedCache("rights")
        Integer of(@CacheScope long[] users) {
            return 1;
        }
    }

    @ApplicationScoped
    static class OfCollection {

        @VersionedCache("rights")
        Integer of(@CacheScope Collection<Long> users) {
            return 1;
        }
    }

    @ApplicationScoped
    static class Events {

        private final AtomicReference<@Nullable CachesInvalidated> last = new AtomicReference<>();

        void observe(@Observes CachesInvalidated event) {
            last.set(event);
        }

        /** Returns the scopes of the last event since the previous call. */
        SortedMap<String, Set<String>> last() {
            CachesInvalidated event = last.getAndSet(null);
            return event == null ? new TreeMap<>() : event.scopes();
        }
    }
}
