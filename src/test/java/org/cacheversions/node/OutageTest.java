package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cacheversions.VersionsUnavailableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database of the versions becomes unavailable and recovers. */
class OutageTest {

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void loadsDuringTheOutageAndRecovers(Unit unit) throws Exception {
        try (LogCapture log = new LogCapture();
                TestNode node = TestNode.start(unit, ItemService.class, CounterService.class)) {
            CounterService counter = node.bean(CounterService.class);
            assertThat(node.request(counter::next)).isEqualTo(1);
            assertThat(node.request(counter::next)).isEqualTo(1);

            node.cut(true);
            assertThat(node.request(counter::next)).isEqualTo(2);
            assertThat(node.request(counter::next)).isEqualTo(3);
            assertThatThrownBy(() -> node.versions().get("items"))
                    .isInstanceOf(VersionsUnavailableException.class)
                    .hasMessageStartingWith("CV0107");
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0106"))
                    .hasSize(1);

            node.cut(false);
            assertThat(node.request(counter::next)).isEqualTo(1);
            assertThat(log.messages())
                    .filteredOn(line -> line.startsWith("CV0108"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void cachesStartLaterIfTheDatabaseIsDownAtDeployment(Unit unit) {
        try (TestNode node = TestNode.start(unit, ItemService.class, CounterService.class)) {
            CounterService counter = node.bean(CounterService.class);
            node.cut(true);
            node.engine().start();
            assertThat(node.request(counter::next)).isEqualTo(1);
            assertThat(node.request(counter::next)).isEqualTo(2);
            node.cut(false);
            assertThat(node.request(counter::next)).isEqualTo(3);
            assertThat(node.request(counter::next)).isEqualTo(3);
        }
    }
}
