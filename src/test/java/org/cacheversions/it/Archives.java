package org.cacheversions.it;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cacheversions.it.app.CallServlet;
import org.cacheversions.it.app.Counts;
import org.cacheversions.it.app.Note;
import org.cacheversions.it.app.Reply;
import org.cacheversions.it.app.Report;
import org.cacheversions.it.app.bad.Readers;
import org.cacheversions.it.app.guarded.GuardedServlet;
import org.cacheversions.it.app.local.Jot;
import org.cacheversions.it.app.local.drafts.Draft;
import org.cacheversions.it.app.memos.Memo;
import org.cacheversions.it.app.memos.Remark;
import org.cacheversions.it.app.migrated.Counter;
import org.cacheversions.it.app.migrated.CounterServlet;
import org.cacheversions.it.app.migrated.MigrateAtStart;
import org.cacheversions.it.app.rest.NoteResource;
import org.cacheversions.it.app.units.Book;
import org.cacheversions.it.app.units.ForumUnit;
import org.cacheversions.it.app.units.Post;
import org.cacheversions.it.app.units.Posts;
import org.cacheversions.it.app.units.PostsServlet;
import org.flywaydb.core.Flyway;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.NullMarked;

/** The wars that the tests deploy, with the packaged library. */
final class Archives {

    private static final AtomicInteger BAD = new AtomicInteger();

    private Archives() {}

    /** The notes application. */
    static WebArchive notes() {
        return notes("notes.war");
    }

    private static WebArchive notes(String name) {
        return withLibrary(name, "cache-versions.auto-start=true")
                .addPackage(CallServlet.class.getPackage())
                .addAsResource("it/notes-persistence.xml", "META-INF/persistence.xml");
    }

    /** The same application with its own data sources; the first one holds its tables. */
    static WebArchive notes(Server server, OwnDataSource... dataSources) {
        return notes("notes.war", server, dataSources);
    }

    private static WebArchive notes(String name, Server server, OwnDataSource... dataSources) {
        WebArchive archive = withLibrary(name, "cache-versions.auto-start=true")
                .addPackage(CallServlet.class.getPackage())
                .addAsResource(
                        new StringAsset(
                                over(server.jndiName(dataSources[0]), "notes", resource("it/notes-persistence.xml"))),
                        "META-INF/persistence.xml");
        Stream.of(dataSources)
                .map(OwnDataSource::type)
                .distinct()
                .forEach(driver -> archive.addAsLibrary(jarOf(driver).toFile()));
        return server.withDataSources(archive, List.of(dataSources));
    }

    /** The same application with a data source of its own on the H2 of the server. */
    static WebArchive notesInH2(String settings) {
        return notes().addAsResource(
                        new StringAsset(over("java:app/jdbc/own", "notes", resource("it/notes-persistence.xml"))),
                        "META-INF/persistence.xml")
                .setManifest(new StringAsset("Manifest-Version: 1.0\nDependencies: com.h2database.h2\n"))
                .setWebXML(new StringAsset(resource("it/web.xml").replace("</web-app>", """
                        <data-source>
                          <name>java:app/jdbc/own</name>
                          <class-name>org.h2.jdbcx.JdbcDataSource</class-name>
                          <url>jdbc:h2:mem:own%s</url>
                          <user>sa</user>
                          <password>sa</password>
                        </data-source>
                        </web-app>
                        """.formatted(settings))));
    }

    /** The same application with its own data source and session beans, a filter that excludes a path, and callers that have roles. */
    static WebArchive guarded(Server server, OwnDataSource dataSource) {
        // a name of its own: Open Liberty goes on authenticating callers after the application is gone
        WebArchive archive = notes("guarded.war", server, dataSource).addPackage(GuardedServlet.class.getPackage());
        String web = text(archive.get("WEB-INF/web.xml").getAsset().openStream());
        return archive.setWebXML(new StringAsset(web.replace("<filter-mapping>", """
                <filter>
                  <filter-name>cacheVersions</filter-name>
                  <filter-class>org.cacheversions.servlet.CacheVersionsFilter</filter-class>
                  <async-supported>true</async-supported>
                  <init-param>
                    <param-name>excludes</param-name>
                    <param-value>/favicon.ico, /guarded/excluded/*</param-value>
                  </init-param>
                </filter>
                <filter-mapping>
                """)));
    }

    /** The notes application with Jakarta REST and a login, and with the table of the journal. */
    static WebArchive rest() {
        return rest("responses.war");
    }

    /** The same application, which runs the method again after each hit. */
    static WebArchive verified() {
        return rest("verified.war")
                .addAsResource(
                        new StringAsset("cache-versions.auto-start=true\ncache-versions.verify=1"),
                        "META-INF/cache-versions.properties");
    }

    private static WebArchive rest(String name) {
        return notes(name)
                .addPackage(NoteResource.class.getPackage())
                .addPackage(GuardedServlet.class.getPackage())
                .addAsResource(
                        new StringAsset(resource("it/notes-persistence.xml")
                                .replace(
                                        "<class>org.cacheversions.persistence",
                                        "<class>org.cacheversions.persistence.CacheJournal</class>"
                                                + "<class>org.cacheversions.persistence")),
                        "META-INF/persistence.xml")
                .setWebXML(new StringAsset(resource("it/web.xml").replace("</web-app>", """
                        <filter>
                          <filter-name>cookies</filter-name>
                          <filter-class>org.cacheversions.it.app.rest.CookieFilter</filter-class>
                          <async-supported>true</async-supported>
                        </filter>
                        <filter>
                          <filter-name>pages</filter-name>
                          <filter-class>org.cacheversions.http.VersionedResponseFilter</filter-class>
                          <async-supported>true</async-supported>
                          <init-param><param-name>caches</param-name><param-value>notes</param-value></init-param>
                        </filter>
                        <filter-mapping>
                          <filter-name>cookies</filter-name>
                          <url-pattern>/page/*</url-pattern>
                        </filter-mapping>
                        <filter-mapping>
                          <filter-name>pages</filter-name>
                          <url-pattern>/page/*</url-pattern>
                        </filter-mapping>
                        <servlet>
                          <servlet-name>caches</servlet-name>
                          <servlet-class>org.cacheversions.admin.CacheVersionsServlet</servlet-class>
                          <init-param><param-name>role</param-name><param-value>reader</param-value></init-param>
                        </servlet>
                        <servlet-mapping>
                          <servlet-name>caches</servlet-name>
                          <url-pattern>/caches/*</url-pattern>
                        </servlet-mapping>
                        <security-role><role-name>reader</role-name></security-role>
                        </web-app>""")));
    }

    static String resource(String name) {
        return text(Archives.class.getResourceAsStream("/" + name));
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An application whose entities invalidate. */
    static WebArchive memos() {
        return withLibrary("memos.war", "cache-versions.auto-start=true")
                .addPackage(Memo.class.getPackage())
                .addAsResource(
                        new StringAsset(resource("it/notes-persistence.xml")
                                .replace(
                                        Note.class.getName(),
                                        Memo.class.getName() + "</class><class>" + Remark.class.getName())),
                        "META-INF/persistence.xml");
    }

    /** An application that cannot be deployed because of one of its classes. */
    static WebArchive with(Class<?> bad) {
        return withLibrary(badWar(), "cache-versions.auto-start=true")
                .addClasses(Note.class, bad)
                .addAsResource("it/notes-persistence.xml", "META-INF/persistence.xml");
    }

    /** An application with an additional configuration line. */
    static WebArchive configuredBy(String line) {
        return withLibrary(badWar(), "cache-versions.auto-start=true\n" + line)
                .addClass(Note.class)
                .addAsResource("it/notes-persistence.xml", "META-INF/persistence.xml");
    }

    static WebArchive withoutUnit() {
        return withLibrary(badWar(), "cache-versions.auto-start=true");
    }

    /** An application in which nobody maps the filter. */
    static WebArchive withoutMapping() {
        return configuredBy("cache-versions.filter=manual")
                .addClass(Readers.class)
                .setWebXML(new StringAsset("<web-app version=\"6.0\"/>"));
    }

    /** The notes application, whose filter the library maps. */
    static WebArchive notesWithoutMapping() {
        return notes().setWebXML(new StringAsset(
                resource("it/web.xml").replaceAll("(?s)<filter-mapping>.*</filter-mapping>", "")));
    }

    /** Removes the line of the entity, which Hibernate does not need. */
    static WebArchive withoutLine(WebArchive archive, String unit) {
        return archive.addAsResource(
                new StringAsset(resource(unit).replaceFirst("<class>.*CacheVersion</class>", "")),
                "META-INF/persistence.xml");
    }

    /** The same application without anything that the library does not need on a server with Hibernate. */
    static WebArchive notesWithoutXml() {
        return withoutLine(notesWithoutMapping(), "it/notes-persistence.xml");
    }

    /** An application that maps the operator's page, but does not say who may use it. */
    static WebArchive withPageForAnybody() {
        return with(Readers.class)
                .setWebXML(new StringAsset(resource("it/web.xml").replace("</web-app>", """
                                <servlet>
                                  <servlet-name>caches</servlet-name>
                                  <servlet-class>org.cacheversions.admin.CacheVersionsServlet</servlet-class>
                                </servlet>
                                <servlet-mapping>
                                  <servlet-name>caches</servlet-name>
                                  <url-pattern>/caches</url-pattern>
                                </servlet-mapping>
                                </web-app>
                                """)));
    }

    /** With two units, since Hibernate gets the entity without a line if there is one. */
    static WebArchive withoutEntity() {
        return withoutLine(
                withLibrary(badWar(), "cache-versions.auto-start=true\ncache-versions.persistence-unit=forum")
                        .addClasses(Book.class, Post.class, Posts.class, PostsServlet.class),
                "it/two-units-persistence.xml");
    }

    /** An application with two persistence units that does not configure which one holds the versions. */
    static WebArchive twoUnits(String configuration) {
        return withLibrary("units.war", "cache-versions.auto-start=true\n" + configuration)
                .addClasses(Book.class, Post.class, Posts.class, PostsServlet.class)
                .addAsResource("it/two-units-persistence.xml", "META-INF/persistence.xml");
    }

    /** The other unit has its own database. */
    static WebArchive twoUnits(Server server, String configuration, OwnDataSource other) {
        WebArchive archive = twoUnits(configuration)
                .addAsLibrary(jarOf(other.type()).toFile())
                .addAsResource(
                        new StringAsset(
                                over(server.jndiName(other), "library", resource("it/two-units-persistence.xml"))),
                        "META-INF/persistence.xml");
        return server.withDataSources(archive, List.of(other));
    }

    private static String over(String dataSource, String unit, String persistenceXml) {
        String beginning = "name=\"" + unit + "\" transaction-type=\"JTA\">";
        return persistenceXml.replace(beginning, beginning + "<jta-data-source>" + dataSource + "</jta-data-source>");
    }

    static WebArchive twoUnitsAndProducer() {
        return twoUnits("").addClass(ForumUnit.class);
    }

    /** An application whose caches are started with Flyway; the war contains Flyway and the migrations. */
    static WebArchive migratedByFlyway() {
        return withLibrary("migrated.war", "")
                .setWebXML("it/migrated-web.xml")
                .addPackages(true, MigrateAtStart.class.getPackage())
                .addAsLibraries(jarOf(Flyway.class).toFile())
                .addAsResource("it/migrated-persistence.xml", "META-INF/persistence.xml");
    }

    /** An existing war with another name and these configuration lines. */
    static WebArchive with(Path war, String name, String configuration) {
        return ShrinkWrap.create(ZipImporter.class, name)
                .importFrom(war.toFile())
                .as(WebArchive.class)
                .addAsResource(new StringAsset(configuration), "META-INF/cache-versions.properties");
    }

    /** An application with entries in a cache of the server, which shares its database with a second application. */
    static WebArchive inCacheOfServer(String name, String schemaAction, String jndiName) {
        return withLibrary(
                        name,
                        "cache-versions.auto-start=true\ncache-versions.store=jcache\ncache-versions.jcache.jndi="
                                + jndiName)
                .addClasses(Counter.class, CounterServlet.class)
                .addAsResource(
                        new StringAsset(resource("it/migrated-persistence.xml")
                                .replace("\"none\"", "\"" + schemaAction + "\"")),
                        "META-INF/persistence.xml")
                .setWebXML(new StringAsset(resource("it/web.xml")
                        .replace(
                                "</web-app>",
                                "<resource-ref><res-ref-name>caches/entries</res-ref-name>"
                                        + "<res-type>java.lang.Object</res-type><lookup-name>" + jndiName
                                        + "</lookup-name></resource-ref></web-app>")));
    }

    /** An application with a resource-local unit, and the libraries that the build has collected under this name. */
    static WebArchive jots(String libraries) {
        return jots("jots.war", libraries, "");
    }

    private static WebArchive jots(String name, String libraries, String configuration) {
        File[] jars = Path.of(Server.setting("it.servers"), libraries, "target/lib")
                .toFile()
                .listFiles();
        WebArchive archive = withLibrary(name, configuration) // auto-start, since JPA generates the schema
                .addPackage(Jot.class.getPackage())
                .addClasses(Counts.class, Counts.Total.class, Reply.class, Report.class)
                .addAsLibraries(Objects.requireNonNull(jars, libraries))
                .addAsResource("it/local-persistence.xml", "META-INF/persistence.xml")
                .setWebXML("it/local-web.xml");
        return libraries.contains("hibernate") ? withoutLine(archive, "it/local-persistence.xml") : archive;
    }

    /** The same application with a second unit, in a database of its own. */
    static WebArchive jotsAndDrafts(String libraries, String configuration) {
        String one = resource("it/local-persistence.xml");
        String other = one.substring(one.indexOf("<persistence-unit"), one.indexOf("</persistence>"))
                .replace("name=\"jots\"", "name=\"drafts\"")
                .replace("jdbc:h2:mem:jots", "jdbc:h2:mem:drafts")
                .replaceFirst("<class>.*</class>", "<class>" + Draft.class.getName() + "</class>")
                .replaceFirst("<class>.*CacheVersion</class>", "");
        return jots("drafts.war", libraries, configuration)
                .addPackage(Draft.class.getPackage())
                .addAsResource(
                        new StringAsset(one.replace("</persistence>", other + "</persistence>")),
                        "META-INF/persistence.xml");
    }

    /** The libraries for CBOR values. */
    static File[] jackson() {
        return Stream.of(
                        CBORMapper.class,
                        ObjectMapper.class,
                        JsonFactory.class,
                        JsonProperty.class,
                        Jdk8Module.class,
                        JavaTimeModule.class)
                .map(Archives::jarOf)
                .map(Path::toFile)
                .toArray(File[]::new);
    }

    /** GlassFish does not inject into the listeners of an application whose name it has refused before. */
    private static String badWar() {
        return "bad" + BAD.incrementAndGet() + ".war";
    }

    private static WebArchive withLibrary(String name, String configuration) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addAsLibraries(library())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsWebInfResource("it/web.xml", "web.xml")
                .addAsResource(new StringAsset(configuration), "META-INF/cache-versions.properties");
    }

    static File[] library() {
        return Stream.concat(
                        Stream.of(Path.of(Server.setting("it.library"))),
                        Stream.of(Caffeine.class, NullMarked.class).map(Archives::jarOf))
                .map(Path::toFile)
                .toArray(File[]::new);
    }

    static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
