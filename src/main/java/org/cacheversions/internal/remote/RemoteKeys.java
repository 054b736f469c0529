package org.cacheversions.internal.remote;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.VersionRow;

/**
 * The keys of one region: {@code namespace:Class.method:} and a digest of labels, fingerprint and arguments. A digest
 * of 256 bits needs no check against its content, keeps keys short, and shows no argument. Thread-safe.
 */
final class RemoteKeys {

    /** Must change whenever the format of keys or entries changes. */
    private static final String FORMAT = "cache-versions 1";

    private static final int DIGEST_CHARACTERS = 43;

    private final CanonicalForm form;
    private final MessageDigest region;
    private final byte[] prefix;

    RemoteKeys(String namespace, RegionSpec spec, String fingerprint, CanonicalForm form) {
        this.form = form;
        this.prefix = (namespace + ":" + shortened(spec.id()) + ":").getBytes(StandardCharsets.UTF_8);
        this.region = sha256();
        text(FORMAT);
        text(spec.id());
        text(fingerprint);
        for (VersionRow row : spec.labels()) {
            text(row.cache());
            text(row.label());
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        region.update(new byte[] {
            (byte) (bytes.length >>> 24), (byte) (bytes.length >>> 16), (byte) (bytes.length >>> 8), (byte) bytes.length
        });
        region.update(bytes);
    }

    /** Returns {@code Class.method}, for people who read keys. */
    private static String shortened(String id) {
        int end = id.indexOf('(');
        String name = end < 0 ? id : id.substring(0, end);
        int method = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', method - 1) + 1).replace(' ', '_');
    }

    byte[] of(EntryKey key) throws CanonicalForm.MissingException {
        byte[] content = form.of(key.content());
        byte[] digest = Base64.getUrlEncoder().withoutPadding().encode(copy().digest(content));
        byte[] whole = new byte[prefix.length + DIGEST_CHARACTERS];
        System.arraycopy(prefix, 0, whole, 0, prefix.length);
        System.arraycopy(digest, 0, whole, prefix.length, DIGEST_CHARACTERS);
        return whole;
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) region.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // the digests of every JDK can be cloned
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
