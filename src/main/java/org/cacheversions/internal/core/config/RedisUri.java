package org.cacheversions.internal.core.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis or Valkey, with credentials. Its text never contains the password.
 *
 * @param kind one server, a group with Sentinels, or a cluster
 * @param tls whether the connections are encrypted
 * @param user the ACL user, {@code null} for the default user
 * @param password {@code null} for none
 * @param hosts the server, the Sentinels, or some nodes of the cluster
 * @param database the number of the database
 * @param master the name under which the Sentinels know the group, {@code null} without Sentinels
 */
public record RedisUri(
        Kind kind,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        List<Host> hosts,
        int database,
        @Nullable String master) {

    /** The forms that {@link #parse} accepts. */
    public static final String FORMS = "redis://[[user]:password@]host[:port][/database],"
            + " redis-sentinel://[[user]:password@]host[:port],…[/database]#master,"
            + " redis-cluster://[[user]:password@]host[:port],…; rediss instead of redis for TLS";

    /** What the hosts are. */
    public enum Kind {
        SERVER(6379),
        SENTINEL(26379),
        CLUSTER(6379);

        private final int port;

        Kind(int port) {
            this.port = port;
        }
    }

    public record Host(String name, int port) {

        private static Host of(String text, int defaultPort) {
            int colon = text.lastIndexOf(':');
            boolean hasPort = colon >= 0 && text.indexOf(']', colon) < 0;
            String name = hasPort ? text.substring(0, colon) : text;
            if (name.startsWith("[") && name.endsWith("]")) {
                name = name.substring(1, name.length() - 1);
            } else if (name.indexOf(':') >= 0) {
                throw new IllegalArgumentException("an IPv6 address without brackets");
            }
            int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : defaultPort;
            if (name.isEmpty() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException("no host, or no such port");
            }
            return new Host(name, port);
        }

        @Override
        public String toString() {
            return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
        }
    }

    /**
     * Parses one of the {@link #FORMS}.
     *
     * @throws IllegalArgumentException if the text has none of them; neither the message nor a cause contains it
     */
    public static RedisUri parse(String text) {
        try {
            return parsed(new URI(text));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalArgumentException("it has none of the allowed forms"); // the cause could show the password
        }
    }

    private static RedisUri parsed(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.startsWith("rediss");
        Kind kind =
                switch (scheme.substring(Math.min(scheme.length(), tls ? 6 : 5))) {
                    case "" -> Kind.SERVER;
                    case "-sentinel" -> Kind.SENTINEL;
                    case "-cluster" -> Kind.CLUSTER;
                    default -> throw new IllegalArgumentException("another scheme");
                };
        String authority = uri.getRawAuthority();
        if (!scheme.startsWith("redis") || authority == null || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("another scheme, no host, or a query");
        }
        int at = authority.lastIndexOf('@');
        List<Host> hosts = new ArrayList<>();
        for (String host : authority.substring(at + 1).split(",", -1)) {
            hosts.add(Host.of(host, kind.port));
        }
        String[] credentials =
                at < 0 ? new String[] {"", ""} : authority.substring(0, at).split(":", 2);
        RedisUri parsed = new RedisUri(
                kind,
                tls,
                decoded(credentials[0]),
                credentials.length < 2 ? null : decoded(credentials[1]),
                List.copyOf(hosts),
                database(uri.getRawPath()),
                uri.getFragment());
        boolean complete = kind == Kind.SENTINEL
                ? parsed.master != null && !parsed.master.isEmpty()
                : parsed.master == null && (kind == Kind.CLUSTER ? parsed.database == 0 : hosts.size() == 1);
        if (!complete || (parsed.user != null && parsed.password == null)) {
            throw new IllegalArgumentException("a part is missing, or is one too many");
        }
        return parsed;
    }

    /** Returns the same address with other credentials. */
    public RedisUri withCredentials(@Nullable String other, @Nullable String secret) {
        return new RedisUri(kind, tls, other, secret, hosts, database, master);
    }

    private static int database(@Nullable String path) {
        int database = path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
        if (database < 0) {
            throw new IllegalArgumentException("the database");
        }
        return database;
    }

    private static @Nullable String decoded(String part) {
        // URLDecoder decodes a plus as a space, which is wrong in this part of a URI
        return part.isEmpty() ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(tls ? "rediss" : "redis");
        if (kind != Kind.SERVER) {
            text.append('-').append(kind.name().toLowerCase(Locale.ROOT));
        }
        text.append("://");
        text.append(String.join(",", hosts.stream().map(Host::toString).toList()));
        if (database != 0) {
            text.append('/').append(database);
        }
        return master == null
                ? text.toString()
                : text.append('#').append(master).toString();
    }
}
