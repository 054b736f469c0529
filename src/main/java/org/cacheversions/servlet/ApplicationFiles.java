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
import org.cacheversions.CacheVersionsException;
import org.jspecify.annotations.Nullable;

/** A digest of all files of an application, which is the same on each node of one build. Computed once. Thread-safe. */
final class ApplicationFiles {

    private final ServletContext context;
    private @Nullable String digest;

    ApplicationFiles(ServletContext context) {
        this.context = context;
    }

    synchronized String digest() {
        String known = digest;
        if (known == null) {
            try {
                MessageDigest files = MessageDigest.getInstance("SHA-256");
                add(files, "/");
                known = HexFormat.of().formatHex(files.digest());
            } catch (IOException | NoSuchAlgorithmException e) {
                throw new CacheVersionsException(ServletMessages.unreadableFiles(), e);
            }
            digest = known;
        }
        return known;
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
