package org.cacheversions.migration.liquibase;

/**
 * Stops caches in a Liquibase change; its rollback starts them.
 *
 * <pre>{@code
 * <customChange class="org.cacheversions.migration.liquibase.StopCacheVersioning">
 *   <param name="caches" value="bans"/>
 * </customChange>
 * }</pre>
 *
 * <p>The parameter {@code caches} takes one name, or several separated by commas; {@code ifPresent} takes
 * {@code true}; {@code table} takes another name than {@code cache_version}; {@code scopes} takes {@code true}
 * if the caches have scopes. {@code update-sql} shows the change as SQL. See
 * {@link org.cacheversions.migration.StopCacheVersioning}.
 */
public final class StopCacheVersioning extends CacheVersioningChange {

    /** Called by Liquibase, which sets the parameters next. */
    public StopCacheVersioning() {
        super(false);
    }

    /** Sets whether to ignore caches that are not started; by default the change fails then. */
    public void setIfPresent(boolean ifPresent) {
        lenient = ifPresent;
    }
}
