package org.cacheversions.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A digest of all files of a web application, which is the same on each node of one build. There is none if the library
 * is elsewhere, as in an EAR: then so may be code whose changes the digest would not show. Computed once. Thread-safe.
 */
final class ApplicationFiles {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    /** The name of a jar at the end of its location. */
    private static final Pattern JAR = Pattern.compile("([^/\\\\]+\\.jar)[!/]*$");

    private final ServletContext context;
    private final @Nullable String library;
    private @Nullable String digest;
    private boolean computed;

    ApplicationFiles(ServletContext context) {
        this(context, location(ApplicationFiles.class.getProtectionDomain().getCodeSource()));
    }

    /**
     * Creates it.
     *
     * @param library the location of the library, or {@code null} if it is not known
     */
    ApplicationFiles(ServletContext context, @Nullable String library) {
        this.context = context;
        this.library = library;
    }

    private static @Nullable String location(@Nullable CodeSource source) {
        URL location = source == null ? null : source.getLocation();
        return location == null ? null : location.toString();
    }

    /** Servers unpack or rename the application, but keep the name of a jar. */
    private boolean isElsewhere(@Nullable String jar) {
        Matcher name = jar == null ? null : JAR.matcher(jar);
        Set<String> own = context.getResourcePaths("/WEB-INF/lib/");
        return name != null && name.find() && (own == null || !own.contains("/WEB-INF/lib/" + name.group(1)));
    }

    /** Returns the digest, or {@code null} if a file can't be read, which is reported once. */
    @Nullable
    synchronized String digest() {
        if (!computed) {
            computed = true;
            digest = compute();
        }
        return digest;
    }

    private @Nullable String compute() {
        try {
            if (isElsewhere(library)) {
                LOG.log(System.Logger.Level.WARNING, ServletMessages.filesElsewhere(library));
                return null;
            }
            MessageDigest files = MessageDigest.getInstance("SHA-256");
            add(files, "/");
            return HexFormat.of().formatHex(files.digest());
        } catch (IOException | NoSuchAlgorithmException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, ServletMessages.unreadableFiles(), e);
            return null;
        }
    }

    private void add(MessageDigest files, String directory) throws IOException {
        Set<String> paths = context.getResourcePaths(directory);
        for (String path : paths == null ? Set.<String>of() : new TreeSet<>(paths)) {
            if (path.endsWith("/")) {
                add(files, path);
                continue;
            }
            files.update(path.getBytes(StandardCharsets.UTF_8));
            try (InputStream file = context.getResourceAsStream(path)) {
                if (file != null) {
                    new DigestInputStream(file, files).transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }
}
