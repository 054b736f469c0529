package org.cacheversions.cli;

import java.util.Locale;

/** Makes texts of others fit for a terminal and for lines of columns. */
final class Printable {

    private Printable() {}

    /** Escapes what a terminal would execute, what ends a line or column, and what changes the direction of writing. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> printable.append("\\n");
                case '\r' -> printable.append("\\r");
                case '\t' -> printable.append("\\t");
                default -> {
                    if (isHarmless(point)) {
                        printable.appendCodePoint(point);
                    } else {
                        printable.append(String.format(Locale.ROOT, "\\u{%x}", point));
                    }
                }
            }
        });
        return printable.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
