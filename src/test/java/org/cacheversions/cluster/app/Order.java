package org.cacheversions.cluster.app;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a writer is told to do.
 *
 * @param kind how
 * @param item what to write
 * @param other what else to write, of a higher number, so that those who hold rows wait for each other in one direction
 * @param stamp of the first write; the second has the next
 * @param end how the transaction ends
 * @param before what to ask for in the transaction before it writes
 */
public record Order(Kind kind, int item, int other, long stamp, End end, String[] before) {

    /** How to write. */
    public enum Kind {
        /** One item, by annotation where its method has one. */
        ONE,
        /** Two items of two groups. */
        TWO,
        /** The second item in a transaction of its own, which commits before the first. */
        REQUIRES_NEW,
        /** Two items, and every cache is invalidated. */
        ALL
    }

    /** How a transaction ends. */
    public enum End {
        COMMIT,
        THROW,
        ROLLBACK_ONLY
    }

    @Override
    public String toString() {
        return kind + " " + item + " " + other + " " + stamp + " " + end;
    }

    static Order of(HttpServletRequest request) {
        String before = request.getParameter("q");
        return new Order(
                Kind.valueOf(request.getParameter("kind")),
                Integer.parseInt(request.getParameter("item")),
                Integer.parseInt(request.getParameter("other")),
                Long.parseLong(request.getParameter("stamp")),
                End.valueOf(request.getParameter("end")),
                before == null ? new String[0] : before.split("\\."));
    }
}
