package org.cacheversions.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A persistence unit with its own H2 database. Only this thread sees it, through its context class loader. With
 * Hibernate, the metamodel contains all types, including maps.
 */
public final class OwnUnit implements AutoCloseable {

    public static final String NAME = "own";

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    public OwnUnit(Path directory, Class<?> provider, String url, Class<?>... entities) {
        this(directory, provider, url, "UNSPECIFIED", entities);
    }

    OwnUnit(Path directory, Class<?> provider, String url, String sharedCacheMode, Class<?>... entities) {
        String classes = Arrays.stream(entities)
                .map(entity -> "<class>" + entity.getName() + "</class>")
                .collect(Collectors.joining());
        try {
            Path file = directory.resolve("META-INF/persistence.xml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                      <persistence-unit name="%s" transaction-type="RESOURCE_LOCAL">
                        <provider>%s</provider>
                        %s
                        <exclude-unlisted-classes>true</exclude-unlisted-classes>
                        <shared-cache-mode>%s</shared-cache-mode>
                        <properties>
                          <property name="jakarta.persistence.jdbc.url" value="%s"/>
                          <property name="jakarta.persistence.jdbc.driver" value="org.h2.Driver"/>
                          <property name="jakarta.persistence.jdbc.user" value="sa"/>
                          <property name="jakarta.persistence.jdbc.password" value=""/>
                          <property name="jakarta.persistence.schema-generation.database.action" value="create"/>
                          <property name="hibernate.jpa.metamodel.population" value="enabled"/>
                          <property name="eclipselink.logging.level" value="WARNING"/>
                          <property name="eclipselink.weaving" value="false"/>
                        </properties>
                      </persistence-unit>
                    </persistence>
                    """.formatted(NAME, provider.getName(), classes, sharedCacheMode, url));
            loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.currentThread().setContextClassLoader(loader);
    }

    @Override
    public void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }
}
