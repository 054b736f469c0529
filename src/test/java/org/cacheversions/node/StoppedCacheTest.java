package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import org.cacheversions.migration.StartCacheVersioning;
import org.cacheversions.migration.StopCacheVersioning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A migration of a rolling deployment stops a cache that an old node still uses. */
class StoppedCacheTest {

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void anOldNodeLoadsAndWarnsOnce(Unit unit) throws Exception {
        String database = UUID.randomUUID().toString();
        try (LogCapture log = new LogCapture();
                TestNode node = TestNode.start(unit, database, ItemService.class, CounterService.class);
                Connection migration = node.connection()) {
            CounterService counter = node.bean(CounterService.class);
            assertThat(node.request(counter::next)).isEqualTo(1);
            assertThat(node.request(counter::next)).isEqualTo(1);

            new StopCacheVersioning("counter").apply(migration);
            assertThat(node.request(counter::next)).isEqualTo(2);
            assertThat(node.request(counter::next)).isEqualTo(3);
            node.invalidator().invalidate("counter");
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0105"))
                    .hasSize(1);

            new StartCacheVersioning("counter").apply(migration);
            assertThat(node.request(counter::next)).isEqualTo(4);
            assertThat(node.request(counter::next)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void autoStartBeginsAboveTheOldLabels(Unit unit) throws Exception {
        String database = UUID.randomUUID().toString();
        try (TestNode node = TestNode.start(unit, database, ItemService.class);
                Connection migration = node.connection()) {
            assertThat(node.versions().key("items")).startsWith("items:1-");
            node.invalidator().invalidate("items");
            new StopCacheVersioning("items").apply(migration);
            try (TestNode next = TestNode.start(unit, database, ItemService.class)) {
                assertThat(next.versions().key("items"))
                        .doesNotStartWith("items:1-")
                        .doesNotStartWith("items:2-");
            }
        }
    }

    /** Whoever lets JPA generate the table has no migration that could add the rows. */
    @ParameterizedTest
    @EnumSource
    void cachesOfAGeneratedSchemaStartByThemselves(Unit unit) throws Exception {
        try (TestNode node =
                TestNode.start(unit, Map.of("cache-versions.auto-start", "generated"), CounterService.class)) {
            CounterService counter = node.bean(CounterService.class);
            assertThat(node.request(counter::next)).isEqualTo(1);
            assertThat(node.request(counter::next)).isEqualTo(1);
        }
    }
}
