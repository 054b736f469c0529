package org.cacheversions.spi;

import java.util.Locale;

/** Why a lookup found no entry that its caller may use, as far as the node knows. */
public enum MissReason {
    /** Nothing was stored for this key on this node, as far as it remembers. */
    FIRST,
    /** One of its caches or scopes was invalidated since the entry was stored. */
    INVALIDATED,
    /** Its time to live is over. */
    EXPIRED,
    /** The store has dropped it, for want of room or because it was too large. */
    EVICTED,
    /** It is older than all that the node knows of the invalidations of its {@linkplain org.cacheversions.Scope scope}. */
    OUTSIDE_WINDOW,
    /**
     * The last value was for its own caller only: it was loaded in a transaction that began before the labels were read,
     * or its request had invalidated one of its caches, or it can be used only once.
     */
    NOT_SHARED,
    /** The store fails. */
    STORE_FAILED;

    /** Returns the name as metrics and the operator's page have it, such as {@code outside-window}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
