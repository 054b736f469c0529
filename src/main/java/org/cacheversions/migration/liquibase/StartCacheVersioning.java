package org.cacheversions.migration.liquibase;

/**
 * Starts caches in a Liquibase change; its rollback stops them.
 *
 * <pre>{@code
 * <customChange class="org.cacheversions.migration.liquibase.StartCacheVersioning">
 *   <param name="caches" value="bans"/>
 * </customChange>
 * }</pre>
 *
 * <p>The parameter {@code caches} takes one name, or several separated by commas; {@code ifAbsent} takes
 * {@code true}; {@code table} takes another name than {@code cache_version}; {@code scopes} takes {@code true}
 * if the caches have scopes. {@code update-sql} shows the change as SQL. See
 * {@link org.cacheversions.migration.StartCacheVersioning}.
 */
public final class StartCacheVersioning extends CacheVersioningChange {

    /** Called by Liquibase, which sets the parameters next. */
    public StartCacheVersioning() {
        super(true);
    }

    /** Sets whether to ignore caches that are already started; by default the change fails then. */
    public void setIfAbsent(boolean ifAbsent) {
        lenient = ifAbsent;
    }
}
