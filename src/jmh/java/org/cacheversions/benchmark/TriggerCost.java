package org.cacheversions.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cacheversions.cli.Main;

/**
 * The cost of the triggers that the console prints, on PostgreSQL: a transaction that updates rows of a table without
 * triggers, of one whose triggers invalidate a cache, and of one whose triggers invalidate a scope.
 *
 * <p>System property: {@code triggers.rounds}.
 */
public final class TriggerCost {

    private static final int ROWS = 100_000;

    private static final String[] TABLES = {"plain", "whole", "scoped"};

    private TriggerCost() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.getInteger("triggers.rounds", 5);
        System.out.printf("JDK %s, PostgreSQL, %d rounds%n%n", Runtime.version(), rounds);
        try (CountingPool pool = ScopeDatabase.create(1, 1);
                Connection connection = pool.getConnection()) {
            for (String table : TABLES) {
                execute(connection, "CREATE TABLE " + table + " (id bigint PRIMARY KEY, n bigint NOT NULL)");
                execute(connection, "INSERT INTO " + table + " SELECT i, 0 FROM generate_series(1, " + ROWS + ") i");
            }
            execute(connection, triggers("--table", "whole", "--cache", "second"));
            execute(connection, triggers("--table", "scoped", "--cache", "first", "--scope-column", "id"));
            connection.setAutoCommit(false);
            measure(connection, rounds, 1, 500);
            measure(connection, rounds, 900, 20); // more than 1,000 scopes are the whole cache
            measure(connection, rounds, ROWS, 1);
        }
        System.exit(0);
    }

    private static void measure(Connection connection, int rounds, int rows, int inARound) throws SQLException {
        double[][] micros = new double[TABLES.length][rounds];
        for (int round = -2; round < rounds; round++) {
            double[] sums = new double[TABLES.length];
            for (int i = 0; i < inARound; i++) { // in turn, so that what disturbs one disturbs the others
                for (int table = 0; table < TABLES.length; table++) {
                    long before = System.nanoTime();
                    int first = rows == ROWS ? 1 : 1 + (i * rows) % (ROWS - rows);
                    execute(
                            connection,
                            "UPDATE " + TABLES[table] + " SET n = n + 1 WHERE id BETWEEN " + first + " AND "
                                    + (first + rows - 1));
                    connection.commit();
                    sums[table] += (System.nanoTime() - before) / 1e3 / inARound;
                }
            }
            for (int table = 0; round >= 0 && table < TABLES.length; table++) {
                micros[table][round] = sums[table];
            }
        }
        for (int table = 0; table < TABLES.length; table++) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = micros[table][round] / micros[0][round];
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,7d rows, %-6s: %s µs, ratio %s%n",
                    rows,
                    TABLES[table],
                    spread(micros[table], "%,.0f"),
                    spread(ratios, "%.2f"));
        }
    }

    /** Returns the SQL, as the command line prints it. */
    private static String triggers(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "triggers",
                "--dialect",
                "postgresql"));
        command.addAll(List.of(options));
        Process console = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String sql = new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (console.waitFor() != 0) {
            throw new IllegalStateException("the console printed no triggers");
        }
        return sql;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The median, minimum and maximum. */
    private static String spread(double[] values, String format) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                format + " (" + format + "–" + format + ")",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
