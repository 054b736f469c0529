package org.cacheversions.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.cacheversions.internal.core.figures.Minute;

/** Draws the last hour: the hit ratio as a line with a step per minute, loads as bars, invalidations as marks. */
final class Plot {

    private static final int MINUTES = 60;
    private static final int LEFT = 44;
    private static final int TOP = 16;
    private static final int STEP = 11;
    private static final int BAR = 8;
    private static final int HEIGHT = 120;
    private static final int BOTTOM = TOP + HEIGHT;
    private static final int RIGHT = LEFT + MINUTES * STEP;

    private Plot() {}

    /** Returns the figure; its accessible name ends with {@code what}. */
    static Html of(String what, List<Minute> minutes) {
        long most = minutes.stream().mapToLong(Minute::loads).max().orElse(0);
        Html svg = Html.of(
                "<svg class=\"plot\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\">",
                "Last hour of " + what + ": " + summary(minutes),
                RIGHT + 52,
                BOTTOM + 24);
        for (int part = 0; part <= 2; part++) {
            int y = TOP + part * HEIGHT / 2;
            svg.add("<path class=\"grid\" d=\"M{} {}H{}\"/>", LEFT, y, RIGHT);
            svg.add("<text class=\"ratio-label\" x=\"{}\" y=\"{}\">{} %</text>", LEFT - 6, y + 4, 100 - part * 50);
        }
        svg.add("<text class=\"loads-label\" x=\"{}\" y=\"{}\">{}</text>", RIGHT + 6, TOP + 4, Texts.number(most));
        svg.add("<text class=\"loads-label\" x=\"{}\" y=\"{}\">0</text>", RIGHT + 6, BOTTOM + 4);
        svg.add("<path class=\"loads\" d=\"{}\"/>", bars(minutes, most));
        svg.add("<path class=\"ratio\" d=\"{}\"/>", line(minutes));
        for (int i = 0; i < minutes.size(); i++) {
            if (!minutes.get(i).invalidated().isEmpty()) {
                int x = x(minutes, i);
                svg.add(
                        "<g class=\"mark\"><path class=\"when\" d=\"M{} {}V{}\"/><path d=\"M{} {}l-5 -9h10z\"/><title>{}</title></g>",
                        x,
                        TOP,
                        BOTTOM,
                        x,
                        TOP,
                        Texts.time(minutes.get(i).start()) + " UTC: " + invalidations(minutes.get(i)));
            }
        }
        for (int ago = MINUTES; ago >= 0; ago -= 15) {
            svg.add(
                    "<text class=\"time-label\" x=\"{}\" y=\"{}\">{}</text>",
                    RIGHT - ago * STEP,
                    BOTTOM + 18,
                    ago == 0 ? "now" : "\u2212" + ago + " min");
        }
        return svg.add("</svg>");
    }

    /** The last minute is at the right; the minutes before the start of the node are empty. */
    private static int x(List<Minute> minutes, int index) {
        return RIGHT - (minutes.size() - index) * STEP + STEP / 2;
    }

    private static String bars(List<Minute> minutes, long most) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < minutes.size(); i++) {
            long loads = minutes.get(i).loads();
            if (loads > 0) {
                long height = Math.max(1, Math.round((double) loads / most * HEIGHT));
                path.append(String.format(
                        Locale.ROOT, "M%d %dv-%dh%dv%dz", x(minutes, i) - BAR / 2, BOTTOM, height, BAR, height));
            }
        }
        return path.toString();
    }

    private static String line(List<Minute> minutes) {
        StringBuilder path = new StringBuilder();
        boolean going = false;
        for (int i = 0; i < minutes.size(); i++) {
            OptionalDouble ratio = minutes.get(i).hitRatio();
            if (ratio.isPresent()) {
                int from = x(minutes, i) - STEP / 2;
                long y = BOTTOM - Math.round(ratio.getAsDouble() * HEIGHT);
                path.append(String.format(Locale.ROOT, going ? "V%2$d" : "M%d %d", from, y))
                        .append('h')
                        .append(STEP);
            }
            going = ratio.isPresent();
        }
        return path.toString();
    }

    private static String summary(List<Minute> minutes) {
        long invalidations = minutes.stream()
                .flatMap(minute -> minute.invalidated().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return Texts.number(minutes.stream().mapToLong(Minute::hits).sum()) + " hits, "
                + Texts.number(minutes.stream().mapToLong(Minute::loads).sum()) + " loads, "
                + Texts.number(invalidations) + " invalidations";
    }

    static String invalidations(Minute minute) {
        return minute.invalidated().entrySet().stream().map(Plot::times).collect(Collectors.joining(", "));
    }

    private static String times(Map.Entry<String, Long> invalidated) {
        return invalidated.getValue() == 1
                ? invalidated.getKey()
                : invalidated.getKey() + " \u00d7" + invalidated.getValue();
    }
}
