package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.EntityManager;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.node.Item;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.ParentEntity;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pooled thread whose requests end transactions without closing what {@code within} has returned. */
class UnclosedTransactionTest {

    private final CacheVersionsFilter filter = new CacheVersionsFilter();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<BoundInvalidator> unclosed = new ArrayList<>();
    private TestNode node;
    private ItemService items;

    private void start(Unit unit) throws Exception {
        node = TestNode.start(unit, ItemService.class);
        filter.runtime = node.bean(CacheRuntime.class);
        items = node.bean(ItemService.class);
        assertThat(request(() -> items.amount(1))).isZero();
    }

    @AfterEach
    void stop() {
        thread.shutdown();
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void laterRequestsUseTheCacheAfterARollbackOfAnEntityManager(Unit unit) throws Exception {
        start(unit);
        EntityManager entityManager = node.factory().createEntityManager();
        request(() -> {
            entityManager.getTransaction().begin();
            keep(node.invalidator().within(entityManager)).invalidate("items");
            entityManager.getTransaction().rollback();
            return null;
        });
        assertNothingIsLoaded();
        entityManager.close();
        assertNothingIsLoaded();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void laterRequestsUseTheCacheAfterARollbackOfAConnection(Unit unit) throws Exception {
        start(unit);
        try (Connection connection = node.connection()) {
            request(() -> {
                connection.setAutoCommit(false);
                keep(node.invalidator().within(connection)).invalidate("items");
                connection.rollback();
                connection.setAutoCommit(true);
                return null;
            });
            assertNothingIsLoaded();
        }
        assertNothingIsLoaded();
    }

    /** Whether it has committed is unknown. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void theSameRequestStillBypassesTheCache(Unit unit) throws Exception {
        start(unit);
        request(() -> {
            try (EntityManager entityManager = node.factory().createEntityManager()) {
                entityManager.getTransaction().begin();
                entityManager.merge(new Item(1, 5));
                keep(node.invalidator().within(entityManager)).invalidate("items");
                entityManager.getTransaction().commit();
            }
            assertThat(items.amount(1)).isEqualTo(5);
            assertThat(items.amount(1)).isEqualTo(5);
            assertThat(items.loads()).isEqualTo(3);
            return null;
        });
        assertThat(request(() -> items.amount(1))).isEqualTo(5);
        assertNothingIsLoaded();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void callsWithoutARequestUseTheCacheToo(Unit unit) throws Exception {
        start(unit);
        int before = items.loads();
        thread.submit(() -> {
                    EntityManager entityManager = node.factory().createEntityManager();
                    entityManager.getTransaction().begin();
                    keep(node.invalidator().within(entityManager)).invalidate("items");
                    entityManager.getTransaction().rollback();
                    return items.amount(1);
                })
                .get();
        assertThat(items.loads()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void theThreadDoesNotKeepTheEntityManager(Unit unit) throws Exception {
        start(unit);
        AtomicReference<WeakReference<EntityManager>> used = new AtomicReference<>();
        request(() -> {
            EntityManager entityManager = node.factory().createEntityManager();
            used.set(new WeakReference<>(entityManager));
            entityManager.getTransaction().begin();
            node.invalidator().within(entityManager).invalidate("items");
            entityManager.getTransaction().rollback();
            return null;
        });
        await().untilAsserted(() -> {
            System.gc();
            assertThat(used.get().get()).isNull();
        });
    }

    /** A thread of the server may outlive the application by far. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void aThreadWithoutARequestKeepsNothingOfAnApplicationThatHasEnded(Unit unit) throws Exception {
        start(unit);
        AtomicReference<WeakReference<EntityManager>> used = new AtomicReference<>();
        thread.submit(() -> {
                    EntityManager entityManager = node.factory().createEntityManager();
                    used.set(new WeakReference<>(entityManager));
                    entityManager.getTransaction().begin();
                    node.invalidator().within(entityManager).invalidate("items");
                    entityManager.getTransaction().rollback();
                    return null;
                })
                .get();
        node.close();
        node = null;
        items = null;
        filter.runtime = null;
        await().untilAsserted(() -> {
            System.gc();
            assertThat(used.get().get()).isNull();
        });
    }

    /** Not the request of a forwarded or nested dispatch. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void onlyTheEndOfTheOutermostRequestUnbinds(Unit unit) throws Exception {
        start(unit);
        EntityManager entityManager = node.factory().createEntityManager();
        Map<String, Object> attributes = new HashMap<>();
        serve(attributes, () -> {
            keep(node.invalidator().within(entityManager));
            serveHere(attributes, () -> null);
            serveHere(new HashMap<>(), () -> null);
            write(entityManager, 1);
            return null;
        });
        assertThatThrownBy(() -> request(() -> {
                    write(entityManager, 2);
                    return null;
                }))
                .hasStackTraceContaining("CV0310");
    }

    private static void write(EntityManager entityManager, long id) {
        entityManager.getTransaction().begin();
        entityManager.persist(new ParentEntity(id, "first"));
        entityManager.getTransaction().commit();
    }

    private BoundInvalidator keep(BoundInvalidator invalidator) {
        unclosed.add(invalidator);
        return invalidator;
    }

    private void assertNothingIsLoaded() throws Exception {
        int before = items.loads();
        request(() -> items.amount(1));
        assertThat(items.loads()).isEqualTo(before);
    }

    /** Serves a request on the pooled thread. */
    private <T> T request(Callable<T> work) throws Exception {
        return serve(new HashMap<>(), work);
    }

    private <T> T serve(Map<String, Object> attributes, Callable<T> work) throws Exception {
        try {
            return thread.submit(() -> serveHere(attributes, work)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T> T serveHere(Map<String, Object> attributes, Callable<T> work) throws Exception {
        AtomicReference<T> result = new AtomicReference<>();
        filter.doFilter(request(attributes), response(), (request, response) -> {
            try {
                result.set(work.call());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return result.get();
    }

    private static ServletRequest request(Map<String, Object> attributes) {
        return (ServletRequest) Proxy.newProxyInstance(
                ServletRequest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "isAsyncStarted" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static ServletResponse response() {
        return (ServletResponse) Proxy.newProxyInstance(
                ServletResponse.class.getClassLoader(),
                new Class<?>[] {ServletResponse.class},
                (proxy, method, arguments) -> null);
    }
}
