package org.cacheversions.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.persistence.CacheVersion;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application as it was with an earlier release, which knows no scopes: its classes and its jar of the library. */
final class WarsBefore extends Wars {

    private final Path build;

    WarsBefore(Settings settings, String databaseUrl, RedisProcess redis, Path directory) {
        super(settings, databaseUrl, redis, directory);
        build = settings.before();
    }

    @Override
    Path library() {
        try (Stream<Path> files = Files.list(build)) {
            return files.filter(
                            file -> file.getFileName().toString().matches("cache-versions-[\\d.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("cluster.before names no built release: " + build));
        } catch (IOException e) {
            throw new UncheckedIOException("cluster.before names no built release: " + build, e);
        }
    }

    @Override
    void addClasses(WebArchive war, Package name) {
        Path classes = build.resolve("test-classes");
        String folder = name.getName().replace('.', '/');
        for (File file : classes.resolve(folder).toFile().listFiles()) {
            war.addAsWebInfResource(file, "classes/" + folder + "/" + file.getName());
        }
    }

    @Override
    List<Class<?>> entities() {
        return List.of(CacheVersion.class);
    }
}
