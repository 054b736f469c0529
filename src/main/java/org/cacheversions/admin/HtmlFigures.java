package org.cacheversions.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cacheversions.internal.core.figures.CacheStats;
import org.cacheversions.internal.core.figures.Minute;
import org.cacheversions.internal.core.figures.NodeStatus;

/**
 * The page's figures for people: tables and plots.
 *
 * @param base the path of the first page, which the forms are below
 * @param status the figures
 */
record HtmlFigures(String base, NodeStatus status) {

    private static final String CELL = "<td role=\"cell\" data-label=\"{}\"><span>{}</span></td>";

    Html all() {
        return Html.of("{}{}{}", table(), hour(), methods());
    }

    private Html table() {
        List<Html> rows = new ArrayList<>();
        for (NodeStatus.OfCache cache : status.caches()) {
            rows.add(row(status.at(), cache));
        }
        Html form = Html.of(
                "<form class=\"ask\" method=\"get\" action=\"{}/confirm\">"
                        + "<button name=\"all\" value=\"true\" id=\"ask-all\">Invalidate all</button></form>",
                base);
        Html head = head(
                "Cache",
                "Revision",
                "Version",
                "Last change",
                "Entries",
                "Hit ratio",
                "Loads",
                "Mean load",
                "p99 load",
                "Time saved");
        return Html.of(
                "<table role=\"table\" class=\"caches\"><caption>{}</caption><thead role=\"rowgroup\"><tr role=\"row\">{}"
                        + "<td role=\"cell\">{}</td></tr></thead><tbody role=\"rowgroup\">{}</tbody></table>",
                "What this node has counted since the application was deployed, at " + Texts.time(status.at())
                        + " UTC. In all: " + Texts.ratio(status.total().hitRatio()) + " hits, "
                        + Texts.number(status.total().loads()) + " loads, "
                        + Texts.nanos(status.total().savedNanos()) + " saved.",
                head,
                form,
                rows.isEmpty()
                        ? Html.of("<tr role=\"row\"><td role=\"cell\" colspan=\"11\">There are no caches.</td></tr>")
                        : Html.join(rows));
    }

    private static Html head(String... titles) {
        Html head = new Html();
        for (String title : titles) {
            head.add("<th role=\"columnheader\" scope=\"col\">{}</th>", title);
        }
        return head;
    }

    private Html row(Instant at, NodeStatus.OfCache cache) {
        Html row = Html.of(
                "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><a href=\"#methods-{}\">{}</a></th>",
                cache.name(),
                cache.name());
        if (cache.row() == null) {
            row.add(CELL, "Revision", "no row").add(CELL, "Version", Texts.NONE);
        } else {
            row.add(CELL, "Revision", Texts.number(cache.row().revision()));
            row.add(CELL, "Version", Html.of("<code>{}</code>", cache.row().version()));
        }
        row.add(CELL, "Last change", age(at, cache));
        CacheStats figures = cache.figures();
        row.add(CELL, "Entries", Texts.number(figures.entries()));
        row.add(CELL, "Hit ratio", Texts.ratio(figures.hitRatio()));
        row.add(CELL, "Loads", Texts.number(figures.loads()));
        times(row, figures);
        if (cache.row() == null) {
            return row.add("<td role=\"cell\"></td></tr>");
        }
        return row.add(
                "<td role=\"cell\"><form class=\"ask\" method=\"get\" action=\"{}/confirm\"><button name=\"cache\""
                        + " value=\"{}\" id=\"ask-cache-{}\" aria-label=\"Invalidate {}\">Invalidate</button></form></td></tr>",
                base,
                cache.name(),
                cache.name(),
                cache.name());
    }

    private static void times(Html row, CacheStats figures) {
        row.add(CELL, "Mean load", Texts.nanos(figures.times().mean()));
        row.add(CELL, "p99 load", Texts.nanos(figures.p99Nanos()));
        row.add(CELL, "Time saved", Texts.nanos(figures.savedNanos()));
    }

    private static Html age(Instant at, NodeStatus.OfCache cache) {
        Instant changed = cache.changed();
        return changed == null
                ? Html.of("{}", Texts.NONE)
                : Html.of(
                        "<time datetime=\"{}\" title=\"{}\">{} ago</time>",
                        changed,
                        changed,
                        Texts.duration(Duration.between(changed, at)));
    }

    private Html hour() {
        List<Html> rows = new ArrayList<>();
        for (Minute minute : status.minutes()) {
            rows.add(Html.of(
                    "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
                    Texts.time(minute.start()),
                    Texts.ratio(minute.hitRatio()),
                    Texts.number(minute.loads()),
                    Plot.invalidations(minute)));
        }
        return Html.of("""
                <section aria-labelledby="hour"><h2 id="hour">The last hour</h2>{}
                <ul class="legend"><li class="of-ratio">hit ratio</li><li class="of-loads">loads a minute</li>\
                <li class="of-mark">invalidation</li></ul>
                <details id="minutes"><summary>As a table</summary><table class="plain"><thead><tr>\
                <th scope="col">UTC</th><th scope="col">Hit ratio</th><th scope="col">Loads</th>\
                <th scope="col">Invalidated</th></tr></thead><tbody>{}</tbody></table></details></section>
                """, Plot.of("all caches", status.minutes()), Html.join(rows));
    }

    private Html methods() {
        Html section =
                Html.of("<section aria-labelledby=\"methods\"><h2 id=\"methods\">The methods behind each cache</h2>");
        for (NodeStatus.OfCache cache : status.caches()) {
            List<NodeStatus.OfMethod> methods = status.methodsOf(cache.name());
            section.add(
                    "<details class=\"cache\" id=\"methods-{}\"><summary>{} <span>{}</span></summary>",
                    cache.name(),
                    cache.name(),
                    methods.size() == 1 ? "1 method" : methods.size() + " methods");
            if (!methods.isEmpty()) {
                section.add("{}{}", methodTable(methods), Plot.of(cache.name(), cache.minutes()));
            } else {
                section.add("<p>No cached method of this application depends on it.</p>");
            }
            section.add("</details>");
        }
        return section.add("</section>");
    }

    private static Html methodTable(List<NodeStatus.OfMethod> methods) {
        Html head = head(
                "Method",
                "Depends on",
                "Entries",
                "Hit ratio",
                "Loads",
                "Failed",
                "Bypassed",
                "Mean load",
                "p99 load",
                "Time saved");
        Html rows = new Html();
        for (NodeStatus.OfMethod method : methods) {
            CacheStats figures = method.figures();
            rows.add(
                    "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><code>{}</code></th>",
                    breakable(method.name()));
            rows.add(CELL, "Depends on", String.join(", ", method.caches()));
            rows.add(CELL, "Entries", Texts.number(figures.entries()));
            rows.add(CELL, "Hit ratio", Texts.ratio(figures.hitRatio()));
            rows.add(CELL, "Loads", Texts.number(figures.loads()));
            rows.add(CELL, "Failed", Texts.number(figures.failures()));
            rows.add(CELL, "Bypassed", Texts.number(figures.bypasses()));
            times(rows, figures);
            rows.add("</tr>");
        }
        return Html.of(
                "<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>"
                        + "<tbody role=\"rowgroup\">{}</tbody></table>",
                head,
                rows);
    }

    /** A name of a method, which a line may end in the middle of. */
    private static Html breakable(String name) {
        Html parts = new Html();
        for (String part : name.split("(?<=[.,(])", -1)) {
            parts.add("{}<wbr>", part);
        }
        return parts;
    }
}
