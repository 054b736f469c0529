package org.cacheversions.admin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the browser and its driver: with {@code -Dit.chromium} and {@code -Dit.chromedriver}, on the path, or in
 * Debian's packages, which root installs on Debian. Otherwise the tests fail.
 */
final class ChromiumPackages {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String DRIVER = "chromedriver";
    private static final String BROWSER_FILE = "it.chromium";
    private static final String DRIVER_FILE = "it.chromedriver";

    private ChromiumPackages() {}

    /** Returns an existing executable. */
    record Found(Path browser, Path driver) {}

    static synchronized Found find() {
        return found().or(() -> {
                    install();
                    return found();
                })
                .orElseThrow(() -> new IllegalStateException(
                        "The operator's page is tested in a browser, and there is none: install Chromium and its driver"
                                + " (on Debian, as root: apt-get install chromium chromium-driver), or name them by"
                                + " -Dit.chromium=FILE -Dit.chromedriver=FILE."));
    }

    private static Optional<Found> found() {
        Optional<Path> driver = executable(DRIVER_FILE, List.of(DRIVER));
        return executable(BROWSER_FILE, BROWSERS).flatMap(browser -> driver.map(file -> new Found(browser, file)));
    }

    private static Optional<Path> executable(String property, List<String> names) {
        String named = System.getProperty(property, "");
        Stream<Path> candidates = named.isBlank()
                ? names.stream().flatMap(name -> folders().map(folder -> folder.resolve(name)))
                : Stream.of(Path.of(named));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> folders() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }

    /** Does nothing if it cannot install; the caller reports what is missing. */
    private static void install() {
        Path apt = Path.of("/usr/bin/apt-get");
        boolean named = !System.getProperty(BROWSER_FILE, "").isBlank()
                || !System.getProperty(DRIVER_FILE, "").isBlank();
        if (named
                || !Files.isExecutable(apt)
                || !System.getProperty("user.name").equals("root")) {
            return;
        }
        System.err.println("Installing Chromium and its driver, by which the operator's page is tested.");
        run(apt.toString(), "-q", "update");
        run(
                apt.toString(),
                "-q",
                "-y",
                "-o",
                "DPkg::Lock::Timeout=300",
                "--no-install-recommends",
                "install",
                "chromium",
                "chromium-driver");
    }

    private static void run(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                System.err.println(said);
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
