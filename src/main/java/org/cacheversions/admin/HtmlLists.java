package org.cacheversions.admin;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cacheversions.internal.core.figures.CacheStats;
import org.cacheversions.internal.core.figures.NodeStatus;
import org.cacheversions.internal.core.figures.SeenInvalidation;

/**
 * What an operator looks for first, as tables.
 *
 * @param status the statistics
 */
record HtmlLists(NodeStatus status) {

    static final String CELL = "<td role=\"cell\" data-label=\"{}\"><span>{}</span></td>";

    Html all() {
        return Html.of("{}{}", costliest(), invalidations());
    }

    private Html costliest() {
        Html rows = new Html();
        List<NodeStatus.OfMethod> methods = status.costliest();
        for (NodeStatus.OfMethod method : methods) {
            CacheStats figures = method.figures();
            rows.add(
                    "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><code>{}</code></th>",
                    HtmlFigures.breakable(method.name()));
            rows.add(CELL, "Time lost", Texts.nanos(figures.lostNanos()));
            rows.add(CELL, "Loads", Texts.number(figures.loads()));
            rows.add(CELL, "Mean load", Texts.nanos(figures.times().mean()));
            rows.add(CELL, "Hit ratio", Texts.ratio(figures.hitRatio()));
            rows.add(CELL + "</tr>", "Misses", HtmlFigures.misses(figures));
        }
        return list(
                "costliest",
                "The costliest methods",
                "By the time lost to loads",
                methods.size(),
                head("Method", "Time lost", "Loads", "Mean load", "Hit ratio", "Misses"),
                rows);
    }

    private Html invalidations() {
        Html rows = new Html();
        for (SeenInvalidation seen : status.invalidations()) {
            rows.add(
                    "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><time datetime=\"{}\">{}</time></th>",
                    seen.at(),
                    seen.at().truncatedTo(ChronoUnit.SECONDS));
            rows.add(CELL, "Caches", joined(seen.caches()));
            rows.add(CELL, "Scopes", joined(seen.scopes()));
            rows.add(CELL, "By", seen.places() == null ? "another node" : joined(seen.places()));
            rows.add(CELL + "</tr>", "User", seen.user() == null ? Texts.NONE : seen.user());
        }
        return list(
                "invalidations",
                "The last invalidations",
                "Seen by this node",
                status.invalidations().size(),
                head("Time (UTC)", "Caches", "Scopes", "By", "User"),
                rows);
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? Texts.NONE : String.join(", ", names);
    }

    private static Html head(String... titles) {
        Html head = new Html();
        for (String title : titles) {
            head.add("<th role=\"columnheader\" scope=\"col\">{}</th>", title);
        }
        return head;
    }

    private static Html list(String id, String title, String order, int number, Html head, Html rows) {
        return Html.of(
                "<section aria-labelledby=\"{}-title\"><h2 id=\"{}-title\">{}</h2><details class=\"cache texts\" id=\"{}\">"
                        + "<summary>{} <span>{}</span></summary><table role=\"table\"><thead role=\"rowgroup\">"
                        + "<tr role=\"row\">{}</tr></thead><tbody role=\"rowgroup\">{}</tbody></table></details></section>",
                id,
                id,
                title,
                id,
                order,
                number,
                head,
                rows);
    }
}
