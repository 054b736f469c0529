package org.cacheversions.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cacheversions.internal.core.figures.CacheStats;
import org.cacheversions.internal.core.figures.Minute;
import org.cacheversions.internal.core.figures.NodeStatus;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.core.versions.WindowFigures;
import org.cacheversions.spi.MissReason;

/**
 * The statistics as tables and plots.
 *
 * @param base the path of the first page; the forms are below it
 * @param status the statistics
 */
record HtmlFigures(String base, NodeStatus status) {

    private static final String CELL = HtmlLists.CELL;

    private static final List<Column> FIGURES_OF_METHOD = List.of(
            new Column("Entries", figures -> Texts.number(figures.entries())),
            new Column("Hit ratio", figures -> Texts.ratio(figures.hitRatio())),
            new Column("Misses", HtmlFigures::misses),
            new Column("Loads", figures -> Texts.number(figures.loads())),
            new Column("Failed", figures -> Texts.number(figures.failures())),
            new Column("Bypassed", figures -> Texts.number(figures.bypasses())),
            new Column("Mean load", figures -> Texts.nanos(figures.times().mean())),
            new Column("p99 load", figures -> Texts.nanos(figures.p99Nanos())),
            new Column("Time saved", figures -> Texts.nanos(figures.savedNanos())));

    private static final List<Column> FIGURES_OF_CACHE = FIGURES_OF_METHOD.stream()
            .filter(column -> !List.of("Misses", "Failed", "Bypassed").contains(column.title))
            .toList();

    private record Column(String title, Function<CacheStats, String> text) {

        void addTo(Html row, CacheStats figures) {
            row.add(CELL, title, text.apply(figures));
        }
    }

    Html all() {
        return Html.of("{}{}{}{}", table(), hour(), new HtmlLists(status).all(), methods());
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
        Html head = head(FIGURES_OF_CACHE, "Cache", "Revision", "Version", "Last change");
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

    private static Html head(List<Column> figures, String... first) {
        Html head = new Html();
        Stream.concat(Stream.of(first), figures.stream().map(Column::title))
                .forEach(title -> head.add("<th role=\"columnheader\" scope=\"col\">{}</th>", title));
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
        FIGURES_OF_CACHE.forEach(column -> column.addTo(row, cache.figures()));
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
            if (cache.scopes() != null) {
                section.add("{}", scopes(cache.name(), cache.scopes()));
            }
            if (!methods.isEmpty()) {
                section.add("{}{}", methodTable(methods), Plot.of(cache.name(), cache.minutes()));
            } else {
                section.add("<p>No cached method of this application depends on it.</p>");
            }
            section.add("</details>");
        }
        return section.add("</section>");
    }

    private Html scopes(String cache, WindowFigures scopes) {
        return Html.of(
                "<p>{} invalidated that this node knows of{}</p>"
                        + "<form method=\"get\" action=\"{}/confirm\"><input type=\"hidden\" name=\"cache\" value=\"{}\">"
                        + "<label>Scope <input name=\"scope\" required autocomplete=\"off\" id=\"scope-{}\"></label>"
                        + " <button id=\"ask-scope-{}\" aria-label=\"Invalidate a scope of {}\">Invalidate</button></form>",
                scopes.scopes() == 1 ? "1 scope was" : Texts.number(scopes.scopes()) + " scopes were",
                scopes.last().isEmpty()
                        ? "."
                        : ", the last ones: "
                                + scopes.last().stream()
                                        .map(JournalTable::shown)
                                        .collect(Collectors.joining(", ")) + ".",
                base,
                cache,
                cache,
                cache,
                cache);
    }

    private static Html methodTable(List<NodeStatus.OfMethod> methods) {
        Html head = head(FIGURES_OF_METHOD, "Method", "Depends on");
        Html rows = new Html();
        for (NodeStatus.OfMethod method : methods) {
            rows.add(
                    "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><code>{}</code></th>",
                    breakable(method.name()));
            rows.add(CELL, "Depends on", String.join(", ", method.caches()));
            FIGURES_OF_METHOD.forEach(column -> column.addTo(rows, method.figures()));
            rows.add("</tr>");
        }
        return Html.of(
                "<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>"
                        + "<tbody role=\"rowgroup\">{}</tbody></table>",
                head,
                rows);
    }

    /** Returns the misses by their reasons, the most frequent one first. */
    static String misses(CacheStats figures) {
        return figures.reasons().isEmpty()
                ? Texts.number(0)
                : figures.reasons().entrySet().stream()
                        .sorted(Map.Entry.<MissReason, Long>comparingByValue().reversed())
                        .map(each -> Texts.number(each.getValue()) + " "
                                + each.getKey().text())
                        .collect(Collectors.joining(", "));
    }

    /** Returns the name of a method with possible line breaks. */
    static Html breakable(String name) {
        Html parts = new Html();
        for (String part : name.split("(?<=[.,(])", -1)) {
            parts.add("{}<wbr>", part);
        }
        return parts;
    }
}
