package org.cacheversions.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A digest of all files of an application, which is the same on each node of one build. Computed once. Thread-safe. */
final class ApplicationFiles {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final ServletContext context;
    private @Nullable String digest;
    private boolean computed;

    ApplicationFiles(ServletContext context) {
        this.context = context;
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
