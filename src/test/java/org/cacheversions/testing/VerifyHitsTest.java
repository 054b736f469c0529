package org.cacheversions.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.testing.junit.VerifyHits;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of the classes below. */
class VerifyHitsTest {

    @ApplicationScoped
    static class Bans {

        private String reason = "spam";

        @VersionedCache("bans")
        String find(long user) {
            return reason;
        }

        void forget(String other) {
            reason = other;
        }

        @InvalidatesCache("bans")
        void tell(String other) {
            reason = other;
        }
    }

    @EnableAutoWeld
    @AddBeanClasses({Bans.class, InMemoryVersions.class})
    @AddExtensions(CachingExtension.class)
    abstract static class Application {

        @Inject
        Bans bans;

        @Test
        void forgets() {
            bans.find(7);
            bans.forget("other");
            assertThat(bans.find(7)).as("a hit").isEqualTo("spam");
        }

        @Test
        void tells() {
            bans.find(7);
            bans.tell("other");
            bans.find(7);
            assertThat(bans.find(7)).isEqualTo("other");
        }

        @Test
        void failsItself() {
            forgets();
            throw new IllegalStateException("itself");
        }
    }

    @VerifyHits
    static class OfClass extends Application {}

    static class OfMethod extends Application {

        @Test
        @VerifyHits
        void forgetsAndIsVerified() {
            forgets();
        }
    }

    @VerifyHits
    static class WithoutContainer {

        @Test
        void runs() {}
    }

    /** Returns the failure of each test, or an empty text. */
    private static Map<String, String> run(Class<?> tests) {
        Map<String, String> results = new TreeMap<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                if (test.isTest()) {
                                    results.put(
                                            test.getDisplayName(),
                                            result.getThrowable()
                                                    .map(VerifyHitsTest::described)
                                                    .orElse(""));
                                }
                            }
                        });
        return results;
    }

    private static String described(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        for (Throwable suppressed : failure.getSuppressed()) {
            text.append("; suppressed: ").append(suppressed);
        }
        return text.toString();
    }

    @Test
    void testsOfAnAnnotatedClassFailIfTheyForget() {
        Map<String, String> results = run(OfClass.class);
        assertThat(results).containsOnlyKeys("forgets()", "tells()", "failsItself()");
        assertThat(results.get("forgets()"))
                .startsWith("java.lang.AssertionError: CV1106")
                .contains("CV0560", "Bans.find(long)");
        assertThat(results.get("tells()")).isEmpty();
        assertThat(results.get("failsItself()"))
                .startsWith("java.lang.IllegalStateException: itself")
                .contains("suppressed: java.lang.AssertionError: CV1106");
    }

    @Test
    void onlyTheAnnotatedMethodIsVerified() {
        Map<String, String> results = run(OfMethod.class);
        assertThat(results.get("forgetsAndIsVerified()")).contains("CV0560");
        assertThat(results.get("forgets()")).isEmpty();
        assertThat(results.get("tells()")).isEmpty();
    }

    @Test
    void withoutAContainerTheReasonIsSaidOnce() {
        assertThat(run(WithoutContainer.class).get("runs()"))
                .startsWith("java.lang.IllegalStateException")
                .doesNotContain("NullPointerException");
    }
}
