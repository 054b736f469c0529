package org.cacheversions.cluster.app;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A request to write.
 *
 * @param kind how to write
 * @param item the item to write
 * @param other another item to write, with a higher number, so that transactions lock rows in the same order
 * @param stamp the stamp of the first write; the second write uses the next one
 * @param end how the transaction ends
 * @param before the queries to answer in the transaction before it writes
 */
public record WriteRequest(Kind kind, int item, int other, long stamp, End end, String[] before) {

    public enum Kind {
        /** One item, invalidated with the annotation where its method has one. */
        ONE,
        /** Two items of different groups. */
        TWO,
        /** The second item in a separate transaction, which commits before the first. */
        REQUIRES_NEW,
        /** Two items, and invalidates all caches. */
        ALL
    }

    public enum End {
        COMMIT,
        THROW,
        ROLLBACK_ONLY
    }

    @Override
    public String toString() {
        return kind + " " + item + " " + other + " " + stamp + " " + end;
    }

    static WriteRequest of(HttpServletRequest request) {
        String before = request.getParameter("q");
        return new WriteRequest(
                Kind.valueOf(request.getParameter("kind")),
                Integer.parseInt(request.getParameter("item")),
                Integer.parseInt(request.getParameter("other")),
                Long.parseLong(request.getParameter("stamp")),
                End.valueOf(request.getParameter("end")),
                before == null ? new String[0] : before.split("\\."));
    }
}
