package org.cacheversions.cluster;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.cacheversions.cluster.app.ClusterServlet;
import org.cacheversions.cluster.control.SharedVersions;
import org.cacheversions.cluster.jetty.JettyNodeMain;
import org.cacheversions.cluster.jetty.JettyUnit;
import org.cacheversions.cluster.server.ServerUnit;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.persistence.CacheJournal;
import org.cacheversions.persistence.CacheVersion;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONObject;
import org.jspecify.annotations.NullMarked;
import org.postgresql.Driver;
import org.postgresql.xa.PGXADataSource;
import org.slf4j.Logger;
import redis.clients.jedis.Jedis;

/** The application as each kind of node deploys it: the same classes and packaged library, with different units. */
class Wars {

    /** Otherwise, after a restart of the database, the pool lends each broken connection once more. */
    private static final String VALIDATION_ON_PAYARA = """
            <property>
              <name>fish.payara.is-connection-validation-required</name>
              <value>true</value>
            </property>
            <property>
              <name>fish.payara.connection-validation-method</name>
              <value>custom-validation</value>
            </property>
            <property>
              <name>fish.payara.validation-classname</name>
              <value>org.glassfish.api.jdbc.validation.PostgresConnectionValidation</value>
            </property>
            """;

    final Settings settings;
    private final String databaseUrl;
    private final RedisProcess redis;
    private final Path directory;

    /** Uses a folder of this run's own, since files left by another run would become part of the application. */
    Wars(Settings settings, String databaseUrl, RedisProcess redis, Path directory) {
        this.settings = settings;
        this.databaseUrl = databaseUrl;
        this.redis = redis;
        this.directory = directory;
    }

    /** Returns the folder of the war for Jetty with this provider. */
    Path forJetty(String provider) {
        boolean hibernate = provider.equals("hibernate");
        String properties = hibernate
                ? property("hibernate.transaction.jta.platform", "JBossTS")
                : property("eclipselink.target-server", "org.cacheversions.cluster.jetty.NarayanaPlatform")
                        + property("eclipselink.logging.level", "WARNING");
        WebArchive war = application(
                "jetty-" + provider,
                "<provider>"
                        + (hibernate
                                ? "org.hibernate.jpa.HibernatePersistenceProvider"
                                : "org.eclipse.persistence.jpa.PersistenceProvider")
                        + "</provider>",
                properties,
                "");
        addClasses(war, JettyUnit.class.getPackage());
        Path directory = directory();
        war.as(ExplodedExporter.class).exportExploded(directory.toFile());
        return directory.resolve(war.getName());
    }

    /** Returns the war for an application server, including its data source. */
    Path forServer(String name) {
        WebArchive war = application(
                        name, "<jta-data-source>java:app/jdbc/cluster</jta-data-source>", "", """
                          <data-source>
                            <name>java:app/jdbc/cluster</name>
                            <class-name>%s</class-name>
                            <url>%s</url>
                            <user>postgres</user>
                            <password>not asked for</password>
                            %s
                            <transactional>true</transactional>
                            <initial-pool-size>1</initial-pool-size>
                            <max-pool-size>16</max-pool-size>
                            <min-pool-size>1</min-pool-size>
                          </data-source>
                        """.formatted(
                                        PGXADataSource.class.getName(),
                                        databaseUrl,
                                        name.equals("payara") ? VALIDATION_ON_PAYARA : ""))
                .addPackage(ServerUnit.class.getPackage())
                .addAsLibraries(Stream.of(
                                Driver.class,
                                Jedis.class,
                                GenericObjectPool.class,
                                Gson.class,
                                JSONObject.class,
                                Logger.class)
                        .map(Wars::jarOf)
                        .map(Path::toFile)
                        .toArray(File[]::new));
        Path file = directory().resolve("cluster.war");
        war.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    /** Returns the jar with the main class of Jetty nodes, which is not part of their application. */
    Path launcher() {
        Path file = directory().resolve("launcher.jar");
        ShrinkWrap.create(JavaArchive.class)
                .addClass(JettyNodeMain.class)
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file;
    }

    private WebArchive application(String name, String source, String properties, String inWebXml) {
        WebArchive war = ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsLibraries(Stream.concat(
                                Stream.of(library()),
                                Stream.of(Caffeine.class, NullMarked.class).map(Wars::jarOf))
                        .map(Path::toFile)
                        .toArray(File[]::new))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(new StringAsset(configuration()), "META-INF/cache-versions.properties")
                .addAsResource(new StringAsset(unit(source, properties)), "META-INF/persistence.xml")
                .setWebXML(new StringAsset(webXml(inWebXml)));
        addClasses(war, ClusterServlet.class.getPackage());
        return settings.isControl() ? war.addPackage(SharedVersions.class.getPackage()) : war;
    }

    /** Returns the jar of the library. */
    Path library() {
        return Path.of(System.getProperty("it.library"));
    }

    /** Adds the classes of a package of the application. */
    void addClasses(WebArchive war, Package name) {
        war.addPackage(name);
    }

    /** Returns the classes of the library that the unit manages. */
    List<Class<?>> entities() {
        return List.of(CacheVersion.class, CacheJournal.class);
    }

    private String configuration() {
        return redis == null
                ? settings.configuration()
                : settings.configuration() + "\ncache-versions.redis.uri=" + redis.uri();
    }

    private String unit(String source, String properties) {
        String entities = entities().stream()
                .map(entity -> "<class>" + entity.getName() + "</class>")
                .collect(Collectors.joining());
        return """
                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                  <persistence-unit name="cluster" transaction-type="JTA">
                    %s
                    <class>org.cacheversions.cluster.app.Item</class>
                    %s
                    <exclude-unlisted-classes>true</exclude-unlisted-classes>
                    <shared-cache-mode>NONE</shared-cache-mode>
                    <properties>%s</properties>
                  </persistence-unit>
                </persistence>
                """.formatted(source, entities, properties);
    }

    private static String property(String name, String value) {
        return "<property name=\"" + name + "\" value=\"" + value + "\"/>";
    }

    private static String webXml(String more) {
        return """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter-mapping>
                    <filter-name>cacheVersions</filter-name>
                    <url-pattern>/*</url-pattern>
                  </filter-mapping>
                  <servlet>
                    <servlet-name>cluster</servlet-name>
                    <servlet-class>%s</servlet-class>
                  </servlet>
                  <servlet-mapping>
                    <servlet-name>cluster</servlet-name>
                    <url-pattern>/*</url-pattern>
                  </servlet-mapping>
                  %s
                </web-app>
                """.formatted(ClusterServlet.class.getName(), more);
    }

    private Path directory() {
        try {
            return Files.createDirectories(directory).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
