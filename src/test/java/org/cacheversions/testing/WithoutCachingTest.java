package org.cacheversions.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.inject.Inject;
import org.cacheversions.testing.junit.WithoutCaching;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

/** Every call computes, on whatever thread. */
@WithoutCaching
@EnableAutoWeld
@AddBeanClasses({InMemoryVersionsTest.Bans.class, InMemoryVersions.class})
@AddExtensions(CachingExtension.class)
class WithoutCachingTest {

    @Inject
    InMemoryVersionsTest.Bans bans;

    @Test
    void everyCallLoads() {
        assertThat(bans.find(7)).isOne();
        assertThat(bans.find(7)).isEqualTo(2);
    }

    @Test
    void invalidationsAreStillObserved() {
        CacheAssertions.assertInvalidates("bans", () -> bans.ban(7));
    }

    @Test
    void loadsCannotBeCounted() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> CacheAssertions.assertLoads("bans", 1, () -> bans.find(7)))
                .withMessageStartingWith("CV1105");
    }
}
