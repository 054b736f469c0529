package org.cacheversions.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cacheversions.internal.core.figures.CacheStats;
import org.cacheversions.internal.core.figures.Minute;
import org.cacheversions.internal.core.figures.NodeStatus;

/**
 * Writes the pages.
 *
 * @param base the path of the first page, which the others are below
 * @param user whom the log names if something is invalidated
 */
record Pages(String base, String user) {

    private static final String CELL = "<td role=\"cell\" data-label=\"{}\"><span>{}</span></td>";

    private static final String CONSEQUENCE = "What depends on it is computed anew, on all nodes.";

    private String logged() {
        return "The log will name " + user + ".";
    }

    /** Answers the first page. */
    String caches(NodeStatus inspection, boolean enabled, String notice, String token) {
        Html main = Html.of("<p role=\"status\" id=\"notice\">{}</p>", notice);
        main.add("<div id=\"figures\">");
        if (!enabled) {
            main.add("<p class=\"warning\">Nothing is cached: cache-versions.enabled is false.</p>");
        }
        if (!inspection.current()) {
            main.add("<p class=\"warning\">The versions can\u2019t be read, so that nothing is cached at this moment."
                    + " The log says why. Revisions and versions are those that were read last.</p>");
        }
        main.add("{}{}{}</div>{}", table(inspection), hour(inspection), methods(inspection), dialog(token));
        return page("Caches", main);
    }

    /** Answers the page that asks before anything is invalidated. */
    String confirmation(String field, String value, String token) {
        return page(
                "Invalidate?",
                Html.of(
                        "<form class=\"question\" method=\"post\" action=\"{}/invalidate\"><p>{} {} {}</p>{}"
                                + "<p><button>Invalidate</button> <a href=\"{}/\">Keep</a></p></form>",
                        base,
                        field.equals("all")
                                ? "Every cache is invalidated."
                                : "The cache \u201c" + value + "\u201d is invalidated.",
                        CONSEQUENCE,
                        logged(),
                        Html.of(
                                "<input type=\"hidden\" name=\"{}\" value=\"{}\"><input type=\"hidden\" name=\"{}\" value=\"{}\">",
                                Forms.TOKEN,
                                token,
                                field,
                                value),
                        base));
    }

    /** Answers a page that says why something was not done. */
    String refusal(String title, String text) {
        return page(title, Html.of("<p class=\"warning\">{}</p><p><a href=\"{}/\">To the caches</a></p>", text, base));
    }

    private String page(String title, Html main) {
        return Html.of("""
                        <!DOCTYPE html>
                        <html lang="en">
                        <head>
                        <meta charset="UTF-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="color-scheme" content="light dark">
                        <title>{} \u00b7 cache-versions</title>
                        <link rel="icon" href="data:,">
                        <link rel="stylesheet" href="{}/page.css">
                        <script src="{}/page.js" defer></script>
                        </head>
                        <body>
                        <header><h1>{}</h1></header>
                        <main>{}</main>
                        </body>
                        </html>
                        """, title, base, base, title, main).toString();
    }

    private Html table(NodeStatus inspection) {
        List<Html> rows = new ArrayList<>();
        for (NodeStatus.OfCache cache : inspection.caches()) {
            rows.add(row(inspection.at(), cache));
        }
        Html form = Html.of(
                "<form class=\"ask\" method=\"get\" action=\"{}/confirm\">"
                        + "<button name=\"all\" value=\"true\" id=\"ask-all\">Invalidate all</button></form>",
                base);
        Html head = new Html();
        for (String title : List.of(
                "Cache",
                "Revision",
                "Version",
                "Last change",
                "Entries",
                "Hit ratio",
                "Loads",
                "Mean load",
                "p99 load",
                "Time saved")) {
            head.add("<th role=\"columnheader\" scope=\"col\">{}</th>", title);
        }
        return Html.of(
                "<table role=\"table\" class=\"caches\"><caption>{}</caption><thead role=\"rowgroup\"><tr role=\"row\">{}"
                        + "<td role=\"cell\">{}</td></tr></thead><tbody role=\"rowgroup\">{}</tbody></table>",
                "What this node has counted since the application was deployed, at " + Texts.time(inspection.at())
                        + " UTC. In all: " + Texts.ratio(inspection.total().hitRatio()) + " hits, "
                        + Texts.number(inspection.total().loads()) + " loads, "
                        + Texts.nanos(inspection.total().savedNanos()) + " saved.",
                head,
                form,
                rows.isEmpty()
                        ? Html.of("<tr role=\"row\"><td role=\"cell\" colspan=\"11\">There are no caches.</td></tr>")
                        : Html.join(rows));
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

    private static Html hour(NodeStatus inspection) {
        List<Html> rows = new ArrayList<>();
        for (Minute minute : inspection.minutes()) {
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
                """, Plot.of("all caches", inspection.minutes()), Html.join(rows));
    }

    private static Html methods(NodeStatus inspection) {
        Html section =
                Html.of("<section aria-labelledby=\"methods\"><h2 id=\"methods\">The methods behind each cache</h2>");
        for (NodeStatus.OfCache cache : inspection.caches()) {
            List<NodeStatus.OfMethod> methods = inspection.methodsOf(cache.name());
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
        Html head = new Html();
        for (String title : List.of(
                "Method",
                "Depends on",
                "Entries",
                "Hit ratio",
                "Loads",
                "Failed",
                "Bypassed",
                "Mean load",
                "p99 load",
                "Time saved")) {
            head.add("<th role=\"columnheader\" scope=\"col\">{}</th>", title);
        }
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

    private Html dialog(String token) {
        return Html.of("""
                <dialog id="confirm" aria-labelledby="question"><form method="post" action="{}/invalidate">
                <h2 id="question">Invalidate?</h2><p>{} {}</p>
                <input type="hidden" name="{}" value="{}"><input type="hidden" id="what">
                <p><button>Invalidate</button> <button type="button" class="keep" id="keep">Keep</button></p>
                </form></dialog>
                """, base, CONSEQUENCE, logged(), Forms.TOKEN, token);
    }
}
