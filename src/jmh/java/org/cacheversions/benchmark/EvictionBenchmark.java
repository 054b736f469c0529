package org.cacheversions.benchmark;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.node.Item;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a new version costs where entities are evicted from EclipseLink's shared cache: the eviction of a type, then a
 * {@code find} of each of its entities, which the database answers (H2 in this process) in place of the shared cache.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(1)
@State(Scope.Benchmark)
public class EvictionBenchmark {

    /** The number of entities in the shared cache. */
    @Param({"1000", "100000"})
    int count;

    private CountingPool pool;
    private EntityManagerFactory unit;

    @Setup
    public void open() throws SQLException {
        pool = CountingPool.of(TestDatabase.H2.withTable());
        unit = Persistence.createEntityManagerFactory(
                "eclipselink-local",
                Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        pool,
                        "jakarta.persistence.schema-generation.database.action",
                        "drop-and-create",
                        "eclipselink.cache.shared.default",
                        "true",
                        "eclipselink.cache.type.default",
                        "Full"));
        EntityManager entityManager = unit.createEntityManager();
        entityManager.getTransaction().begin();
        for (long id = 0; id < count; id++) {
            entityManager.persist(new Item(id, 1));
        }
        entityManager.getTransaction().commit();
        entityManager.close();
    }

    @Setup(Level.Invocation)
    public void fill() {
        EntityManager entityManager = unit.createEntityManager();
        entityManager.createQuery("SELECT i FROM Item i", Item.class).getResultList();
        entityManager.close();
        if (!unit.getCache().contains(Item.class, (long) count - 1)) {
            throw new IllegalStateException("the shared cache is not filled");
        }
    }

    @TearDown
    public void close() {
        unit.close();
        pool.close();
    }

    @Benchmark
    public void evict() {
        unit.getCache().evict(Item.class);
    }

    /** A thousand entities, from the shared cache. */
    @Benchmark
    public int find() {
        int found = 0;
        EntityManager entityManager = unit.createEntityManager();
        for (long id = 0; id < 1_000; id++) {
            found += entityManager.find(Item.class, id) == null ? 0 : 1;
        }
        entityManager.close();
        return found;
    }

    @Benchmark
    public int evictAndFind() {
        evict();
        return find();
    }
}
