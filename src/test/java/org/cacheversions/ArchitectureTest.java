package org.cacheversions;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.coherence.NodeRegister;
import org.cacheversions.spi.HintChannel;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.NullMarked;

/** The allowed dependencies: the core depends on no adapter, and adapters do not depend on each other. */
@AnalyzeClasses(packages = "org.cacheversions", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "org.cacheversions";
    private static final String INTERNAL = ROOT + ".internal.";

    /** The API's types that an application without Jakarta EE could use. */
    private static final DescribedPredicate<JavaClass> PLAIN_API =
            describe("types of the API without Jakarta in their signatures", ArchitectureTest::isPlainApi);

    private static boolean isPlainApi(JavaClass type) {
        return type.getPackageName().equals(ROOT)
                && type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass())
                        .noneMatch(target -> target.getPackageName().startsWith("jakarta.")
                                || target != type && target.getPackageName().equals(ROOT) && !isPlainApi(target));
    }

    /** Nothing is injected there in each provider, so it is the one type of the API that finds what is inside. */
    private static final DescribedPredicate<JavaClass> MADE_BY_THE_PERSISTENCE_PROVIDER =
            describe("the entity listener", type -> type.isEquivalentTo(CacheInvalidationListener.class));

    @ArchTest
    static final ArchRule theCoreKnowsTheJdkAndPlainTypesOnly = classes()
            .that()
            .resideInAPackage(INTERNAL + "core..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "javax.xml..", "org.jspecify..", INTERNAL + "core..", ROOT + ".spi..")
                            .or(PLAIN_API));

    @ArchTest
    static final ArchRule theSpiIsPlainToo = classes()
            .that()
            .resideInAPackage(ROOT + ".spi..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", ROOT + ".spi..")
                    .or(PLAIN_API));

    @ArchTest
    static final ArchRule theApiKnowsNothingInternal = noClasses()
            .that()
            .resideInAnyPackage(ROOT, ROOT + ".spi..", ROOT + ".persistence..")
            .and(DescribedPredicate.not(MADE_BY_THE_PERSISTENCE_PROVIDER))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".internal..");

    // the packages that may use a library

    @ArchTest
    static final ArchRule caffeine = only(INTERNAL + "caffeine..", "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule jedis = only(INTERNAL + "redis..", "redis.clients..");

    @ArchTest
    static final ArchRule postgresql = only(INTERNAL + "postgresql..", "org.postgresql..");

    @ArchTest
    static final ArchRule jsonb = only(INTERNAL + "jsonb..", "jakarta.json..");

    @ArchTest
    static final ArchRule jackson = only(INTERNAL + "jackson..", "com.fasterxml..");

    @ArchTest
    static final ArchRule eclipseLink = only(INTERNAL + "eclipselink..", "org.eclipse.persistence..");

    @ArchTest
    static final ArchRule hibernate = only(INTERNAL + "hibernate..", "org.hibernate..");

    @ArchTest
    static final ArchRule jcache = only(INTERNAL + "jcache..", "javax.cache..");

    @ArchTest
    static final ArchRule flyway = only(ROOT + ".migration.flyway..", "org.flywaydb..");

    @ArchTest
    static final ArchRule liquibase = only(ROOT + ".migration.liquibase..", "liquibase..");

    @ArchTest
    static final ArchRule picocli = only(ROOT + ".cli..", "picocli..");

    @ArchTest
    static final ArchRule junit = only(ROOT + ".testing.junit..", "org.junit..");

    @ArchTest
    static final ArchRule assertj = only(ROOT + ".testing.assertj..", "org.assertj..");

    @ArchTest
    static final ArchRule nothingNeedsWhatIsForTests = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".testing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".testing..");

    @ArchTest
    static final ArchRule nothingNeedsTheConsole = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cli..");

    @ArchTest
    static final ArchRule microProfileConfig = only(INTERNAL + "mpconfig..", "org.eclipse.microprofile.config..");

    @ArchTest
    static final ArchRule microProfileHealth = only(INTERNAL + "mphealth..", "org.eclipse.microprofile.health..");

    @ArchTest
    static final ArchRule micrometer = only(INTERNAL + "micrometer..", "io.micrometer..");

    @ArchTest
    static final ArchRule openTelemetry = only(INTERNAL + "opentelemetry..", "io.opentelemetry..");

    @ArchTest
    static final ArchRule managementBeans = only(INTERNAL + "jmx..", "javax.management..");

    @ArchTest
    static final ArchRule flightRecorder = only(INTERNAL + "jfr..", "jdk.jfr..");

    private static ArchRule only(String who, String what) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(who)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(what)
                .because("a class that needs an optional library stands in a package of its own");
    }

    // directions

    @ArchTest
    static final ArchRule adaptersKnowTheCoreAndNotEachOther = slices().matching(INTERNAL + "(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(INTERNAL + "cdi.."), DescribedPredicate.alwaysTrue())
            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(INTERNAL + "core.."))
            // what stores outside of the heap have in common
            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(INTERNAL + "remote.."))
            // how JPA gets out of a transaction, only JTA knows
            .ignoreDependency(resideInAPackage(INTERNAL + "jta.."), resideInAPackage(INTERNAL + "jpa.."));

    @ArchTest
    static final ArchRule onlyWhatContainersMakeKnowsTheCdiPackage = noClasses()
            .that()
            .resideOutsideOfPackages(
                    INTERNAL + "cdi..", ROOT + ".servlet..", ROOT + ".http..", ROOT + ".admin..", ROOT + ".testing..")
            .and(DescribedPredicate.not(MADE_BY_THE_PERSISTENCE_PROVIDER))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL + "cdi..");

    @ArchTest
    static final ArchRule thePageKnowsServletsAndTheCore = classes()
            .that()
            .resideInAPackage(ROOT + ".admin..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "jakarta.servlet..",
                            "jakarta.inject..",
                            ROOT + ".admin..",
                            ROOT + ".spi..",
                            INTERNAL + "core..")
                    .or(PLAIN_API)
                    .or(describe("what joins the core", type -> type.isEquivalentTo(CacheRuntime.class))));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    // style

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?)");

    @ArchTest
    static final ArchRule nobodyPrints = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule containersAreNotLookedUpBelowTheCdiPackage = noClasses()
            .that()
            .resideOutsideOfPackages(INTERNAL + "cdi..", ROOT + ".servlet..", ROOT + ".rest..", ROOT + ".testing..")
            .and(DescribedPredicate.not(MADE_BY_THE_PERSISTENCE_PROVIDER))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.enterprise.inject.spi.CDI");

    /** Waiting in a monitor pins the carrier of a virtual thread. */
    @ArchTest
    static final ArchRule synchronizedMethodsDoNotWait =
            methods().that().haveModifier(JavaModifier.SYNCHRONIZED).should(callNothingThatWaits());

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .should(new ArchCondition<>("be in a @NullMarked package") {

                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(
                            type, marked, type.getPackageName() + " has no package-info with @NullMarked"));
                }
            });

    /** Behind these is a database or another server. */
    private static final Set<Class<?>> BOUNDARIES =
            Set.of(VersionSource.class, VersionSource.Enlisted.class, NodeRegister.class, HintChannel.class);

    private static ArchCondition<JavaMethod> callNothingThatWaits() {
        List<String> places =
                List.of("java.sql.", "javax.sql.", "java.net.", "java.nio.", "jakarta.persistence.", "redis.");
        return new ArchCondition<>("call nothing that waits") {

            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                for (JavaAccess<?> access : method.getAccessesFromSelf()) {
                    JavaClass owner = access.getTargetOwner();
                    boolean waits = places.stream().anyMatch(owner.getName()::startsWith)
                            || owner.isAssignableTo(Future.class)
                            || owner.isEquivalentTo(LockSupport.class)
                            || BOUNDARIES.stream().anyMatch(owner::isEquivalentTo)
                            || Set.of("await", "acquire", "sleep", "join").contains(access.getName())
                                    && owner.getName().startsWith("java.");
                    if (waits) {
                        events.add(SimpleConditionEvent.violated(method, access.getDescription()));
                    }
                }
            }
        };
    }
}
