package org.cacheversions.it.app;

/** The result of the second of two cached calls, and the counters of both. */
public record Report(String text, Counts.Total total) {

    public static Report ofTwoCalls(Notes notes, Counts counts, long id) {
        Counts.Total before = counts.total();
        notes.text(id);
        String text = notes.text(id);
        return new Report(text, counts.total().since(before));
    }
}
