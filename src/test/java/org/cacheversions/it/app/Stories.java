package org.cacheversions.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.cacheversions.CacheInvalidator;

/** Several steps in one transaction. */
@ApplicationScoped
public class Stories {

    @Inject
    Notes notes;

    @Inject
    CacheInvalidator invalidator;

    /** Answers what the transaction itself reads after its own write and invalidation. */
    @Transactional
    public String writeThenRead(long id, String text) {
        notes.change(id, text);
        invalidator.invalidate("notes");
        return notes.text(id);
    }

    /** Fills the cache with data that nobody else may see. */
    @Transactional
    public void changeThenFill(long id, String text, Outcome outcome) {
        notes.change(id, text);
        notes.text(id);
        notes.end(outcome);
    }

    @Transactional
    public void fill(long id) {
        notes.text(id);
    }

    /** Suspends this transaction for one that invalidates; the two end each on its own. */
    @Transactional
    public void around(long id, String text, Outcome inner, Outcome outer) {
        try {
            notes.writeInNewTransaction(id, text, inner);
        } catch (IllegalStateException e) {
            // the inner transaction's failure is its own
        }
        notes.end(outer);
    }
}
