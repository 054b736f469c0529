package org.cacheversions.migration.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.cacheversions.databases.Catalogue;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.jdbc.SqlScript;
import org.cacheversions.migration.Labels;
import org.cacheversions.migration.flyway.forum.V2__Start_bans;
import org.cacheversions.migration.flyway.forum.V3__Stop_bans;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real Flyway on real databases. */
class FlywayTest {

    private static final String FORUM = "classpath:org/cacheversions/migration/flyway/forum";

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void foundByScanningAndMigratedFromAnEmptyDatabase(TestDatabase database) throws SQLException {
        String url = database.create();
        assertThat(flyway(database, url).target("2").load().migrate().migrationsExecuted)
                .isEqualTo(2);
        String first = labels(url).get("bans");
        assertThat(labels(url)).containsOnlyKeys("*", "bans");
        assertThat(Catalogue.of(url)).isEqualTo(Catalogue.of(database.withTable()));

        assertThat(flyway(database, url).target("3").load().migrate().migrationsExecuted)
                .isOne();
        assertThat(labels(url)).containsOnlyKeys("*");

        Flyway all = flyway(database, url).load();
        assertThat(all.migrate().migrationsExecuted).isOne();
        assertThat(labels(url).get("bans")).isNotEqualTo(first).doesNotStartWith("1-");

        assertThat(all.migrate().migrationsExecuted).isZero();
        all.validate();
        assertThat(all.info().applied())
                .extracting(MigrationInfo::getDescription)
                .containsExactly("Forum", "Start bans", "Stop bans", "Start bans again");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void givenAsInstancesBesideOtherMigrations(TestDatabase database) throws SQLException {
        String url = database.create();
        Flyway.configure()
                .dataSource(url, null, null)
                .locations(new String[0])
                .javaMigrations(new V50__Nothing())
                .load()
                .migrate();
        Flyway flyway = instances(database, url, new V50__Nothing(), new V51__Start_bans());
        assertThat(flyway.migrate().migrationsExecuted).isOne();
        flyway.validate();
        assertThat(labels(url)).containsOnlyKeys("*", "bans");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void startingTwiceFailsWithACodeAndChangesNothing(TestDatabase database) throws SQLException {
        String url = database.create();
        assertThatThrownBy(() -> instances(database, url, new V2__Start_bans(), new V51__Start_bans())
                        .migrate())
                .isInstanceOf(FlywayException.class)
                .hasStackTraceContaining("CV0701: the cache 'bans' is started already");
        assertThat(labels(url)).containsOnlyKeys("*", "bans");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void startingTwiceIsAllowedIfTheMigrationSaysSo(TestDatabase database) throws SQLException {
        String url = database.create();
        instances(database, url, new V2__Start_bans(), new V52__Start_bans_if_absent(), new V53__Stop_if_present())
                .migrate();
        assertThat(labels(url)).containsOnlyKeys("*");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void aSecondLocationCreatesTheJournal(TestDatabase database) throws SQLException {
        String url = database.create();
        withJournal(database, url, new V2__Start_bans()).migrate();
        withJournal(database, url, new V2__Start_bans(), new V54__Start_permissions())
                .migrate(); // the table is there
        assertThat(labels(url)).containsOnlyKeys("*", "bans", "permissions");
        String other = database.create();
        try (Connection connection = DriverManager.getConnection(other)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
        }
        assertThat(Catalogue.of(url, "cache_journal"))
                .isEqualTo(Catalogue.of(other, "cache_journal"))
                .contains("key 1 cache");
    }

    private static Flyway withJournal(TestDatabase database, String url, JavaMigration... migrations) {
        String table = table(database);
        return Flyway.configure()
                .dataSource(url, null, null)
                .locations(table, table.replace("/flyway/", "/flyway-journal/"))
                .javaMigrations(migrations)
                .load();
    }

    @ParameterizedTest
    @EnumSource(names = "H2")
    void laterChangesOfNamesAreReported(TestDatabase database) {
        String url = database.create();
        instances(database, url, new V2__Start_bans(), new V3__Stop_bans()).migrate();
        class Renamed extends StartCacheVersioning {
            Renamed() {
                super("other");
            }

            @Override
            protected void init() {
                extractVersionAndDescription("V2__Start_bans", "V", false);
            }
        }
        assertThatThrownBy(() -> instances(database, url, new Renamed(), new V3__Stop_bans())
                        .validate())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("checksum mismatch");
    }

    private static Flyway instances(TestDatabase database, String url, JavaMigration... migrations) {
        return Flyway.configure()
                .dataSource(url, null, null)
                .locations(table(database))
                .javaMigrations(migrations)
                .load();
    }

    private static FluentConfiguration flyway(TestDatabase database, String url) {
        return Flyway.configure().dataSource(url, null, null).locations(table(database), FORUM);
    }

    private static String table(TestDatabase database) {
        return "classpath:org/cacheversions/flyway/" + database.dialect().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> labels(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Labels.of(connection);
        }
    }

    /** A migration from before the library was introduced. */
    public static class V50__Nothing extends BaseJavaMigration {
        @Override
        public void migrate(Context context) {
            // what it did is of no interest here
        }
    }

    public static class V51__Start_bans extends StartCacheVersioning {
        public V51__Start_bans() {
            super("bans");
        }
    }

    public static class V52__Start_bans_if_absent extends StartCacheVersioning {
        public V52__Start_bans_if_absent() {
            super("bans", "categories");
        }

        @Override
        protected boolean ifAbsent() {
            return true;
        }
    }

    public static class V54__Start_permissions extends StartCacheVersioning {
        public V54__Start_permissions() {
            super("permissions");
        }

        @Override
        protected boolean scopes() {
            return true;
        }
    }

    public static class V53__Stop_if_present extends StopCacheVersioning {
        public V53__Stop_if_present() {
            super("bans", "categories", "unknown");
        }

        @Override
        protected boolean ifPresent() {
            return true;
        }
    }
}
