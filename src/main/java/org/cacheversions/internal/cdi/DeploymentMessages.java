package org.cacheversions.internal.cdi;

import java.util.Collection;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.support.Text;
import org.cacheversions.internal.core.versions.VersionMessages;

/**
 * The messages about deployment and persistence units. Each has a stable code, and names the thing, the cause and the remedy. A retired code is not
 * used again.
 */
public final class DeploymentMessages {

    private DeploymentMessages() {}

    static String unknownInvalidation(String method) {
        return "CV0112: " + method + " is to invalidate, as @InvalidatesCache says, and it was not found at deployment"
                + " which caches, as for an instance that an InterceptionFactory has made. So that nothing stays stale,"
                + " the call fails, and its transaction with it. Put the annotation on a method of a CDI bean's own"
                + " class, or call CacheInvalidator.";
    }

    static String voidMethod(String method) {
        return "CV0204: " + method + " is void, so @VersionedCache has nothing to cache. Remove the annotation, or"
                + " return the result.";
    }

    static String badAttribute(String method, String attribute, String value, String allowed) {
        return "CV0205: " + attribute + " = '" + value + "' at " + method + " is not allowed. Allowed: " + allowed
                + ".";
    }

    static String noCacheNamedAt(String place) {
        return "CV0206: " + place + " names no cache. Name at least one.";
    }

    static String invalidNameAt(String place, String name) {
        return "CV0207: " + place + ": " + VersionMessages.invalidName(name).substring("CV0102: ".length());
    }

    static String notInstantiable(String place, Class<?> type, Throwable cause) {
        return "CV0208: " + type.getName() + ", named at " + place + ", is neither a CDI bean nor has it an accessible"
                + " constructor without parameters (" + Text.rootOf(cause) + "). Make it one of the two.";
    }

    static String missingLibrary(String key, String value, String artifact) {
        return "CV0211: " + key + " is '" + value + "', which needs " + artifact + ", and the application does not see"
                + " its classes. Add it to WEB-INF/lib, or make the server's own visible to the application.";
    }

    static String notForStages(String method, String attribute) {
        return "CV0212: " + attribute + " is set at " + method + ", which returns a CompletionStage, and that is not"
                + " supported. Remove the attribute, or return the value.";
    }

    static String nothingToRefresh(String method, String ahead, String timeToLive) {
        return "CV0213: refreshAhead = '" + ahead + "' at " + method + " is not shorter than the time to live of its"
                + " entries, which is " + timeToLive + ". Set ttl, or "
                + Configuration.PREFIX + "cache.<name>.ttl of one of its caches, to more, or remove refreshAhead.";
    }

    static String refreshWithArray(String method) {
        return "CV0214: refreshAhead is set at " + method + ", which takes an array. Its caller may change that while"
                + " the method runs again in the background. Take a List in its place, or remove refreshAhead.";
    }

    static String noBoundCache(String name, String found) {
        return "CV0216: " + Configuration.JCACHE_JNDI + " names '" + name + "', which is no cache (" + found
                + "). Name what a javax.cache.CacheManager, a javax.cache.Cache or a java.util.concurrent.ConcurrentMap is"
                + " bound to. A cache of WildFly is bound only for those who refer to it: add a resource-ref with this"
                + " lookup-name to web.xml.";
    }

    static String noClassesAllowed() {
        return "CV0217: " + Configuration.CODEC + " is 'java', and " + Configuration.CODEC_JAVA_CLASSES
                + " names no class. Whoever can write to the store could have any class made. Name the classes of the"
                + " values, or packages as in org.forum.*, or take 'json'.";
    }

    static String goneBeforeRefresh(String method, String timeToLive, String inRedis) {
        return "CV0218: refreshAhead is set at " + method + ", whose entries live for " + timeToLive + ", and "
                + Configuration.REDIS_TTL + " is " + inRedis + ": they are gone before they can be refreshed. Set "
                + Configuration.REDIS_TTL + " to no less than the time to live, or remove refreshAhead.";
    }

    static String refreshOfPassingBean(String method) {
        return "CV0219: refreshAhead is set at " + method + ", whose bean is neither @ApplicationScoped nor"
                + " @jakarta.inject.Singleton, or is a session bean. The background would call an instance that another"
                + " call is using, or that is gone. Move the method to a bean of one of these scopes, or remove"
                + " refreshAhead.";
    }

    static String mixedVersions(String key, String value, Throwable cause) {
        return "CV0220: " + key + " is '" + value
                + "', and the libraries for it that the application sees are not of one"
                + " version (" + Text.rootOf(cause)
                + "). A server may show its own in place of those in WEB-INF/lib: take its"
                + " version, or have it prefer the application's.";
    }

    static String noUnit() {
        return "CV0301: there is no persistence unit to keep the versions in. Add a META-INF/persistence.xml with a"
                + " unit that lists <class>org.cacheversions.persistence.CacheVersion</class>, or produce an"
                + " EntityManagerFactory with the qualifier @CacheVersionsUnit.";
    }

    static String severalUnits(Collection<String> units) {
        return "CV0302: there are several persistence units: " + units + ". Name the one that holds the data in"
                + " cache-versions.persistence-unit, or produce its EntityManagerFactory with the qualifier"
                + " @CacheVersionsUnit.";
    }

    static String unknownUnit(String unit, Collection<String> units) {
        return "CV0303: cache-versions.persistence-unit names '" + unit + "', but the units of this application are "
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

    static String noNodeEntity(String key) {
        return "CV0317: " + key
                + " is set, but the persistence unit of the versions does not know the entity CacheNode,"
                + " in which nodes acknowledge. Add the line <class>org.cacheversions.persistence.CacheNode</class> to"
                + " the unit in META-INF/persistence.xml and create the table cache_node, or set the key to none.";
    }

    static String unitsElsewhere(Collection<String> units) {
        return "CV0318: the persistence units " + units + " are not over the data source that holds the versions. A"
                + " transaction over several databases becomes visible in one after the other, also by XA: in between, a"
                + " reader files what it still sees in the other database under the new version, and that stays. Let"
                + " cached methods read from the versions' database only, or use the same data source; once that is so,"
                + " set cache-versions.other-databases=ignore.";
    }

    public static String unmappedFilter(String name) {
        return "CV0401: the filter '" + name + "' has no mapping, so no request is given a snapshot of the versions,"
                + " and every cached call reads them for itself. Add to web.xml: <filter-mapping><filter-name>" + name
                + "</filter-name><url-pattern>/*</url-pattern><dispatcher>REQUEST</dispatcher><dispatcher>ASYNC"
                + "</dispatcher><dispatcher>ERROR</dispatcher></filter-mapping>";
    }

    static String metricsFailed(Throwable cause) {
        return "CV0602: a CacheMetrics bean has thrown (" + Text.rootOf(cause) + "). Further failures are not logged.";
    }
}
