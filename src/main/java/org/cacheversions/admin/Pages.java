package org.cacheversions.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cacheversions.internal.core.figures.NodeStatus;

/**
 * Writes the pages.
 *
 * @param base the path of the first page; the others are below it
 * @param user the user that the log names when something is invalidated
 */
record Pages(String base, String user) {

    private static final String CONSEQUENCE = "Everything that depends on it is loaded again, on all nodes.";

    private String logged() {
        return "The log will name " + user + ".";
    }

    String caches(NodeStatus status, boolean enabled, String notice, String token) {
        Html main = Html.of("<p role=\"status\" id=\"notice\">{}</p>", notice);
        main.add("<div id=\"figures\">");
        if (!enabled) {
            main.add("<p class=\"warning\">Nothing is cached: cache-versions.enabled is false.</p>");
        }
        if (!status.current()) {
            main.add("<p class=\"warning\">The versions can\u2019t be read, so nothing is cached at the moment."
                    + " The log shows the reason. Revisions and versions are those of the last successful read.</p>");
        }
        main.add("{}</div>{}", new HtmlFigures(base, status).all(), dialog(token));
        return page("Caches", main);
    }

    /** Returns the page that asks for confirmation, with the fields that the form will contain. */
    String confirmation(String what, Map<String, String> fields, String token) {
        Html hidden = new Html();
        Map<String, String> all = new LinkedHashMap<>(Map.of(Forms.TOKEN, token));
        all.putAll(fields);
        all.forEach((name, value) -> hidden.add("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value));
        return page(
                "Invalidate?",
                Html.of(
                        "<form class=\"question\" method=\"post\" action=\"{}/invalidate\"><p>{} {} {}</p>{}"
                                + "<p><button>Invalidate</button> <a href=\"{}/\">Keep</a></p></form>",
                        base,
                        what,
                        CONSEQUENCE,
                        logged(),
                        hidden,
                        base));
    }

    /** Returns a page that explains why a request was refused. */
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
