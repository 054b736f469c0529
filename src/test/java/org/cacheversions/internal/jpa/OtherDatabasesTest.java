package org.cacheversions.internal.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.cacheversions.internal.core.config.PersistenceUnits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which units of a persistence.xml are in another database than the versions. */
final class OtherDatabasesTest {

    private static final String DEFAULT = "";
    private static final String FORUM = "<jta-data-source>java:app/forum</jta-data-source>";
    private static final String LIBRARY = "<jta-data-source> java:app/library </jta-data-source>";

    @TempDir
    private Path directory;

    @Test
    void aSingleUnitIsInNoOtherDatabase() throws IOException {
        assertThat(others("forum", null, FORUM)).isEmpty();
    }

    @Test
    void unitsWithTheSameDataSourceShareADatabase() throws IOException {
        assertThat(others("forum", null, FORUM, FORUM.replace("java:app/forum", "\n java:app/forum")))
                .isEmpty();
        assertThat(others("forum", null, DEFAULT, DEFAULT)).isEmpty();
        assertThat(others("forum", null, DEFAULT, FORUM.replace("app/forum", "comp/DefaultDataSource")))
                .isEmpty();
    }

    @Test
    void unitsWithOtherDataSourcesAreNamed() throws IOException {
        assertThat(others("forum", null, FORUM, LIBRARY)).containsExactly("library");
        assertThat(others("library", null, FORUM, LIBRARY)).containsExactly("forum");
        assertThat(others("forum", null, DEFAULT, LIBRARY)).containsExactly("library");
        assertThat(others("forum", null, FORUM, LIBRARY, LIBRARY)).containsExactly("archive", "library");
    }

    @Test
    void unitsAreComparedByUrl() throws IOException {
        assertThat(others("forum", null, address("db"), address("db"))).isEmpty();
        assertThat(others("forum", null, address("db"), address("other"))).containsExactly("library");
    }

    @Test
    void theGuardsReplicaIsNotAnotherDatabase() throws IOException {
        assertThat(others("forum", "library", FORUM, LIBRARY)).isEmpty();
    }

    @Test
    void aUnitMadeByTheApplicationMayBeAnyOfThem() throws IOException {
        assertThat(others(null, null, FORUM, FORUM)).isEmpty();
        assertThat(others(null, null, FORUM, LIBRARY)).containsExactly("forum", "library");
    }

    private static String address(String host) {
        return "<properties><property name=\"jakarta.persistence.jdbc.url\" value=\"jdbc:postgresql://" + host
                + "/x\"/></properties>";
    }

    private Set<String> others(String own, String replica, String... units) throws IOException {
        String[] names = {"forum", "library", "archive"};
        StringBuilder xml = new StringBuilder("<persistence>");
        for (int i = 0; i < units.length; i++) {
            xml.append("<persistence-unit name=\"%s\">%s</persistence-unit>".formatted(names[i], units[i]));
        }
        Path file = directory.resolve("META-INF/persistence.xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, xml.append("</persistence>"));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            return OtherDatabases.among(PersistenceUnits.declared(loader).values(), own, replica);
        }
    }
}
