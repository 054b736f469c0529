package org.cacheversions.internal.core.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lincheck tries the orders in which a thread that asks the window can meet the one that advances it. The answers are not
 * linearizable, and need not be: in the middle of an advance, one scope may already be invalid while a stamp of the new
 * revision is not yet valid. So each operation asks what must be refused, since it is from before an invalidation that
 * the window had when the operation began, and throws if it is not refused; in a sequential order, none throws.
 */
@Tag("interleavings")
public class ScopeWindowInterleavingsTest {

    /** Fewer than scopes, so that each advance drops a record that is the newest of its scope. */
    private static final int KEPT = 2;

    /** So many that it also stops between any two steps of an advance. */
    private static final int ORDERS = 500;

    private static final int UNRECORDED = 6; // after which the window begins anew
    private static final VersionRow[] ROWS = new VersionRow[20];
    private static final JournalRecord[] RECORDS = new JournalRecord[ROWS.length];
    private static final String[] SCOPES = {"=0", "=1", "=2"}; // invalidated in turn

    static {
        for (int i = 0; i < ROWS.length; i++) {
            ROWS[i] = new VersionRow("a", i, "v" + i);
            RECORDS[i] = new JournalRecord("a", i, SCOPES[i % SCOPES.length], "v" + i);
        }
    }

    private final ScopeWindow window = new ScopeWindow(KEPT, () -> 0);
    private final AtomicInteger advanced = new AtomicInteger();

    public ScopeWindowInterleavingsTest() {
        advance(2);
        advance(1);
        advance(1);
    }

    @Operation(nonParallelGroup = "the reader of the versions")
    public void advance(@Param(gen = IntGen.class, conf = "1:2") int by) {
        int revision = advanced.get() + by;
        Long since = window.missing(ROWS[revision]);
        List<JournalRecord> records = new ArrayList<>();
        for (int each = since == null ? revision : since.intValue(); each <= revision; each++) {
            if (each != UNRECORDED) {
                records.add(RECORDS[each]);
            }
        }
        window.advance(ROWS[revision], records);
        advanced.set(revision);
    }

    /** Returns the newest invalidation of a scope of which the window knows. */
    private int last(int scope) {
        int last = advanced.get();
        while (last != UNRECORDED && last % SCOPES.length != scope) {
            last--;
        }
        return last;
    }

    /** Asks for stamps, and labels, of each scope. */
    @Operation
    public void ask() {
        for (int scope = 0; scope < SCOPES.length; scope++) {
            int last = last(scope);
            if (window.isValid(new ScopeStamp(ROWS[last - 1], SCOPES[scope]))) {
                throw new IllegalStateException(SCOPES[scope] + " is valid from before " + last);
            }
            long label = window.label(SCOPES[scope], ROWS[advanced.get()]).revision();
            if (label < last) {
                throw new IllegalStateException(SCOPES[scope] + " has the label " + label + " from before " + last);
            }
        }
    }

    /** The two threads of a scenario. */
    private static ExecutionScenario whileAskedAbout(int by) throws NoSuchMethodException {
        Actor advance = new Actor(ScopeWindowInterleavingsTest.class.getMethod("advance", int.class), List.of(by));
        Actor ask = new Actor(ScopeWindowInterleavingsTest.class.getMethod("ask"), List.of());
        return new ExecutionScenario(List.of(), List.of(List.of(advance), List.of(ask)), List.of(), null);
    }

    @Test
    void noAnswerIsFromBeforeAnInvalidationThatWasKnown() throws NoSuchMethodException {
        new ModelCheckingOptions()
                .iterations(0)
                .addCustomScenario(whileAskedAbout(1))
                .addCustomScenario(whileAskedAbout(2))
                .invocationsPerIteration(ORDERS)
                .check(ScopeWindowInterleavingsTest.class);
    }
}
