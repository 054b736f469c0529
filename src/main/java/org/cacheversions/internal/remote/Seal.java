package org.cacheversions.internal.remote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cacheversions.internal.core.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Puts a message authentication code before the bytes of an entry, over its key and these bytes, so that nobody without
 * the secret can change an entry or move it to another key. An earlier entry under the same key is harmless: the key
 * contains the labels. Without secrets, bytes stay as they are. Thread-safe.
 */
final class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 16;

    private final List<SecretKeySpec> secrets;

    /** The first secret writes, all are accepted. */
    Seal(List<Secret> secrets) {
        this.secrets = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /** Returns what entries must have in common besides their codec, so that nodes with and without secrets never meet. */
    String format() {
        return secrets.isEmpty() ? "" : "sealed ";
    }

    /** Returns how many bytes a seal adds. */
    int length() {
        return secrets.isEmpty() ? 0 : LENGTH;
    }

    byte[] seal(byte[] key, byte[] entry) {
        if (secrets.isEmpty()) {
            return entry;
        }
        return ByteBuffer.allocate(LENGTH + entry.length)
                .put(code(secrets.get(0), key, entry))
                .put(entry)
                .array();
    }

    /** Returns the entry, or {@code null} if these bytes were not sealed for this key. */
    byte @Nullable [] open(byte[] key, byte[] sealed) {
        if (secrets.isEmpty()) {
            return sealed;
        }
        byte[] code = Arrays.copyOf(sealed, LENGTH); // padded if there are fewer
        byte[] entry = Arrays.copyOfRange(sealed, Math.min(LENGTH, sealed.length), sealed.length);
        return secrets.stream().anyMatch(secret -> MessageDigest.isEqual(code, code(secret, key, entry)))
                ? entry
                : null;
    }

    private static byte[] code(SecretKeySpec secret, byte[] key, byte[] entry) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, key.length));
            mac.update(key);
            return Arrays.copyOf(mac.doFinal(entry), LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
