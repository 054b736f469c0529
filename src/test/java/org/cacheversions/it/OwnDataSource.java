package org.cacheversions.it;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.xa.PGXADataSource;

/**
 * An XA data source that the application defines itself, with the driver in its war, so that servers need no
 * configuration for a database.
 */
record OwnDataSource(String name, DatabaseIsolation level, String url, int connections) {

    /** The test databases accept any password, but Payara refuses an empty one. */
    private static final String PASSWORD = "it";

    static OwnDataSource of(String name, DatabaseIsolation level) {
        return new OwnDataSource(name, level, level.database.create(), 16);
    }

    /** Returns the same database with another number of connections in the pool. */
    OwnDataSource with(int connectionsInPool) {
        return new OwnDataSource(name, level, url, connectionsInPool);
    }

    /** Executes SQL on a new connection, without any server. */
    void execute(String sql) {
        try {
            Sql.execute(url, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the first column of a query on a new connection. */
    List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Sql.query(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Class<?> type() {
        return level.database == TestDatabase.POSTGRESQL ? PGXADataSource.class : MariaDbDataSource.class;
    }

    private String bareUrl() {
        return url.replaceFirst("[?].*", "");
    }

    private String user() {
        return level.database == TestDatabase.POSTGRESQL ? "postgres" : "root";
    }

    /** Returns a {@code web.xml} with these data sources, under the names that a server gives them. */
    static String addedTo(String webXml, List<OwnDataSource> dataSources, Server server) {
        String declarations = dataSources.stream()
                .map(dataSource -> dataSource.inWebXml(server.jndiName(dataSource)))
                .collect(Collectors.joining());
        return webXml.replace("</web-app>", declarations + "</web-app>");
    }

    /** The portable definition in {@code web.xml}. */
    private String inWebXml(String jndiName) {
        return """
                  <data-source>
                    <name>%s</name>
                    <class-name>%s</class-name>
                    <url>%s</url>
                    <user>%s</user>
                    <password>%s</password>
                    <transactional>true</transactional>
                    <isolation-level>TRANSACTION_%s</isolation-level>
                    <initial-pool-size>1</initial-pool-size>
                    <max-pool-size>%d</max-pool-size>
                    <min-pool-size>1</min-pool-size>
                  </data-source>
                """.formatted(jndiName, type().getName(), bareUrl(), user(), PASSWORD, level.isolation, connections);
    }

    /**
     * The definition in {@code WEB-INF/NAME-ds.xml} for WildFly, since WildFly 39 uses the isolation level below the
     * one in {@code web.xml}, and rejects REPEATABLE READ and SERIALIZABLE there.
     */
    static String forWildFly(String war, List<OwnDataSource> all, List<String> jndiNames) {
        StringBuilder xml = new StringBuilder("<datasources xmlns=\"http://www.jboss.org/ironjacamar/schema\">\n");
        for (int i = 0; i < all.size(); i++) {
            xml.append(all.get(i).inWildFly(war, jndiNames.get(i)));
        }
        return xml.append("</datasources>\n").toString();
    }

    private String inWildFly(String war, String jndiName) {
        return """
                  <xa-datasource jndi-name="%s" pool-name="%s" enabled="true" use-java-context="true">
                    <xa-datasource-property name="Url">%s</xa-datasource-property>
                    <xa-datasource-property name="User">%s</xa-datasource-property>
                    <xa-datasource-property name="Password">%s</xa-datasource-property>
                    <xa-datasource-class>%s</xa-datasource-class>
                    <driver>%s</driver>
                    <transaction-isolation>TRANSACTION_%s</transaction-isolation>
                    <xa-pool>
                      <max-pool-size>%d</max-pool-size>
                    </xa-pool>
                  </xa-datasource>
                """.formatted(
                        jndiName,
                        name,
                        bareUrl(),
                        user(),
                        PASSWORD,
                        type().getName(),
                        driverOf(war),
                        level.isolation,
                        connections);
    }

    /** The name that WildFly gives a driver in a war. */
    private String driverOf(String war) {
        try {
            Driver driver = DriverManager.getDriver(url);
            return war + "_" + driver.getClass().getName() + "_" + driver.getMajorVersion() + "_"
                    + driver.getMinorVersion();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
