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

    /** Answers what the transaction reads once it has invalidated what it has loaded before. */
    @Transactional
    public String fillThenInvalidate(long id, String text) {
        notes.text(id);
        notes.change(id, text);
        invalidator.invalidate("notes");
        return notes.text(id);
    }

    /** Invalidates the same caches again and again, in an order that is not theirs, by every means. */
    @Transactional
    public void bulk(long id) {
        for (int n = 0; n < 50; n++) {
            invalidator.invalidate("tags");
            invalidator.invalidate("quiet", "notes");
            notes.writeBoth(id, "text " + n, "tag " + n);
        }
    }

    /** Invalidates name by name, in the order that is given. */
    @Transactional
    public void invalidate(String... caches) {
        for (String cache : caches) {
            invalidator.invalidate(cache);
        }
    }

    /** Reads, lets somebody else commit, and then asks for what may be cached. */
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
