package org.cacheversions.benchmark;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.CacheVersionsExtension;
import org.cacheversions.testing.InMemoryVersions;

/**
 * How long Weld takes to deploy 50 beans with 500 methods: without interceptors, behind an interceptor that does
 * nothing, and cached by the library, with all its work until the first request. Interleaved rounds, one JVM each.
 */
public final class Deployment {

    private static final int BEANS = 50;
    private static final int METHODS = 10;
    private static final int ROUNDS = 5;

    private Deployment() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2) {
            deploy(arguments[0], Path.of(arguments[1]));
            return;
        }
        Map<String, String> annotations = new TreeMap<>(Map.of(
                "plain", "",
                "doNothing", "@DoNothing",
                "versioned", "@org.cacheversions.VersionedCache({\"first\", \"second\"})"));
        Map<String, List<Long>> times = new TreeMap<>();
        Map<String, Path> compiled = new TreeMap<>();
        for (Map.Entry<String, String> one : annotations.entrySet()) {
            compiled.put(one.getKey(), compile(one.getValue()));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Path> one : compiled.entrySet()) {
                times.computeIfAbsent(one.getKey(), key -> new ArrayList<>()).add(apart(one.getKey(), one.getValue()));
            }
        }
        times.forEach((name, all) -> {
            all.sort(null);
            System.out.printf("%s: %d ms (%d-%d)%n", name, all.get(ROUNDS / 2), all.get(0), all.get(all.size() - 1));
        });
    }

    private static Path compile(String annotation) throws IOException {
        Path directory = Files.createTempDirectory("deployment");
        List<String> command = new ArrayList<>(
                List.of("-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path")));
        for (int bean = 0; bean < BEANS; bean++) {
            StringBuilder source = new StringBuilder("package org.cacheversions.benchmark;\n"
                    + "@jakarta.enterprise.context.ApplicationScoped public class Bean%d {\n".formatted(bean));
            for (int method = 0; method < METHODS; method++) {
                source.append("%s public Object method%d(long id, String language) { return id; }%n"
                        .formatted(annotation, method));
            }
            Path file = directory.resolve("Bean%d.java".formatted(bean));
            Files.writeString(file, source.append("}\n"));
            command.add(file.toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
        if (result != 0) {
            throw new IllegalStateException("javac returned " + result);
        }
        return directory;
    }

    private static long apart(String name, Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Deployment.class.getName(),
                        name,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return Long.parseLong(output.strip());
    }

    private static void deploy(String name, Path directory) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            Class<?>[] beans = new Class<?>[BEANS];
            for (int bean = 0; bean < BEANS; bean++) {
                beans[bean] = loader.loadClass("org.cacheversions.benchmark.Bean" + bean);
            }
            System.setProperty("cache-versions.auto-start", "true");
            long start = System.nanoTime();
            SeContainerInitializer initializer = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addBeanClasses(DoNothingInterceptor.class, InMemoryVersions.class)
                    .addBeanClasses(beans);
            if (name.equals("versioned")) {
                initializer.addExtensions(new CacheVersionsExtension());
            }
            try (SeContainer container = initializer.initialize()) {
                if (name.equals("versioned")) {
                    container.select(CacheRuntime.class).get().engine().start();
                }
                // interceptors are created with their bean
                Arrays.stream(beans)
                        .forEach(bean -> container.select(bean).get().toString());
                System.out.println((System.nanoTime() - start) / 1_000_000);
            }
        }
    }
}
