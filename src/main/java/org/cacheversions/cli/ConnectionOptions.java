package org.cacheversions.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.migration.MigrationMessages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Connects to the database. A password is never an argument, since other users of the machine can see arguments. */
final class ConnectionOptions {

    private static final int LOGIN_SECONDS = 10;

    private final Shell shell;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-u", "--url"},
            paramLabel = "JDBC-URL",
            description = "The database, as in jdbc:postgresql://host/forum; by default $$CACHE_VERSIONS_URL.")
    private @Nullable String url;

    @Option(
            names = {"-U", "--user"},
            paramLabel = "NAME",
            description = "Its user; by default $$CACHE_VERSIONS_USER. The password is $$CACHE_VERSIONS_PASSWORD, or"
                    + " asked for.")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file whose first line is the password.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--driver",
            paramLabel = "JAR",
            description = "A JDBC driver. Those of PostgreSQL, MariaDB and H2 are included.")
    private List<Path> drivers = List.of();

    private @Nullable String table;

    /** Kept, so that a command that connects twice asks for the password once. */
    private @Nullable String typed;

    ConnectionOptions(Shell shell) {
        this.shell = shell;
    }

    Shell shell() {
        return shell;
    }

    void table(String name) {
        table = name;
    }

    TableName table() {
        String given = table != null
                ? table
                : shell.environment().getOrDefault("CACHE_VERSIONS_TABLE", TableName.DEFAULT.sql());
        return parsed(given);
    }

    TableName parsed(String name) {
        if (!TableName.isValid(name)) {
            throw new CommandLine.ParameterException(spec.commandLine(), MigrationMessages.noTableName(name));
        }
        return TableName.parse(name);
    }

    /** Returns the URL, or {@code null} if none is given. */
    @Nullable
    String url() {
        if (url != null && Secrets.isIn(url)) {
            throw new CommandLine.ParameterException(spec.commandLine(), ConsoleMessages.passwordInArguments());
        }
        return url != null ? url : shell.environment().get("CACHE_VERSIONS_URL");
    }

    private String requiredUrl() {
        String given = url();
        if (given == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), ConsoleMessages.noUrl());
        }
        return given;
    }

    /** Returns the URL without its password. */
    String shownUrl() {
        return Secrets.hide(requiredUrl());
    }

    /** Work in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection database) throws SQLException;
    }

    /** Connects, does the work and commits it, or rolls it back if it throws. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        return inTransaction(work, database -> {});
    }

    /** Connects, does the work and commits it, and then uses the connection once more. */
    <T> T inTransaction(Work<T> work, Consumer<Connection> afterCommit) throws SQLException {
        try (Connection database = open()) {
            boolean done = false;
            try {
                T result = work.with(database);
                database.commit();
                afterCommit.accept(database);
                done = true;
                return result;
            } finally {
                if (!done) {
                    database.rollback(); // Derby refuses to close a connection with an open transaction
                }
            }
        }
    }

    /** Connects without auto-commit and with READ COMMITTED, which does not reject concurrent invalidations. */
    Connection open() throws SQLException {
        Connection connection = openAsItIs();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Connects with the default settings of the database. */
    Connection openAsItIs() {
        String target = requiredUrl();
        Properties properties = new Properties();
        String name = user != null ? user : shell.environment().get("CACHE_VERSIONS_USER");
        if (name != null) {
            properties.setProperty("user", name);
        }
        String password = password(name, target);
        if (password != null) {
            properties.setProperty("password", password);
        }
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        try {
            Connection connection = driver(target).connect(target, properties);
            if (connection != null) {
                return connection;
            }
            throw new NoConnectionException(ConsoleMessages.noDriver(Secrets.hide(target)), null);
        } catch (SQLException e) {
            throw new NoConnectionException(
                    Secrets.hide(ConsoleMessages.notConnected(Secrets.hide(target), e), password), e);
        }
    }

    private @Nullable String password(@Nullable String name, String target) {
        if (passwordFile != null) {
            try (BufferedReader lines = Files.newBufferedReader(passwordFile)) {
                String first = lines.readLine();
                return first == null ? "" : first;
            } catch (IOException e) {
                throw new NoConnectionException(ConsoleMessages.noPasswordFile(passwordFile.toString(), e), e);
            }
        }
        String given = shell.environment().get("CACHE_VERSIONS_PASSWORD");
        if (given != null || name == null || Secrets.isIn(target)) {
            return given;
        }
        if (typed == null) {
            char[] answer = shell.askSecretly("Password of " + name + ": ");
            typed = answer == null ? null : new String(answer);
        }
        return typed;
    }

    private Driver driver(String target) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, loader())) {
            if (driver.acceptsURL(target)) {
                return driver;
            }
        }
        throw new NoConnectionException(ConsoleMessages.noDriver(Secrets.hide(target)), null);
    }

    private ClassLoader loader() {
        ClassLoader own = ConnectionOptions.class.getClassLoader();
        if (drivers.isEmpty()) {
            return own;
        }
        List<URL> jars = new ArrayList<>();
        for (Path jar : drivers) {
            if (!Files.isRegularFile(jar)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), ConsoleMessages.noDriverFile(jar.toString()));
            }
            try {
                jars.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        ConsoleMessages.noDriverFile(jar.toString().toLowerCase(Locale.ROOT)),
                        e);
            }
        }
        return new URLClassLoader(jars.toArray(URL[]::new), own); // stays open until the command ends
    }
}
