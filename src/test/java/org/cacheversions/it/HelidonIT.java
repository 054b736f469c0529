package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Helidon MP 4, which has no servlet container, with Hibernate and JTA. */
@Tag("ci")
@Tag("jdk25")
final class HelidonIT {

    private static Helidon helidon;
    private static Application application;

    @BeforeAll
    static void start() {
        helidon = new Helidon();
        application = helidon.application();
    }

    @AfterAll
    static void stop() {
        if (helidon != null) {
            helidon.close();
        }
    }

    @Test
    void theSecondCallIsAHit() {
        Answer first = application.get("entries/1");
        assertThat(first.loads()).isOne();

        Answer second = application.get("entries/1");

        assertThat(second.text()).isEqualTo(first.text()).isEqualTo("none");
        assertThat(second.loads()).isZero();
        assertThat(second.hits()).isOne();
    }

    @Test
    void anEntityInvalidatesWhenItIsWritten() {
        String before = application.get("entries/2").version("entries");

        Answer inserted = application.put("entries/2", "first");
        assertThat(inserted.text()).as("its own write").isEqualTo("first");
        assertThat(application.put("entries/2", "second").text()).isEqualTo("second");

        Answer next = application.get("entries/2");
        assertThat(next.text()).isEqualTo("second");
        assertThat(next.version("entries")).isNotEqualTo(before);
        assertThat(application.get("entries/2").hits()).isOne();
    }

    @Test
    void aMethodInvalidatesWhatItNames() {
        application.put("entries/3", "first");
        assertThat(application.get("entries/3").text()).isEqualTo("first");

        assertThat(application.put("entries/3/native", "second").text()).isEqualTo("second");

        assertThat(application.get("entries/3").text()).isEqualTo("second");
    }

    @Test
    void aRollbackLeavesTheOldValue() {
        application.put("entries/4", "kept");
        Answer before = application.get("entries/4");

        assertThat(application.put("entries/4/fail", "never").text()).isEqualTo("kept");

        Answer after = application.get("entries/4");
        assertThat(after.text()).isEqualTo("kept");
        assertThat(after.hits()).isOne();
        assertThat(after.versions()).isEqualTo(before.versions());
    }

    @Test
    void aRequestKeepsItsSnapshot() {
        application.put("entries/5", "old");

        Answer answer = application.put("entries/5/meanwhile", "new");

        assertThat(answer.get("before")).isEqualTo("old");
        assertThat(answer.text()).as("after another thread has committed").isEqualTo("old");
        assertThat(answer.hits()).isOne();
        assertThat(application.get("entries/5").text()).isEqualTo("new");
    }

    @Test
    void oneReadOfTheVersionsIsEnoughForARequest() {
        application.get("entries/6/twice");

        Answer answer = application.get("entries/6/twice");

        assertThat(answer.hits()).isEqualTo(2);
        assertThat(answer.get("versionsRead")).as("during the resource method").isEqualTo("0");
    }

    @Test
    void aRequestAfterAFailedOneHasNewVersions() {
        application.put("entries/7", "old");
        assertThat(application.put("entries/7/broken", "new").status()).isEqualTo(500);

        assertThat(application.get("entries/7").text()).isEqualTo("new");
    }

    @Test
    void aCacheWithoutARowIsReported() {
        assertThat(application.get("entries/8/absent").text())
                .contains("UnknownCacheException", "CV0103", "there is no cache 'absent'");
    }

    @Test
    void aResponseIsNotComputedAgain() {
        application.put("entries/9", "old");
        HttpResponse<String> first = application.getUnless("none", "entries/9/tagged");
        assertThat(first.body()).isEqualTo("old");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(application.getUnless(tag, "entries/9/tagged").statusCode()).isEqualTo(304);

        application.put("entries/9", "new");

        HttpResponse<String> changed = application.getUnless(tag, "entries/9/tagged");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo("new");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells what a process listens on")
    void listensOnTheLoopbackAddressOnly() {
        assertThat(Listeners.of(helidon.pid())).isNotEmpty().allMatch(address -> address.startsWith("127.0.0.1:"));
    }
}
