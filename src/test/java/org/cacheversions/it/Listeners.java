package org.cacheversions.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The listening addresses of a process, as Linux reports them. */
public final class Listeners {

    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final String LISTENING = "0A";

    private Listeners() {}

    /** Returns addresses such as {@code 127.0.0.1:8080}; unmapped IPv6 addresses are in hexadecimal. */
    public static Set<String> of(long pid) {
        Set<String> sockets = sockets(pid);
        return Stream.of("tcp", "tcp6")
                .map(table -> Path.of("/proc", Long.toString(pid), "net", table))
                .flatMap(Listeners::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9 && columns[3].equals(LISTENING) && sockets.contains(columns[9]))
                .map(columns -> readable(columns[1]))
                .collect(Collectors.toSet());
    }

    private static Set<String> sockets(long pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors
                    .map(Listeners::target)
                    .map(SOCKET::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed in the meantime";
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel writes each group of four bytes of an address in the machine's order, least significant first. */
    private static String readable(String address) {
        String[] parts = address.split(":");
        String host = parts[0].replaceFirst("^0000000000000000FFFF0000", "");
        String port = ":" + Integer.parseInt(parts[1], 16);
        if (host.length() != 8) {
            return host + port;
        }
        return Stream.of(6, 4, 2, 0)
                        .map(at -> Integer.toString(Integer.parseInt(host.substring(at, at + 2), 16)))
                        .collect(Collectors.joining("."))
                + port;
    }
}
