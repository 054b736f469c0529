package org.cacheversions.internal.core;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every message of the library, each with a stable code, the thing, the cause and the remedy. A code that is retired
 * is not used again.
 */
public final class Messages {

    private Messages() {}

    // CV01: names and versions

    public static String noCacheNamed() {
        return "CV0101: no cache was named. Name at least one, or call invalidateAll().";
    }

    public static String invalidName(@Nullable String name) {
        return "CV0102: " + quoted(name) + " can't be the name of a cache. A name has 1 to " + CacheNames.MAX_LENGTH
                + " characters of A-Z, a-z, 0-9, '_', '.' and '-'.";
    }

    public static String unknownCache(String cache, Collection<String> known) {
        return "CV0103: there is no cache '" + cache + "': the table cache_version has no such row. Correct the name,"
                + " start the cache by a migration, or set cache-versions.auto-start=true. Known: " + known + ".";
    }

    public static String unknownCacheOf(String method, String cache) {
        return "CV0104: " + method + " depends on the cache '" + cache + "', which the table cache_version has no row"
                + " for. Until there is one, calls of it throw UnknownCacheException. Start the cache by a migration,"
                + " or set cache-versions.auto-start=true.";
    }

    public static String stoppedCache(String cache) {
        return "CV0105: the cache '" + cache + "' was stopped: its row is gone from the table cache_version. What"
                + " depends on it is computed at every call. Start it again, or deploy a version that does without it.";
    }

    public static String versionsUnavailable(Throwable cause) {
        return "CV0106: the versions could not be read from the table cache_version (" + rootOf(cause) + "). Caching is"
                + " bypassed until they can; look at the database and its pool. Not logged again for this outage.";
    }

    public static String versionsUnavailableNow() {
        return "CV0107: the versions could not be read for this request. Caching is bypassed in it; the cause was"
                + " logged under CV0106.";
    }

    public static String versionsAvailableAgain() {
        return "CV0108: the versions can be read again.";
    }

    public static String interruptedWhileWaiting() {
        return "CV0109: the thread was interrupted while it waited for the versions to be read. Caching is bypassed in"
                + " this request.";
    }

    public static String noRequestSnapshot() {
        return "CV0110: no versions are pinned to the current thread. Map the filter 'cacheVersions' to the request's"
                + " URL in web.xml.";
    }

    public static String readHangs(Duration patience) {
        return "CV0111: a read of the versions has not ended within " + patience + ". Caching is bypassed until it has:"
                + " look at the database and the network, and set a socket timeout in the driver's URL.";
    }

    public static String unknownInvalidation(String method) {
        return "CV0112: " + method + " is to invalidate, as @InvalidatesCache says, and it was not found at deployment"
                + " which caches, as for an instance that an InterceptionFactory has made. So that nothing stays stale,"
                + " the call fails, and its transaction with it. Put the annotation on a method of a CDI bean's own"
                + " class, or call CacheInvalidator.";
    }

    // CV02: configuration

    public static String invalidConfiguration(List<String> problems) {
        StringBuilder text = new StringBuilder("CV0201: cache-versions is configured wrongly:");
        problems.forEach(
                problem -> text.append(System.lineSeparator()).append("  - ").append(problem));
        return text.toString();
    }

    public static String unknownKey(String key, String source, Collection<String> known) {
        return "CV0202: unknown key " + key + " in " + source + ". Known: " + known + ".";
    }

    public static String badValue(String key, String value, String source, String allowed) {
        return "CV0203: " + key + " = '" + value + "' in " + source + " is not allowed. Allowed: " + allowed + ".";
    }

    public static String voidMethod(String method) {
        return "CV0204: " + method + " is void, so @VersionedCache has nothing to cache. Remove the annotation, or"
                + " return the result.";
    }

    public static String badAttribute(String method, String attribute, String value, String allowed) {
        return "CV0205: " + attribute + " = '" + value + "' at " + method + " is not allowed. Allowed: " + allowed
                + ".";
    }

    public static String noCacheNamedAt(String place) {
        return "CV0206: " + place + " names no cache. Name at least one.";
    }

    public static String invalidNameAt(String place, String name) {
        return "CV0207: " + place + ": " + invalidName(name).substring("CV0102: ".length());
    }

    public static String notInstantiable(String place, Class<?> type, Throwable cause) {
        return "CV0208: " + type.getName() + ", named at " + place + ", is neither a CDI bean nor has it an accessible"
                + " constructor without parameters (" + rootOf(cause) + "). Make it one of the two.";
    }

    public static String noHintsUrl() {
        return "CV0209: " + Configuration.HINTS + " is 'postgresql', and " + Configuration.HINTS_URL
                + " holds no address of the form jdbc:postgresql://host:port/database. Set it, with "
                + Configuration.HINTS_USER + " and " + Configuration.HINTS_PASSWORD + ", or take another channel.";
    }

    public static String noRedisUri(String key, String value) {
        return "CV0210: " + key + " is '" + value + "', and " + Configuration.REDIS_URI + " holds no address of the"
                + " form redis://host:port. Set it, or another " + key + ".";
    }

    public static String missingLibrary(String key, String value, String artifact) {
        return "CV0211: " + key + " is '" + value + "', which needs " + artifact + ", and the application does not see"
                + " its classes. Add it to WEB-INF/lib, or make the server's own visible to the application.";
    }

    public static String notForStages(String method, String attribute) {
        return "CV0212: " + attribute + " is set at " + method + ", which returns a CompletionStage, and that is not"
                + " supported. Remove the attribute, or return the value.";
    }

    public static String nothingToRefresh(String method, String ahead, String timeToLive) {
        return "CV0213: refreshAhead = '" + ahead + "' at " + method + " is not shorter than the time to live of its"
                + " entries, which is " + timeToLive + ". Set ttl, or "
                + Configuration.PREFIX + "cache.<name>.ttl of one of its caches, to more, or remove refreshAhead.";
    }

    public static String refreshWithArray(String method) {
        return "CV0214: refreshAhead is set at " + method + ", which takes an array. Its caller may change that while"
                + " the method runs again in the background. Take a List in its place, or remove refreshAhead.";
    }

    public static String noCachingProvider(@Nullable String provider, Throwable cause) {
        return "CV0215: " + Configuration.STORE + " is 'jcache', and there is no provider "
                + (provider == null ? "" : quoted(provider) + " ") + "to take (" + rootOf(cause) + "). Add one, such as"
                + " org.infinispan:infinispan-jcache or com.hazelcast:hazelcast, and if there are several, name the class"
                + " of one in " + Configuration.JCACHE_PROVIDER + ".";
    }

    public static String noBoundCache(String name, String found) {
        return "CV0216: " + Configuration.JCACHE_JNDI + " names '" + name + "', which is no cache (" + found
                + "). Name what a javax.cache.CacheManager, a javax.cache.Cache or a java.util.concurrent.ConcurrentMap is"
                + " bound to. A cache of WildFly is bound only for those who refer to it: add a resource-ref with this"
                + " lookup-name to web.xml.";
    }

    public static String noClassesAllowed() {
        return "CV0217: " + Configuration.CODEC + " is 'java', and " + Configuration.CODEC_JAVA_CLASSES
                + " names no class. Whoever can write to the store could have any class made. Name the classes of the"
                + " values, or packages as in org.forum.*, or take 'json'.";
    }

    public static String goneBeforeRefresh(String method, String timeToLive, String inRedis) {
        return "CV0218: refreshAhead is set at " + method + ", whose entries live for " + timeToLive + ", and "
                + Configuration.REDIS_TTL + " is " + inRedis + ": they are gone before they can be refreshed. Set "
                + Configuration.REDIS_TTL + " to no less than the time to live, or remove refreshAhead.";
    }

    public static String refreshOfPassingBean(String method) {
        return "CV0219: refreshAhead is set at " + method + ", whose bean is neither @ApplicationScoped nor"
                + " @jakarta.inject.Singleton, or is a session bean. The background would call an instance that another"
                + " call is using, or that is gone. Move the method to a bean of one of these scopes, or remove"
                + " refreshAhead.";
    }

    public static String mixedVersions(String key, String value, Throwable cause) {
        return "CV0220: " + key + " is '" + value
                + "', and the libraries for it that the application sees are not of one"
                + " version (" + rootOf(cause)
                + "). A server may show its own in place of those in WEB-INF/lib: take its"
                + " version, or have it prefer the application's.";
    }

    // CV03: persistence

    public static String noUnit() {
        return "CV0301: there is no persistence unit to keep the versions in. Add a META-INF/persistence.xml with a"
                + " unit that lists <class>org.cacheversions.persistence.CacheVersion</class>, or produce an"
                + " EntityManagerFactory with the qualifier @CacheVersionsUnit.";
    }

    public static String severalUnits(Collection<String> units) {
        return "CV0302: there are several persistence units: " + units + ". Name the one that holds the data in"
                + " cache-versions.persistence-unit, or produce its EntityManagerFactory with the qualifier"
                + " @CacheVersionsUnit.";
    }

    public static String unknownUnit(String unit, Collection<String> units) {
        return "CV0303: cache-versions.persistence-unit names '" + unit + "', but the units of this application are "
                + units + ". Correct the name.";
    }

    public static String noEntity(String unit) {
        return "CV0304: the persistence unit '" + unit + "' does not know the entity CacheVersion. Add the line"
                + " <class>org.cacheversions.persistence.CacheVersion</class> to this unit in META-INF/persistence.xml.";
    }

    public static String noTable(Throwable cause) {
        return "CV0305: the versions can't be read (" + rootOf(cause)
                + "). Create the table, cache_version for example by"
                + " CREATE TABLE cache_version (cache varchar(128) primary key, version varchar(8) not null, revision"
                + " bigint not null, changed_at timestamp not null), or let the persistence provider generate the"
                + " schema.";
    }

    public static String unitNotOpened(String unit, Throwable cause) {
        return "CV0306: the persistence unit '" + unit + "' can't be opened (" + rootOf(cause) + "). Correct it in"
                + " META-INF/persistence.xml, or produce its EntityManagerFactory with the qualifier"
                + " @CacheVersionsUnit.";
    }

    public static String autoStartFailed(Collection<String> caches, Throwable cause) {
        return "CV0307: cache-versions.auto-start could not start " + caches + " (" + rootOf(cause)
                + "). Grant INSERT on" + " the table cache_version, or start them by a migration.";
    }

    public static String notTransactional() {
        return "CV0308: a JTA transaction is active, but the unit of the versions is resource-local, so that the new"
                + " versions can't commit with the data: they are written after it, and a reader may be given an old"
                + " entry in between, or for ever if this node dies there. Use a JTA unit over the data's database.";
    }

    public static String notWritten(Collection<String> caches, Throwable cause) {
        return "CV0309: new versions of " + caches + " could not be written through the connection (" + rootOf(cause)
                + "). Roll its transaction back; run it again if it was a serialization failure or a deadlock.";
    }

    public static String entityOutsideTransaction(String entity, Collection<String> caches) {
        return "CV0310: " + entity + " is being written, and its @InvalidatesCache names " + caches
                + ", but no transaction"
                + " is known in which to invalidate them. In a resource-local unit call CacheInvalidator.within("
                + "entityManager) on this thread before the write, and close what it gives after the commit.";
    }

    public static String entityWithoutListener(String entity) {
        return "CV0311: " + entity
                + " has @InvalidatesCache, but no @EntityListeners(CacheInvalidationListener.class), so"
                + " writing it invalidates nothing. Add the listener, or remove the annotation.";
    }

    public static String sharedCacheOn(Collection<String> entities) {
        return "CV0312: the persistence unit keeps " + entities
                + " in its shared cache, which other nodes' writes do not"
                + " reach. This node evicts them when it sees a new version, but a slow reader may put an old one back."
                + " Mark them @Cacheable(false), or set <shared-cache-mode>NONE</shared-cache-mode>.";
    }

    public static String partsRemovedInSilence(String entity, Collection<String> caches) {
        return "CV0313: removing " + entity + " removes entities with it that name " + caches
                + ", and EclipseLink tells their listeners nothing if they are not loaded. Add"
                + " @EntityListeners(CacheInvalidationListener.class) to it as well.";
    }

    public static String guardNotFound(String name, Throwable cause) {
        return "CV0314: cache-versions.guard names '" + name + "', but no data source is bound to it (" + rootOf(cause)
                + "). Name the data source of the replica as it is bound in JNDI, for example java:jboss/datasources/"
                + "Replica, or a persistence unit, whose name has neither ':' nor '/'.";
    }

    public static String replicaUnavailable(Throwable cause) {
        return "CV0315: the versions could not be read from the replica that cache-versions.guard names ("
                + rootOf(cause) + "). Nothing that is loaded is stored until they can; look at the replica, and at"
                + " whether it has the table cache_version. Not logged again for this outage.";
    }

    public static String replicaAvailableAgain() {
        return "CV0316: the versions can be read from the replica again.";
    }

    public static String noNodeEntity(String key) {
        return "CV0317: " + key
                + " is set, but the persistence unit of the versions does not know the entity CacheNode,"
                + " in which nodes acknowledge. Add the line <class>org.cacheversions.persistence.CacheNode</class> to"
                + " the unit in META-INF/persistence.xml and create the table cache_node, or set the key to none.";
    }

    public static String unitsElsewhere(Collection<String> units) {
        return "CV0318: the persistence units " + units + " are not over the data source that holds the versions. A"
                + " transaction over several databases becomes visible in one after the other, also by XA: in between, a"
                + " reader files what it still sees in the other database under the new version, and that stays. Let"
                + " cached methods read from the versions' database only, or use the same data source; once that is so,"
                + " set cache-versions.other-databases=ignore.";
    }

    public static String entityElsewhere(String entity, Collection<String> caches) {
        return "CV0319: " + entity + " has @InvalidatesCache(" + caches + "), but is not in the persistence unit that"
                + " holds the versions. If it is in another database, a reader may file what it was before this"
                + " transaction under the new version, and that stays. Keep the versions in the database of the data;"
                + " if they are, set cache-versions.other-databases=ignore.";
    }

    public static String ownTransactionLost() {
        return "CV0320: the transaction that was begun to write to the table cache_version was marked for rollback"
                + " before it could commit; its time was over, or the database failed. Try again; if it was the time,"
                + " look at who holds rows of the table for so long, or raise the transaction timeout.";
    }

    // CV04: servlet

    public static String unmappedFilter(String name) {
        return "CV0401: the filter '" + name + "' has no mapping, so no request is given a snapshot of the versions,"
                + " and every cached call reads them for itself. Add to web.xml: <filter-mapping><filter-name>" + name
                + "</filter-name><url-pattern>/*</url-pattern><dispatcher>REQUEST</dispatcher><dispatcher>ASYNC"
                + "</dispatcher><dispatcher>ERROR</dispatcher></filter-mapping>";
    }

    public static String unguardedPage(String servlet) {
        return "CV0402: the servlet '" + servlet
                + "' shows the caches and invalidates them, and it is not said for whom."
                + " Give it, in web.xml, the init-param 'role' with the role that a user must have, and a"
                + " security-constraint that has users log in; or, where something else keeps others out, the init-param"
                + " 'unprotected' with the value true, and no role.";
    }

    public static String pageWithoutPath(String servlet, Collection<String> mappings) {
        return "CV0403: the servlet '" + servlet + "' is mapped to " + mappings
                + ", and has pages below its own. Map it" + " to a path that ends in /*, such as /admin/caches/*.";
    }

    public static String invalidatedByOperator(String user, String address, String caches) {
        return "CV0404: " + oneLine(user) + ", from " + oneLine(address) + ", has invalidated " + oneLine(caches)
                + " by the operator's page.";
    }

    public static String operatorRefused(String user, String address, String reason) {
        return "CV0405: " + oneLine(user) + ", from " + oneLine(address)
                + ", was refused to invalidate by the operator's" + " page: " + oneLine(reason)
                + ". Nothing was invalidated.";
    }

    public static String operatorFailed(String user, String address, String caches, Throwable cause) {
        return "CV0406: " + oneLine(user) + ", from " + oneLine(address) + ", has tried to invalidate "
                + oneLine(caches)
                + " by the operator's page, and"
                + " it failed (" + oneLine(rootOf(cause))
                + "). Look at the database, and at the page whether the revision has"
                + " grown; then try again.";
    }

    /** What comes from a request must not begin a line of its own in the log. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
    }

    // CV05: keys, values, stores

    public static String keyWithoutEquals(String method, Class<?> type) {
        return "CV0501: an argument of " + method + " is of " + type.getName() + ", which has no equals and hashCode of"
                + " its own: every instance makes another key. Add them (a record has them), or mark the parameters"
                + " that make the key with @CacheKey.";
    }

    public static String storeFailed(String store, Throwable cause) {
        return "CV0502: the store " + store + " failed (" + rootOf(cause) + "). Its entries count as misses until it"
                + " works. Not logged again for this outage.";
    }

    public static String storeWorksAgain(String store) {
        return "CV0503: the store " + store + " works again.";
    }

    public static String typeStaysOnHeap(String method, String type, Throwable cause) {
        return "CV0504: what " + method + " returns, " + type + ", can't be written for other nodes to read ("
                + cause.getMessage() + "). Its entries stay on the heap of each node. Return records, collections and"
                + " values of the JDK, or offer a bean of type ValueCodec that can write it.";
    }

    public static String valueStaysOnHeap(String method, Throwable cause) {
        return "CV0505: a value that " + method + " has returned does not come back as it was written (" + rootOf(cause)
                + "). Such entries stay on the heap of each node. Return records, collections and values of the JDK, or"
                + " offer a bean of type ValueCodec that can write it. Not logged again for this method.";
    }

    public static String keyStaysOnHeap(String method, Class<?> type) {
        return "CV0506: an argument of " + method + " is of " + type.getName()
                + ", which can't be written as a part of a"
                + " key that is the same on every node. Such entries stay on the heap of each node. Pass records,"
                + " collections and values of the JDK, or mark the parameters that make the key with @CacheKey.";
    }

    public static String entryUnreadable(String method, Throwable cause) {
        return "CV0507: an entry of " + method + " that was found in the store can't be read (" + rootOf(cause)
                + "). It counts as a miss, and is replaced. See who else writes under this namespace. Not logged again"
                + " for this method.";
    }

    public static String valueTooLong(String method, int length, int limit) {
        return "CV0508: a value that " + method + " has returned takes " + length + " bytes, and the"
                + " limit, " + Configuration.REDIS_MAX_VALUE + " or " + Configuration.JCACHE_MAX_VALUE + ", is " + limit
                + ". It is not stored there. Return less, or raise the limit. Not logged again for this method.";
    }

    // CV06: transactions and observers

    public static String afterCommitFailed(String what, Throwable cause) {
        return "CV0601: after a commit that invalidated caches, " + what + " failed (" + rootOf(cause) + "). The"
                + " invalidation stands; only those who wait for this notice were not told.";
    }

    public static String metricsFailed(Throwable cause) {
        return "CV0602: a CacheMetrics bean has thrown (" + rootOf(cause) + "). Further failures are not logged.";
    }

    public static String hintNotSent(Throwable cause) {
        return "CV0603: other nodes could not be told of an invalidation (" + rootOf(cause)
                + "). It stands; they see it"
                + " when their snapshot is too old. Not logged again for this outage.";
    }

    public static String hintsSentAgain() {
        return "CV0604: other nodes can be told of invalidations again.";
    }

    public static String hintsNotReceived(Throwable cause) {
        return "CV0605: hints of other nodes are not received (" + rootOf(cause) + "). Nothing gets stale by it: this"
                + " node reads the versions when its snapshot is too old, and connects again by itself. Not logged again"
                + " for this outage.";
    }

    public static String hintsReceivedAgain() {
        return "CV0606: hints of other nodes are received again.";
    }

    public static String renewalFailed(Throwable cause) {
        return "CV0607: a renewal of this node's lease has failed in part (" + rootOf(cause)
                + "). It is tried again in a" + " third of a lease.";
    }

    public static String notClosed(Throwable cause) {
        return "CV0608: something could not be closed when the application was undeployed (" + rootOf(cause) + "). The"
                + " rest was; look whether it has left connections or threads.";
    }

    // CV07: migrations

    public static String startedAlready(String cache) {
        return "CV0701: the cache '" + cache + "' is started already: the table cache_version has its row. Remove this"
                + " migration, or say that it applies only if the cache is absent.";
    }

    public static String notStartedBefore(String cache) {
        return "CV0702: the cache '" + cache + "' can't be stopped: the table cache_version has no such row. Correct"
                + " the name, or say that this migration applies only if the cache is present.";
    }

    public static String notStarted(Collection<String> caches, Throwable cause) {
        return "CV0703: the caches " + caches + " could not be started (" + rootOf(cause) + "). " + MIGRATION_REMEDY;
    }

    public static String notStopped(Collection<String> caches, Throwable cause) {
        return "CV0704: the caches " + caches + " could not be stopped (" + rootOf(cause) + "). " + MIGRATION_REMEDY;
    }

    public static String notCreated(Throwable cause) {
        return "CV0705: the table cache_version could not be created (" + rootOf(cause) + "). If there is one already,"
                + " leave it; otherwise grant CREATE TABLE.";
    }

    public static String noCacheParameter() {
        return "CV0706: the custom change names no cache. Add the parameter 'caches', for example <param"
                + " name=\"caches\" value=\"bans\"/>.";
    }

    public static String offlineDatabase() {
        return "CV0707: caches are started and stopped through a connection, and Liquibase has none (an offline"
                + " database). Run it against the database.";
    }

    // CV10: the console command

    public static String noUrl() {
        return "CV1001: no database is named. Give --url, or set the environment variable CACHE_VERSIONS_URL.";
    }

    public static String passwordInArguments() {
        return "CV1002: --url holds a password, which every user of this machine can see. Leave it out, and set the"
                + " environment variable CACHE_VERSIONS_PASSWORD, give --password-file, or type it when asked.";
    }

    public static String noDriver(String url) {
        return "CV1003: there is no JDBC driver for " + url + ". Correct the URL, or name the driver's jar by"
                + " --driver.";
    }

    public static String noDriverFile(String file) {
        return "CV1004: --driver " + file + " is not a file. Correct the path.";
    }

    public static String noPasswordFile(String file, Throwable cause) {
        return "CV1005: the password can't be read from " + file + " (" + rootOf(cause) + "). Correct --password-file,"
                + " and its permissions.";
    }

    public static String notConnected(String url, Throwable cause) {
        return "CV1006: there is no connection to " + url + " (" + rootOf(cause) + "). Look at the URL, the user, the"
                + " password, and whether the database is up.";
    }

    public static String databaseRefused(Throwable cause) {
        return "CV1007: the database has refused (" + rootOf(cause) + "). The command 'doctor' looks for the reason;"
                + " 'schema' prints the SQL that creates the table.";
    }

    public static String nothingInvalidated(Collection<String> missing, Collection<String> known) {
        return "CV1008: there is no cache " + missing + ", so nothing was invalidated. Correct the name. Known: "
                + known + ".";
    }

    public static String notConfirmed() {
        return "CV1009: not confirmed, so nothing was invalidated. Answer 'y', or give --yes where nobody can be"
                + " asked.";
    }

    public static String noDialect() {
        return "CV1010: it is not known which database the SQL is for. Give --dialect, or --url.";
    }

    public static String watchInterrupted(Throwable cause) {
        return "CV1011: the table can't be read (" + rootOf(cause) + "). Going on as soon as it can.";
    }

    public static String badRedisUri(String reason) {
        return "CV1012: --redis is not usable: " + reason + ". Give it as in redis://host:6379, without a user"
                + " and password, which are the environment variables CACHE_VERSIONS_REDIS_USER and"
                + " CACHE_VERSIONS_REDIS_PASSWORD.";
    }

    public static String badInterval(Duration interval) {
        return "CV1014: --interval " + interval + " is not usable. Give a time above zero, as in PT0.5S.";
    }

    public static String nodesNotTold(Throwable cause) {
        return "CV1013: the invalidation is committed, but no hint of it could be sent (" + rootOf(cause)
                + "). Nodes in"
                + " bounded coherence notice within max-age; look whether the server is up, and --redis.";
    }

    // CV11: assertions of tests

    public static String assertedInvalidation(String cache, Collection<String> invalidated) {
        return "CV1101: the cache '" + cache + "' was not invalidated. Invalidated were " + invalidated
                + ". What a resource-local or JDBC transaction has not committed yet can't be seen.";
    }

    public static String assertedNoInvalidation(String cache, Collection<String> invalidated) {
        return "CV1102: the cache '" + cache + "' was invalidated and should not have been. Invalidated were "
                + invalidated + ".";
    }

    public static String assertedUnknownCache(String cache, Collection<String> known) {
        return "CV1103: there is no cache '" + cache + "', so the assertion says nothing. Correct the name. Known: "
                + known + ".";
    }

    public static String assertedLoads(String cache, long expected, long loads, List<String> methods) {
        return "CV1104: what depends on the cache '" + cache + "' was loaded " + loads + " times, not " + expected
                + ". Loaded were " + methods + ".";
    }

    public static String assertedWithoutCaching() {
        return "CV1105: loads are not counted while cache-versions.enabled is false. Remove @WithoutCaching, or the"
                + " assertion.";
    }

    private static final String MIGRATION_REMEDY = "Create the table cache_version first if it is missing, grant"
            + " SELECT, INSERT, UPDATE and DELETE on it, and run the migration again if another transaction was in"
            + " its way.";

    private static String quoted(@Nullable String name) {
        if (name == null) {
            return "null";
        }
        return name.length() <= CacheNames.MAX_LENGTH
                ? "'" + name + "'"
                : "'" + name.substring(0, 32) + "…' (" + name.length() + " characters)";
    }

    private static String rootOf(Throwable throwable) {
        Throwable root = throwable;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString();
    }
}
