package org.cacheversions.internal.cdi;

import java.util.Collection;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.support.Text;
import org.cacheversions.internal.core.versions.VersionMessages;

/** Messages about deployment and persistence units. Their codes are stable; a retired code is never reused. */
public final class DeploymentMessages {

    private DeploymentMessages() {}

    static String unknownInvalidation(String method) {
        return "CV0112: " + method
                + " is annotated with @InvalidatesCache, but was not found at deployment, for example"
                + " because an InterceptionFactory created the instance. The call and its transaction fail, since"
                + " otherwise old entries would stay valid. Put the annotation on a method of a CDI bean's own class,"
                + " or call CacheInvalidator.";
    }

    static String voidMethod(String method) {
        return "CV0204: " + method + " is void, so @VersionedCache has nothing to cache. Remove the annotation, or"
                + " return the result.";
    }

    static String badAttribute(String method, String attribute, String value, String allowed) {
        return "CV0205: " + attribute + " = '" + value + "' at " + method + " is not allowed. Allowed: " + allowed
                + ".";
    }

    static String badResponse(String method, String value) {
        return "CV0240: '" + value + "' in @VersionedResponse at " + method + " is not allowed. Allowed in vary: user,"
                + " session, none by itself or with headers, and names of request headers; as maxAge: an ISO-8601"
                + " duration above zero, such as PT5M.";
    }

    static String noCacheNamedAt(String place) {
        return "CV0206: " + place + " names no cache. Name at least one.";
    }

    static String invalidNameAt(String place, String name) {
        return "CV0207: " + place + ": " + VersionMessages.invalidName(name).substring("CV0102: ".length());
    }

    static String notInstantiable(String place, Class<?> type, Throwable cause) {
        return "CV0208: " + type.getName() + ", named at " + place + ", is not a CDI bean and has no accessible"
                + " constructor without parameters (" + Text.rootOf(cause)
                + "). Make it a bean, or add the constructor.";
    }

    static String severalBeans(String place, Class<?> type) {
        return "CV0243: " + type.getName() + ", named at " + place
                + ", has several beans, and none or more than one of them is of this very class. Name the class of one of"
                + " them.";
    }

    static String missingLibrary(String key, String value, String artifact) {
        return "CV0211: " + key + " is '" + value + "', which needs " + artifact
                + ", but its classes are not visible to"
                + " the application. Add it to WEB-INF/lib, or make the server's copy visible to the application.";
    }

    static String notForStages(String method, String attribute) {
        return "CV0212: " + attribute + " is set at " + method
                + ", which returns a CompletionStage: this combination is"
                + " not supported. Remove the attribute, or return the value itself.";
    }

    static String nothingToRefresh(String method, String ahead, String timeToLive) {
        return "CV0213: refreshAhead = '" + ahead + "' at " + method + " is not shorter than the time to live of its"
                + " entries, which is " + timeToLive + ". Increase ttl, or "
                + Configuration.PREFIX + "cache.<name>.ttl of one of its caches, or remove refreshAhead.";
    }

    static String refreshWithArray(String method) {
        return "CV0214: refreshAhead is set at " + method + ", which takes an array. The caller may change the array"
                + " while the method runs again in the background. Use a List instead, or remove refreshAhead.";
    }

    static String noBoundCache(String name, String found) {
        return "CV0216: " + Configuration.JCACHE_JNDI + " names '" + name + "', which is not a cache (" + found
                + "). Use the JNDI name of a javax.cache.CacheManager, a javax.cache.Cache or a"
                + " java.util.concurrent.ConcurrentMap. WildFly binds a cache only if an application refers to it: add a"
                + " resource-ref with this lookup-name to web.xml.";
    }

    static String noClassesAllowed() {
        return "CV0217: " + Configuration.CODEC + " is 'java', and " + Configuration.CODEC_JAVA_CLASSES
                + " lists no class. Otherwise anyone who can write to the store could instantiate any class. List the"
                + " classes of the values, or packages as in org.forum.*, or use 'json'.";
    }

    static String goneBeforeRefresh(String method, String timeToLive, String inRedis) {
        return "CV0218: refreshAhead is set at " + method + ", whose entries live for " + timeToLive + ", and "
                + Configuration.REDIS_TTL + " is " + inRedis + ": they expire before they can be refreshed. Set "
                + Configuration.REDIS_TTL + " to at least the time to live, or remove refreshAhead.";
    }

    static String refreshOfPassingBean(String method) {
        return "CV0219: refreshAhead is set at " + method + ", whose bean is neither @ApplicationScoped nor"
                + " @jakarta.inject.Singleton, or is a session bean. A refresh in the background could use an instance"
                + " that another call is using, or that was destroyed. Move the method to a bean of one of these scopes,"
                + " or remove refreshAhead.";
    }

    static String mixedVersions(String key, Enum<?> value, Throwable cause) {
        return "CV0220: " + key + " is '" + Text.lowerCase(value)
                + "', but the libraries for it that are visible to the application have different versions ("
                + Text.rootOf(cause)
                + "). A server may put its own before those in WEB-INF/lib: use the server's version,"
                + " or configure it to prefer the application's.";
    }

    static String cachedAndInvalidates(String method) {
        return "CV0231: both @VersionedCache and @InvalidatesCache apply to " + method + ", one of them maybe from its"
                + " class or a stereotype. A hit would not call the method, so nothing would be written or invalidated."
                + " Separate the method that reads from the one that writes, or make the latter void.";
    }

    static String cachedStateOfOne(String method, String why) {
        return "CV0232: " + method + " is cached, but its bean " + why + ". All users share the entries, so a value"
                + " that is computed from the state of one instance is served to others. Pass this state as a parameter"
                + " and mark the parameters that make up the key with @CacheKey, or name a key generator that includes"
                + " it.";
    }

    static String invalidatesByFuture(String method, Class<?> type) {
        return "CV0233: " + method + " is annotated with @InvalidatesCache and returns " + type.getName()
                + ", whose end the library cannot see or whose caller needs another stage. Return a CompletionStage or"
                + " a CompletableFuture, or call CacheInvalidator in the transaction that writes.";
    }

    static String scopeByName(String method) {
        return "CV0268: @InvalidatesCache at " + method + " has a scope by the name of an attribute, which is for"
                + " entities. Remove it, and annotate the parameters that make up the scope with @CacheScope.";
    }

    static String noJournalEntity(String unit) {
        return "CV0264: methods or entities have scopes, but the persistence unit '" + unit + "' has no journal,"
                + " so an invalidation of a scope invalidates its whole cache. Add"
                + " <class>org.cacheversions.persistence.CacheJournal</class> to this unit in META-INF/persistence.xml,"
                + " and create the table with the file schema/<database>-journal.sql of the jar.";
    }

    static String unfitScope(String method, String type) {
        return "CV0261: a parameter of " + method + " has @CacheScope and the type " + type
                + ". A scope is made of long, int, short, UUID, String, an enum, or a record of these"
                + "; at a method with @InvalidatesCache also of an array or collection of them. Pass the id of the"
                + " object.";
    }

    static String scopeOfOtherCache(String method, String cache, Collection<String> caches) {
        return "CV0262: @CacheScope at a parameter of " + method + " names the cache '" + cache
                + "', but the method has only " + caches + ". Name one of these, or no cache.";
    }

    static String otherScopes(String cache, String one, int components, String other, int others) {
        return "CV0263: the scope of the cache '" + cache + "' has " + components + " component(s) at " + one + " and "
                + others + " at " + other + ". An invalidation would not reach the other's entries. Use the same"
                + " components in the same order.";
    }

    static String notIntercepted(String method, String why) {
        return "CV0235: " + method + " has @VersionedCache or @InvalidatesCache, but is " + why
                + ", so that the container"
                + " cannot intercept it and ignores the annotation. Move it to a method that other beans call.";
    }

    static String onInterface(String annotation, String place, String bean) {
        return "CV0236: @" + annotation + " at " + place + " has no effect on " + bean + ", since annotations of an"
                + " interface are not inherited. Put it on the class or the method of the bean.";
    }

    static String onProduced(String producer, String type) {
        return "CV0237: " + producer + " produces an instance of " + type + ", which has @VersionedCache or"
                + " @InvalidatesCache. The container does not intercept instances that a producer creates. Make the class"
                + " a bean, or put the annotation on a method of a bean that calls it.";
    }

    static String unknownCached(String method) {
        return "CV0238: " + method + " is annotated with @VersionedCache, but was not found at deployment, for example"
                + " because an InterceptionFactory created the instance. Put the annotation on a method of a CDI bean's"
                + " own class, or use an injected Cache.";
    }

    static String usedOnce(String method, Class<?> type) {
        return "CV0239: " + method + " is cached, and its return type is or holds " + type.getName()
                + ", which only one caller can use: later callers would get one that is used up, closed or cancelled."
                + " Return what is read from it, for example a list or a byte array; in place of a Future, a"
                + " CompletionStage that is not a part of another value. Or remove @VersionedCache.";
    }

    static String passedByHits(Class<?> bean, Collection<String> passed) {
        return "CV0241: hits of cached methods of " + bean.getName()
                + " do not call what stands inside the interceptor of"
                + " @VersionedCache, which has the priority " + VersionedCacheInterceptor.PRIORITY + ": " + passed
                + ". A check of permissions there would be passed over. Give it a lower priority, move the cached"
                + " method to another bean that is called after the check, or list the class in"
                + " @VersionedCache(skips = ...) if a hit may skip it.";
    }

    static String noUnit() {
        return "CV0301: there is no persistence unit for the versions. Add a META-INF/persistence.xml with a unit that"
                + " lists <class>org.cacheversions.persistence.CacheVersion</class>, or produce an"
                + " EntityManagerFactory with the qualifier @CacheVersionsUnit.";
    }

    static String severalUnits(Collection<String> units) {
        return "CV0302: there are several persistence units: " + units + ". Name the one that holds the data in"
                + " cache-versions.persistence-unit, or produce its EntityManagerFactory with the qualifier"
                + " @CacheVersionsUnit.";
    }

    static String unknownUnit(String unit, Collection<String> units) {
        return "CV0303: cache-versions.persistence-unit is '" + unit + "', but the units of this application are "
                + units + ". Correct the name.";
    }

    static String noEntity(String unit) {
        return "CV0304: the persistence unit '" + unit + "' does not know the entity CacheVersion. Add the line"
                + " <class>org.cacheversions.persistence.CacheVersion</class> to this unit in META-INF/persistence.xml.";
    }

    static String unitNotOpened(String unit, Throwable cause) {
        return "CV0306: the persistence unit '" + unit + "' can't be opened (" + Text.rootOf(cause) + "). Correct it in"
                + " META-INF/persistence.xml, or produce its EntityManagerFactory with the qualifier"
                + " @CacheVersionsUnit.";
    }

    static String guardNotFound(String name, Throwable cause) {
        return "CV0314: cache-versions.guard names '" + name + "', but no data source is bound to it ("
                + Text.rootOf(cause)
                + "). Name the data source of the replica as it is bound in JNDI, for example java:jboss/datasources/"
                + "Replica, or a persistence unit, whose name has neither ':' nor '/'.";
    }

    static String noNodeEntity(String key, String unit) {
        return "CV0317: " + key
                + " is set, but the persistence unit '" + unit + "' does not know the entity CacheNode,"
                + " in which nodes acknowledge. Add the line <class>org.cacheversions.persistence.CacheNode</class> to"
                + " this unit in META-INF/persistence.xml and create the table cache_node, or set the key to none.";
    }

    static String unitsElsewhere(Collection<String> units) {
        return "CV0318: the persistence units " + units + " do not use the data source that holds the versions. A"
                + " transaction over several databases becomes visible in one after the other, even with XA. In between,"
                + " a reader may store data that is still old in the other database under the new version, where it"
                + " stays. Let cached methods read only from the versions' database, or use the same data source; then"
                + " set cache-versions.other-databases=ignore.";
    }

    static String otherScope(String scope, String place, int components) {
        return "CV0265: the scope " + scope + " has another number of components than those at " + place
                + ", which have " + components
                + ", so it concerns none of their entries. Use the same components in the same order.";
    }

    static String staleH2(String version) {
        return "CV0324: the database is H2 " + version + ", which may answer a query with an old result after a commit"
                + " has changed it, so that old data would be cached under the new version. Add"
                + " ;OPTIMIZE_REUSE_RESULTS=FALSE to its URL, or use H2 2.3.230 or later.";
    }

    public static String unmappedFilter(String name) {
        return "CV0401: the filter '" + name + "' has no mapping, so no request gets a snapshot of the versions, and"
                + " every cached call reads them itself. Remove cache-versions.filter=manual, or add to web.xml:"
                + " <filter-mapping><filter-name>" + name
                + "</filter-name><url-pattern>/*</url-pattern><dispatcher>REQUEST</dispatcher><dispatcher>ASYNC"
                + "</dispatcher><dispatcher>ERROR</dispatcher></filter-mapping>";
    }

    static String noRevision() {
        return "CV0570: a response with @VersionedResponse gets no ETag: without a servlet container, the library does"
                + " not know the application's files, whose digest is a part of it. Set cache-versions.revision to a"
                + " text that changes with each build.";
    }

    static String metricsFailed(Throwable cause) {
        return "CV0602: a CacheMetrics bean has failed (" + Text.rootOf(cause) + "). Further failures are not logged.";
    }
}
