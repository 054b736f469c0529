package org.cacheversions.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.cacheversions.CacheInvalidator;

/** Runs several steps in one transaction. */
@ApplicationScoped
public class TransactionScenarios {

    @Inject
    Notes notes;

    @Inject
    CacheInvalidator invalidator;

    /** Returns what the transaction reads after its own write and invalidation. */
    @Transactional
    public String writeThenRead(long id, String text) {
        notes.change(id, text);
        invalidator.invalidate("notes");
        return notes.text(id);
    }

    /** Loads uncommitted data through the cache. */
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

    /** Returns what the transaction reads after it has invalidated its earlier load. */
    @Transactional
    public String fillThenInvalidate(long id, String text) {
        notes.text(id);
        notes.change(id, text);
        invalidator.invalidate("notes");
        return notes.text(id);
    }

    /** Invalidates the same caches repeatedly, in reverse order and in every way. */
    @Transactional
    public void bulk(long id) {
        for (int n = 0; n < 50; n++) {
            invalidator.invalidate("tags");
            invalidator.invalidate("quiet", "notes");
            notes.writeBoth(id, "text " + n, "tag " + n);
        }
    }

    /** Invalidates the caches one by one, in the given order. */
    @Transactional
    public void invalidate(String... caches) {
        for (String cache : caches) {
            invalidator.invalidate(cache);
        }
    }

    /** Reads, lets another transaction commit, and then calls the cached method. */
    @Transactional
    public String readAround(long id, Runnable commitOfAnother) {
        notes.read("text", id);
        commitOfAnother.run();
        return notes.text(id);
    }

    /** Writes to a second database as well. */
    @Transactional
    @SuppressWarnings("BanJNDI") // the test names its own data source
    public void writeTwice(long id, String text, String dataSource, Outcome outcome)
            throws NamingException, SQLException {
        DataSource second = InitialContext.doLookup(dataSource);
        try (Connection connection = second.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO it_copy VALUES (?)")) {
            insert.setString(1, text);
            insert.executeUpdate();
        }
        notes.invalidate(id, text, outcome, "notes");
    }

    /** Suspends this transaction for an inner one that invalidates; each ends independently. */
    @Transactional
    public void around(long id, String text, Outcome inner, Outcome outer) {
        try {
            notes.writeInNewTransaction(id, text, inner);
        } catch (IllegalStateException e) {
            // does not affect the outer transaction
        }
        notes.end(outer);
    }
}
