package org.cacheversions.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cacheversions.testing.CacheAssertions.asRequest;
import static org.cacheversions.testing.CacheAssertions.assertDoesNotInvalidate;
import static org.cacheversions.testing.CacheAssertions.assertInvalidates;
import static org.cacheversions.testing.CacheAssertions.assertLoads;
import static org.cacheversions.testing.CacheAssertions.invalidatedBy;
import static org.cacheversions.testing.CacheAssertions.withoutCaching;
import static org.cacheversions.testing.assertj.CacheAssert.assertThatCaches;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheScope;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.Scope;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.VersionedCache;
import org.cacheversions.testing.junit.ObserveCaches;
import org.cacheversions.testing.junit.WithoutCaching;
import org.jboss.weld.junit5.ExplicitParamInjection;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A unit test as applications write it: weld-junit5, one bean and no database. */
@EnableAutoWeld
@AddBeanClasses({InMemoryVersionsTest.Bans.class, InMemoryVersions.class})
@AddExtensions(CachingExtension.class)
@ExplicitParamInjection
@ObserveCaches
class InMemoryVersionsTest {

    @ApplicationScoped
    static class Bans {

        private int count;

        @Inject
        CacheInvalidator invalidator;

        @VersionedCache("bans")
        int find(long user) {
            return ++count;
        }

        @VersionedCache({"bans", "categories"})
        int menu() {
            return ++count;
        }

        @InvalidatesCache("bans")
        void ban(long user) {}

        @VersionedCache("permissions")
        int permissions(@CacheScope long user) {
            return ++count;
        }

        @InvalidatesCache("permissions")
        void grant(@CacheScope long user) {}

        void invalidate(String cache) {
            invalidator.invalidate(cache);
        }

        void reset() {
            invalidator.invalidateAll();
        }
    }

    @Inject
    Bans bans;

    @Test
    void cachesUntilInvalidated() {
        assertThat(bans.find(7)).isEqualTo(bans.find(7)).isOne();
        bans.ban(7);
        assertThat(bans.find(7)).isEqualTo(2);
    }

    @Test
    void anActionInvalidatesOnlyTheNamedCaches() {
        assertInvalidates("bans", () -> bans.ban(7));
        assertDoesNotInvalidate("categories", () -> bans.ban(7));
        assertThat(invalidatedBy(() -> bans.ban(7))).containsExactly("bans");
        assertThat(invalidatedBy(bans::reset)).containsExactly("bans", "categories", "permissions");
        assertThat(invalidatedBy(() -> bans.find(7))).isEmpty();
    }

    @Test
    void scopesAreInvalidatedOneByOne() {
        Scope seven = Scope.of("permissions", 7);
        int first = bans.permissions(7);
        int other = bans.permissions(8);
        assertInvalidates(seven, () -> bans.grant(7));
        assertThat(bans.permissions(7)).isNotEqualTo(first);
        assertThat(bans.permissions(8)).isEqualTo(other);
        assertDoesNotInvalidate(seven, () -> bans.grant(8));
        assertInvalidates(seven, bans::reset);
    }

    @Test
    void aFailedAssertionNamesTheInvalidatedCaches() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertInvalidates("categories", () -> bans.ban(7)))
                .withMessageStartingWith("CV1101")
                .withMessageContaining("'categories'")
                .withMessageContaining("[bans]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertDoesNotInvalidate("bans", () -> bans.ban(7)))
                .withMessageStartingWith("CV1102")
                .withMessageContaining("[bans]");
    }

    @Test
    void anUnknownNameFailsBothAssertions() {
        for (ThrowingAssertion assertion : new ThrowingAssertion[] {
            () -> assertInvalidates("bands", () -> bans.ban(7)),
            () -> assertDoesNotInvalidate("bands", () -> bans.ban(7)),
            () -> assertLoads("bands", 0, () -> bans.ban(7)),
            () -> assertThatCaches(() -> bans.ban(7)).wereNotInvalidated("bands")
        }) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(assertion::run)
                    .withMessageStartingWith("CV1103")
                    .withMessageContaining("'bands'")
                    .withMessageContaining("[bans, categories, permissions]");
        }
    }

    private interface ThrowingAssertion {
        void run();
    }

    @Test
    void exceptionsOfTheActionAreRethrown() {
        IOException failure = new IOException("on purpose");
        assertThatThrownBy(() -> assertInvalidates("bans", () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void countsLoads() {
        assertLoads("bans", 1, () -> {
            bans.find(7);
            bans.find(7);
        });
        assertLoads("bans", 0, () -> bans.find(7));
        assertLoads("categories", 1, () -> bans.menu());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertLoads("bans", 1, () -> {
                    bans.find(8);
                    bans.find(9);
                }))
                .withMessageStartingWith("CV1104")
                .withMessageContaining("Bans.find(long): 2");
    }

    @Test
    void withoutCachingAppliesToThisThread() {
        bans.find(7);
        assertLoads(
                "bans",
                2,
                () -> withoutCaching(() -> {
                    bans.find(7);
                    bans.find(7);
                }));
        assertLoads("bans", 0, () -> bans.find(7));
    }

    @Test
    void aRequestKeepsItsSnapshotAndSeesItsOwnWrites() {
        asRequest(() -> {
            bans.find(7);
            bans.ban(7);
            assertLoads("bans", 2, () -> {
                bans.find(7);
                bans.find(7);
            });
        });
        assertLoads("bans", 1, () -> asRequest(() -> bans.find(7)));
    }

    @Test
    void assertsInTheStyleOfAssertJ() {
        assertThatCaches(() -> bans.ban(7))
                .wereInvalidated("bans")
                .andNoOther()
                .wereNotInvalidated("categories")
                .wereLoaded("bans", 0);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThatCaches(bans::reset).wereInvalidated("bans").andNoOther())
                .withMessageContaining("'categories'");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatCaches(() -> bans.find(7)).wereInvalidated("bans"))
                .withMessageContaining("CV1101");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatCaches(() -> bans.find(8)).wereLoaded("bans", 0))
                .withMessageContaining("CV1104");
    }

    @Test
    void observerCanBeAParameter(CacheObserver observer) {
        assertThat(observer.invalidated()).isEmpty();
        bans.ban(7);
        assertThat(observer.invalidated()).containsExactly("bans");
        assertThat(observer.loads("bans")).isZero();
        assertThatCaches(observer).wereInvalidated("bans").andNoOther();
    }

    @Test
    void cachesOfATestCanBeNamed() {
        InMemoryVersions versions = new InMemoryVersions("one");
        assertThat(versions.startsMissingCaches()).isFalse();
        assertThat(versions.read()).hasSize(1);
        assertThat(versions.invalidate(new java.util.TreeSet<>(java.util.List.of("one", "two"))))
                .containsExactly("two");
        assertThat(versions.read().get(0).revision()).isEqualTo(2);
    }

    @Test
    void anUnknownCacheIsRefusedLikeOnADatabase() {
        assertThatThrownBy(() -> bans.invalidate("none")).isInstanceOf(UnknownCacheException.class);
    }

    @Nested
    class SwitchedOff {

        @Test
        @WithoutCaching
        void theSystemPropertyIsSetForAMethod() {
            assertThat(System.getProperty("cache-versions.enabled")).isEqualTo("false");
        }

        @Test
        void theSystemPropertyIsResetAfterTheMethod() {
            assertThat(System.getProperty("cache-versions.enabled")).isNull();
        }
    }
}
