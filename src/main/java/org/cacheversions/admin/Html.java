package org.cacheversions.admin;

import java.util.List;

/** Builds HTML. Values are escaped, unless they are HTML themselves. Used by one thread. */
final class Html {

    private static final String PLACE = "{}";

    private final StringBuilder text = new StringBuilder();

    /**
     * Adds a template.
     *
     * @param template a constant, with a {@code {}} for each value, which must not be inside a script or a style
     * @param values text, numbers, or other HTML
     */
    Html add(String template, Object... values) {
        int from = 0;
        for (Object value : values) {
            int place = template.indexOf(PLACE, from);
            text.append(template, from, place);
            from = place + PLACE.length();
            if (value instanceof Html html) {
                text.append(html.text);
            } else {
                escape(String.valueOf(value));
            }
        }
        text.append(template, from, template.length());
        return this;
    }

    static Html of(String template, Object... values) {
        return new Html().add(template, values);
    }

    static Html join(List<Html> parts) {
        Html all = new Html();
        parts.forEach(part -> all.text.append(part.text));
        return all;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                case '`' -> text.append("&#96;");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
