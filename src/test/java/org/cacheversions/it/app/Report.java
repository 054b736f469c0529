package org.cacheversions.it.app;

/** What a cached call has answered at the last of two times, and what both took. */
public record Report(String text, Counts.Total total) {

    static Report ofTwoCalls(Notes notes, Counts counts, long id) {
        Counts.Total before = counts.total();
        notes.text(id);
        String text = notes.text(id);
        return new Report(text, counts.total().since(before));
    }
}
