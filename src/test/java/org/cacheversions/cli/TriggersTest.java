package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.cacheversions.Scope;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.migration.SchemaDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The printed triggers, on PostgreSQL. */
class TriggersTest {

    private final String url = TestDatabase.POSTGRESQL.withTable();
    private final Connection connection = DriverManager.getConnection(url);
    private final Console console = Console.of(url);

    TriggersTest() throws SQLException {
        Sql.execute(
                connection,
                "CREATE TABLE ban (id bigint PRIMARY KEY, user_id bigint, reason text)",
                "CREATE TABLE post (id bigint PRIMARY KEY)",
                "INSERT INTO post VALUES (1)");
        console.run("start", "bans", "posts");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private String printed(String... arguments) {
        List<String> all = new ArrayList<>(List.of("triggers"));
        all.addAll(List.of(arguments));
        Console.Result result = console.run(all.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }

    private void create(String... arguments) throws SQLException {
        Sql.execute(connection, printed(arguments));
    }

    private void createJournal() throws SQLException {
        Sql.execute(connection, SchemaDialect.POSTGRESQL.sqlOfJournal());
        // the record that the next scope can follow
        Sql.execute(
                connection,
                "INSERT INTO cache_journal SELECT cache, revision, '*', version, changed_at"
                        + " FROM cache_version WHERE cache = 'bans'");
    }

    private long revision(String cache) throws SQLException {
        return Sql.revision(connection, cache);
    }

    /** Returns the scopes of the newest revision of bans. */
    private List<String> recorded() throws SQLException {
        return Sql.query(
                connection,
                "SELECT scope FROM cache_journal j JOIN cache_version v USING (cache, revision, version)"
                        + " WHERE cache = 'bans' AND j.changed_at = v.changed_at ORDER BY scope COLLATE \"C\"");
    }

    @Test
    void eachStatementThatWritesRowsInvalidatesAtItsCommit() throws SQLException {
        create("--table", "ban", "--cache", "bans");
        Instant began = Instant.now().minusSeconds(60);
        String before = Sql.query(connection, "SELECT version FROM cache_version WHERE cache = 'bans'")
                .get(0);
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        assertThat(revision("bans")).isEqualTo(2);
        Sql.execute(connection, "UPDATE ban SET reason = 'y'");
        assertThat(revision("bans")).isEqualTo(3);
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'z') ON CONFLICT (id) DO UPDATE SET reason = 'z'");
        assertThat(revision("bans")).isEqualTo(4);
        Sql.execute(connection, "DELETE FROM ban");
        assertThat(revision("bans")).isEqualTo(5);
        Sql.execute(connection, "TRUNCATE ban");
        assertThat(revision("bans")).isEqualTo(6);
        assertThat(revision("posts")).isEqualTo(1);
        assertThat(Sql.query(connection, "SELECT cache FROM cache_touched")).isEmpty();
        try (ResultSet row = connection
                .createStatement()
                .executeQuery("SELECT version, changed_at FROM cache_version WHERE cache = 'bans'")) {
            row.next();
            assertThat(row.getString(1)).matches("[A-Za-z0-9]{8}").isNotEqualTo(before);
            LocalDateTime changed = row.getObject(2, LocalDateTime.class);
            assertThat(changed.toInstant(ZoneOffset.UTC)).isBetween(began, Instant.now());
            assertThat(changed.getNano() % 1_000_000).isZero();
        }
    }

    @Test
    void statementsThatWriteNoRowInvalidateNothing() throws SQLException {
        create("--table", "ban", "--cache", "bans");
        Sql.execute(
                connection,
                "INSERT INTO ban SELECT 1 WHERE false",
                "UPDATE ban SET reason = 'y' WHERE id = 99",
                "DELETE FROM ban WHERE id = 99");
        assertThat(revision("bans")).isEqualTo(1);
    }

    @Test
    void cascadesBulkLoadsAndPartitionsInvalidate() throws Exception {
        Sql.execute(
                connection,
                "CREATE TABLE part (id bigint PRIMARY KEY REFERENCES post ON DELETE CASCADE) PARTITION BY RANGE (id)",
                "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (100)");
        create("--table", "part", "--cache", "bans", "--scope-column", "id");
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY part FROM STDIN", new StringReader("1\n"));
        assertThat(revision("bans")).isEqualTo(2);
        Sql.execute(connection, "DELETE FROM post WHERE id = 1");
        assertThat(revision("bans")).isEqualTo(3);
        assertThat(Sql.query(connection, "SELECT id FROM part")).isEmpty();
    }

    @Test
    void aRollbackInvalidatesNothingAndATransactionInvalidatesOnce() throws SQLException {
        create("--table", "ban", "--cache", "bans");
        connection.setAutoCommit(false);
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        connection.rollback();
        assertThat(revision("bans")).isEqualTo(1);
        Sql.execute(connection, "SAVEPOINT s", "INSERT INTO ban VALUES (1, 7, 'x')", "ROLLBACK TO s");
        connection.commit();
        assertThat(revision("bans")).isEqualTo(1);
        Sql.execute(
                connection,
                "INSERT INTO ban VALUES (1, 7, 'x')",
                "SAVEPOINT s",
                "INSERT INTO ban VALUES (2, 7, 'x')",
                "ROLLBACK TO s",
                "DELETE FROM ban");
        connection.commit();
        assertThat(revision("bans")).isEqualTo(2);
        Sql.execute(
                connection,
                "SET CONSTRAINTS ALL IMMEDIATE",
                "INSERT INTO ban VALUES (1, 7, 'x')",
                "INSERT INTO ban VALUES (2, 7, 'x')");
        connection.commit();
        assertThat(revision("bans")).as("immediate").isEqualTo(4);
    }

    @Test
    void aCacheThatIsNotStartedIsNoObstacle() throws SQLException {
        create("--table", "ban", "--cache", "strikes");
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        assertThat(Sql.query(connection, "SELECT cache FROM cache_touched")).isEmpty();
    }

    @Test
    void rowsAreLockedAtTheCommitOnly() throws SQLException {
        create("--table", "ban", "--cache", "bans");
        create("--table", "post", "--cache", "posts");
        Sql.execute(connection, "INSERT INTO post VALUES (2)");
        try (Connection other = DriverManager.getConnection(url)) {
            for (Connection each : List.of(connection, other)) {
                each.setAutoCommit(false);
                Sql.execute(each, "SET LOCAL lock_timeout = '5s'");
            }
            Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
            Sql.execute(other, "UPDATE post SET id = 11 WHERE id = 1");
            Sql.execute(connection, "UPDATE post SET id = 12 WHERE id = 2");
            Sql.execute(other, "INSERT INTO ban VALUES (2, 8, 'x')");
            connection.commit();
            other.commit();
        }
        assertThat(revision("bans")).isEqualTo(3);
        assertThat(revision("posts")).isEqualTo(4);
    }

    @Test
    void writersInOppositeOrdersDoNotDeadlock() throws SQLException {
        create("--table", "ban", "--cache", "bans");
        create("--table", "post", "--cache", "posts");
        int transactions = 100;
        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> write(transactions, 1000, true));
        CompletableFuture<Void> two = CompletableFuture.runAsync(() -> write(transactions, 2000, false));
        one.join();
        two.join();
        assertThat(revision("bans")).isEqualTo(1 + 2 * transactions);
        assertThat(revision("posts")).isEqualTo(1 + 2 * transactions);
    }

    private void write(int transactions, int from, boolean bansFirst) {
        try (Connection own = DriverManager.getConnection(url)) {
            own.setAutoCommit(false);
            for (int id = from; id < from + transactions; id++) {
                String ban = "INSERT INTO ban VALUES (" + id + ", 7, 'x')";
                String post = "INSERT INTO post VALUES (" + id + ")";
                Sql.execute(own, bansFirst ? ban : post, bansFirst ? post : ban);
                own.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theRowsOfTheCachesAreLockedInTheOrderOfTheirNames() throws SQLException {
        create("--table", "ban", "--cache", "bans");
        create("--table", "post", "--cache", "posts");
        connection.setAutoCommit(false);
        Sql.execute(connection, "SELECT 1 FROM cache_version WHERE cache = 'bans' FOR UPDATE");
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(1, 1000, false));
        Awaitility.await().until(() -> !Sql.query(
                        connection,
                        "SELECT pid FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
                                + " AND EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = pg_locks.pid"
                                + " AND a.datname = current_database())")
                .isEmpty());
        Sql.execute(connection, "SELECT 1 FROM cache_version WHERE cache = 'posts' FOR UPDATE NOWAIT");
        connection.rollback();
        writer.join();
        assertThat(revision("posts")).isEqualTo(2);
    }

    @Test
    void theOldAndTheNewScopeAreRecorded() throws SQLException {
        createJournal();
        create("--table", "ban", "--cache", "bans", "--scope-column", "user_id");
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x'), (2, 7, 'x'), (3, 8, 'x')");
        assertThat(recorded()).containsExactly("=7", "=8");
        Sql.execute(connection, "UPDATE ban SET user_id = 9 WHERE id = 1");
        assertThat(recorded()).containsExactly("=7", "=9");
        Sql.execute(connection, "UPDATE ban SET user_id = NULL WHERE id = 1");
        assertThat(recorded()).as("null is whole").containsExactly("*");
        Sql.execute(connection, "DELETE FROM ban WHERE id = 3");
        assertThat(recorded()).containsExactly("=8");
        Sql.execute(connection, "TRUNCATE ban");
        assertThat(recorded()).containsExactly("*");
        assertThat(revision("bans")).isEqualTo(6);
    }

    @Test
    void withoutAJournalAScopeIsTheWholeCache() throws SQLException {
        create("--table", "ban", "--cache", "bans", "--scope-column", "user_id");
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        assertThat(revision("bans")).isEqualTo(2);
        createJournal();
        Sql.execute(connection, "INSERT INTO ban VALUES (2, 7, 'x')");
        assertThat(recorded()).containsExactly("=7");
    }

    @Test
    void moreThanAThousandScopesInATransactionAreWhole() throws SQLException {
        createJournal();
        create("--table", "ban", "--cache", "bans", "--scope-column", "user_id");
        Sql.execute(connection, "INSERT INTO ban SELECT i, i, 'x' FROM generate_series(1, 1000) i");
        assertThat(recorded()).hasSize(1000);
        connection.setAutoCommit(false);
        Sql.execute(
                connection,
                "INSERT INTO ban SELECT i, i, 'x' FROM generate_series(2001, 2600) i",
                "INSERT INTO ban SELECT i, i, 'x' FROM generate_series(3001, 3401) i");
        connection.commit();
        assertThat(recorded()).containsExactly("*");
        assertThat(revision("bans")).isEqualTo(3);
    }

    @Test
    void aStatementForManyRowsInvalidatesOnce() throws SQLException {
        createJournal();
        create("--table", "ban", "--cache", "bans");
        create("--table", "ban", "--cache", "posts", "--scope-column", "user_id");
        Sql.execute(connection, "INSERT INTO ban SELECT i, i, 'x' FROM generate_series(1, 100000) i");
        Sql.execute(connection, "UPDATE ban SET reason = 'y'");
        assertThat(revision("bans")).isEqualTo(3);
        assertThat(revision("posts")).isEqualTo(3);
    }

    @Test
    void oldRecordsAreDeleted() throws SQLException {
        createJournal();
        create("--table", "ban", "--cache", "bans", "--scope-column", "user_id");
        Sql.execute(
                connection,
                "UPDATE cache_version SET revision = 100500 WHERE cache = 'bans'",
                "UPDATE cache_journal SET revision = 2");
        for (int id = 0; id < 5000; id += 100) {
            connection.setAutoCommit(false);
            for (int more = 0; more < 100; more++) {
                Sql.execute(connection, "INSERT INTO ban VALUES (" + (id + more) + ", 7, 'x')");
                connection.commit();
            }
            connection.setAutoCommit(true);
            if (Sql.query(connection, "SELECT scope FROM cache_journal WHERE revision = 2")
                    .isEmpty()) {
                return;
            }
        }
        throw new AssertionError("the old record is still there");
    }

    @Test
    void theTextOfAScopeIsThatOfTheLibrary() throws SQLException {
        createJournal();
        Sql.execute(connection, "CREATE TYPE kind AS ENUM ('SPAM', 'Abuse')");
        UUID uuid = UUID.randomUUID();
        assertText("bigint", Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L);
        assertText("int", Integer.MIN_VALUE, 42);
        assertText("smallint", (short) -7);
        assertText("uuid", uuid);
        assertText("kind", "SPAM", "Abuse");
        for (String type : List.of("text", "varchar(200)", "text COLLATE \"und-x-icu\"")) {
            assertText(
                    type,
                    "42",
                    "",
                    " ",
                    "a b",
                    "a:b_c.d-e",
                    "line\n",
                    "x".repeat(60),
                    "x".repeat(61),
                    "é",
                    "e\u0301",
                    "K\u212A",
                    "\uD83D\uDE00",
                    "'; DROP TABLE ban; --",
                    "%s $1 \\ \" *",
                    "*",
                    "~",
                    "=1",
                    "A",
                    "a");
        }
    }

    @Test
    void textsThatACollationTreatsAsEqualAreSeveralScopes() throws SQLException {
        createJournal();
        Sql.execute(
                connection,
                "CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE thing (whose text COLLATE caseless)");
        create("--table", "thing", "--cache", "bans", "--scope-column", "whose");
        Sql.execute(connection, "INSERT INTO thing VALUES ('Ann'), ('ann')");
        assertThat(recorded()).containsExactly("=Ann", "=ann");
    }

    private void assertText(String type, Object... values) throws SQLException {
        Sql.execute(connection, "DROP TABLE IF EXISTS thing", "CREATE TABLE thing (\"Whose ban\" " + type + ")");
        create("--table", "public.thing", "--cache", "bans", "--scope-column", "\"Whose ban\"");
        for (Object value : values) {
            try (var insert =
                    connection.prepareStatement("INSERT INTO thing VALUES (CAST(? AS " + type.split(" ")[0] + "))")) {
                insert.setObject(1, value);
                insert.executeUpdate();
            }
            assertThat(recorded())
                    .as("%s %s", type, value)
                    .containsExactly(Scope.of("bans", value).text());
        }
    }

    @Test
    void severalColumnsMakeUpOneScope() throws SQLException {
        createJournal();
        create("--table", "ban", "--cache", "bans", "--scope-column", "user_id", "--scope-column", "reason");
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x'), (2, 7, 'a b')");
        assertThat(recorded())
                .containsExactly(
                        Scope.of("bans", 7, "x").text(),
                        Scope.of("bans", 7, "a b").text());
        Sql.execute(connection, "INSERT INTO ban VALUES (3, 7, NULL), (4, 8, 'x')");
        assertThat(recorded()).containsExactly("*");
    }

    @Test
    void usersOfTheTableNeedNoPrivilegeOnTheVersions() throws SQLException {
        createJournal();
        create("--table", "ban", "--cache", "bans", "--scope-column", "user_id");
        String role = "r" + UUID.randomUUID().toString().replace("-", "");
        Sql.execute(
                connection,
                "CREATE SCHEMA other",
                "CREATE FUNCTION other.txid_current() RETURNS bigint LANGUAGE sql AS 'SELECT (1 / 0)::bigint'",
                "CREATE ROLE " + role,
                "GRANT USAGE ON SCHEMA other TO " + role,
                "GRANT INSERT ON ban TO " + role,
                "SET ROLE " + role,
                "CREATE TEMP TABLE cache_version (cache text)",
                "SET search_path = other, pg_catalog, pg_temp",
                "INSERT INTO public.ban VALUES (1, 7, 'x')",
                "CREATE TEMP TABLE own (id bigint)");
        assertThatThrownBy(() -> Sql.execute(
                        connection,
                        "CREATE TRIGGER t AFTER INSERT ON own REFERENCING NEW TABLE AS new_rows"
                                + " EXECUTE FUNCTION public.cache_touch('posts')"))
                .hasMessageContaining("permission denied");
        Sql.execute(connection, "RESET ROLE", "RESET search_path", "DROP TABLE pg_temp.cache_version");
        assertThat(recorded()).containsExactly("=7");
    }

    @Test
    void aWrongColumnIsRefusedByTheMigration() throws SQLException {
        Sql.execute(connection, "ALTER TABLE ban ADD price numeric(10, 2), ADD code char(8)");
        for (String column : List.of("usr_id", "price", "code", "ctid")) {
            String sql = printed("--table", "ban", "--cache", "bans", "--scope-column", column);
            assertThatThrownBy(() -> Sql.execute(connection, sql)).hasMessageContaining("CV1042");
        }
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        assertThat(revision("bans")).isEqualTo(1);
    }

    @Test
    void dropRemovesThem() throws SQLException {
        create("--table", "ban", "--cache", "bans");
        create("--table", "post", "--cache", "posts");
        create("--table", "post", "--cache", "bans");
        create("--drop", "--table", "ban", "--cache", "bans");
        create("--drop", "--table", "post", "--cache", "posts");
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        assertThat(revision("bans")).isEqualTo(1);
        Sql.execute(connection, "INSERT INTO post VALUES (2)");
        assertThat(revision("bans")).isEqualTo(2);
        assertThat(revision("posts")).isEqualTo(1);
        create("--drop", "--table", "post", "--cache", "bans");
        assertThat(Sql.query(connection, "SELECT proname FROM pg_proc WHERE proname LIKE 'cache\\_%'"))
                .isEmpty();
        assertThat(Sql.query(connection, "SELECT relname FROM pg_class WHERE relname LIKE 'cache\\_touched%'"))
                .isEmpty();
        create("--table", "ban", "--cache", "bans");
    }

    @Test
    void aNameIsThatOfItsTableHoweverItIsWritten() throws SQLException {
        create("--table", "Ban", "--cache", "bans");
        create("--drop", "--table", "ban", "--cache", "bans");
        create("--table", "\"ban\"", "--cache", "bans");
        create("--drop", "--table", "public.BAN", "--cache", "bans");
        Sql.execute(connection, "CREATE TABLE \"Ban\" (id bigint)", "INSERT INTO \"Ban\" VALUES (1)");
        create("--table", "\"Ban\"", "--cache", "bans");
        create("--table", "ban", "--cache", "bans");
        create("--drop", "--table", "\"Ban\"", "--cache", "bans");
        Sql.execute(connection, "INSERT INTO ban VALUES (1, 7, 'x')");
        assertThat(revision("bans")).isEqualTo(2);
    }

    @Test
    void longNamesAreCountedInBytes() throws SQLException {
        String table = "\"" + "é".repeat(30) + "\"";
        Sql.execute(connection, "CREATE TABLE " + table + " (id bigint)");
        create("--table", table, "--cache", "bans");
        create("--table", table, "--cache", "posts");
        Sql.execute(connection, "INSERT INTO " + table + " VALUES (1)", "TRUNCATE " + table);
        assertThat(revision("bans")).isEqualTo(3);
        assertThat(revision("posts")).isEqualTo(3);
        assertThat(Sql.query(connection, "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'cache_touch_truncate_%'"))
                .allMatch(name -> name.matches(".*_[0-9a-f]{8}"));
        create("--drop", "--table", table, "--cache", "bans");
        create("--drop", "--table", table, "--cache", "posts");
    }

    @Test
    void twoColumnsCanEachBeAScopeOfOneCache() throws SQLException {
        createJournal();
        Sql.execute(connection, "CREATE TABLE friend (one bigint, other bigint)");
        create("--table", "friend", "--cache", "bans", "--scope-column", "one");
        create("--table", "friend", "--cache", "bans", "--scope-column", "other");
        Sql.execute(connection, "INSERT INTO friend VALUES (7, 8)");
        assertThat(recorded()).containsExactly("=7", "=8");
        assertThat(revision("bans")).isEqualTo(2);
        create("--drop", "--table", "friend", "--cache", "bans", "--scope-column", "one");
        Sql.execute(connection, "UPDATE friend SET other = 9");
        assertThat(recorded()).containsExactly("=8", "=9");
        create("--drop", "--table", "friend", "--cache", "bans", "--scope-column", "other");
    }

    @Test
    void anotherSchemaAndOddNames() throws SQLException {
        Sql.execute(
                connection,
                "CREATE SCHEMA \"Our forum\"",
                "ALTER TABLE cache_version SET SCHEMA \"Our forum\"",
                "ALTER TABLE \"Our forum\".cache_version RENAME TO labels",
                "CREATE TABLE \"Our forum\".\"The bans\" (id bigint)");
        String name = "a.cache-of_" + "X".repeat(80);
        Console named = Console.of(url).with("CACHE_VERSIONS_TABLE", "\"Our forum\".labels");
        named.run("start", name);
        Console.Result sql = named.run("triggers", "--table", "\"The bans\"", "--cache", name);
        assertThat(sql.exitCode()).as(sql.err()).isZero();
        Sql.execute(connection, sql.out(), "INSERT INTO \"Our forum\".\"The bans\" VALUES (1)");
        assertThat(named.run("list").lines()).anyMatch(line -> line.matches(name + "\t\\w{8}\t2\t.*"));
        Sql.execute(
                connection,
                console.run(
                                "triggers",
                                "--drop",
                                "--versions-table",
                                "\"Our forum\".labels",
                                "--table",
                                "\"The bans\"",
                                "--cache",
                                name)
                        .out());
    }

    @Test
    void whatCannotBeGeneratedIsRefused() {
        for (String dialect : List.of("h2", "derby", "db2")) {
            Console.Result refused = console.run("triggers", "--dialect", dialect, "--table", "ban", "--cache", "bans");
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("CV1040", dialect.toUpperCase(java.util.Locale.ROOT));
            assertThat(refused.out()).isEmpty();
        }
        assertThat(console.run("triggers", "--table", "ban; --", "--cache", "bans")
                        .err())
                .contains("CV0325");
        assertThat(console.run("triggers", "--table", "ban", "--cache", "b'ans").err())
                .contains("b'ans");
        assertThat(console.run("triggers", "--table", "ban", "--cache", "bans", "--scope-column", "a.b")
                        .err())
                .contains("CV1041");
        assertThat(console.run("triggers", "--table", "cache_version", "--cache", "bans")
                        .err())
                .contains("CV1043");
    }
}
