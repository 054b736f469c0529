package org.cacheversions.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.migration.SchemaDialect;

/**
 * The part of a trigger's name that says what it is for. It is the same whenever the database means the same table, so
 * that what was created can be dropped.
 */
final class TriggerName {

    /** With the longest beginning, {@code cache_touch_truncate_}, and the digest, 63 bytes. */
    private static final int MOST_BYTES = 33;

    private static final int DIGITS = 8;
    private static final String QUOTES = "\"`[";

    private TriggerName() {}

    /** Returns the name, which a digest tells apart from those of other tables, caches and columns. */
    static String of(SchemaDialect dialect, TableName data, String cache, List<String> columns) {
        String table = catalogued(dialect, data.table());
        String all = columns.stream().collect(Collectors.joining("/", table + "/" + cache + "/", ""));
        return shortened(table + "_" + cache) + "_" + digest(all);
    }

    /** Returns the name of a table or column as the catalogue of the database has it. */
    static String catalogued(SchemaDialect dialect, String given) {
        if (QUOTES.indexOf(given.charAt(0)) >= 0) {
            return given.substring(1, given.length() - 1);
        }
        return switch (dialect) {
            case MYSQL, SQLSERVER -> given;
            case ORACLE -> given.toUpperCase(Locale.ROOT);
            default -> inLowerCase(given);
        };
    }

    /** Returns a name with the letters of ASCII in lower case. PostgreSQL leaves the others as they are. */
    private static String inLowerCase(String name) {
        return name.chars()
                .map(letter -> letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter)
                .collect(StringBuilder::new, (text, letter) -> text.append((char) letter), StringBuilder::append)
                .toString();
    }

    /** Cuts a name off before the character that would not fit. */
    private static String shortened(String name) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        CharBuffer rest = CharBuffer.wrap(name);
        var unused = encoder.encode(rest, ByteBuffer.allocate(MOST_BYTES), true);
        return name.substring(0, rest.position());
    }

    private static String digest(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
