package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published: the jar for applications, and beside it the console, the testing helper and a short POM. */
class JarsIT {

    @Test
    void theJarHoldsWhatAnApplicationRuns() throws Exception {
        assertThat(classes("it.library"))
                .contains("org/cacheversions/VersionedCache.class")
                .noneMatch(name -> name.startsWith("org/cacheversions/cli/"))
                .noneMatch(name -> name.startsWith("org/cacheversions/testing/"));
    }

    @Test
    void theTestingHelperIsAJarOfItsOwn() throws Exception {
        assertThat(classes("it.testing"))
                .contains("org/cacheversions/testing/CacheAssertions.class")
                .allMatch(name -> name.startsWith("org/cacheversions/testing/"));
    }

    @Test
    void thePublishedPomHasNoTestDependenciesAndNoBuild() throws Exception {
        assertThat(Files.readString(Path.of(System.getProperty("it.pom"))))
                .contains("<artifactId>caffeine</artifactId>", "<scm>", "<developers>", "<licenses>", "<url>")
                .doesNotContain("<scope>test</scope>", "<build>", "<profiles>", "${");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it.library", "it.testing", "it.console"})
    void everyJarHasItsLicenceAndNotice(String jar) throws Exception {
        assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
        assertThat(text(jar, "META-INF/NOTICE")).contains("cache-versions");
    }

    @Test
    void theConsoleHasTheLicenceOfEachLibraryInIt() throws Exception {
        String notice = text("it.console", "META-INF/NOTICE");
        assertThat(notice).contains("picocli", "PostgreSQL", "MariaDB", "H2");
        assertThat(text("it.console", "META-INF/licenses/postgresql-BSD-2-Clause.txt"))
                .contains("PostgreSQL Global Development Group");
        assertThat(text("it.console", "META-INF/licenses/mariadb-java-client-LGPL-2.1.txt"))
                .contains("LESSER GENERAL PUBLIC LICENSE");
        assertThat(text("it.console", "META-INF/licenses/h2-MPL-2.0.txt")).contains("Mozilla Public License");
    }

    @Test
    void theManifestExportsTheApiAndRequiresNothing() throws Exception {
        try (JarFile jar = open("it.library")) {
            var manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Export-Package"))
                    .contains("org.cacheversions;", "org.cacheversions.spi;")
                    .doesNotContain("org.cacheversions.internal");
            assertThat(manifest.getValue("Import-Package").split(",(?=[a-z])"))
                    .allMatch(each -> each.contains("optional"));
            assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("org.cacheversions");
        }
    }

    private static List<String> classes(String jar) throws IOException {
        try (JarFile file = open(jar)) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }

    private static String text(String jar, String entry) throws IOException {
        try (JarFile file = open(jar)) {
            return new String(file.getInputStream(file.getJarEntry(entry)).readAllBytes());
        }
    }

    private static JarFile open(String jar) throws IOException {
        return new JarFile(Path.of(System.getProperty(jar)).toFile());
    }
}
